from __future__ import annotations

import pytest

from tests.ui.samples import ANSWERED, SIGNPOSTED
from ui.api.problems import Problem
from ui.api.recent import Recent


def test_an_answer_is_found_by_its_number():
    recent = Recent()

    first, second = recent.remember(ANSWERED), recent.remember(SIGNPOSTED)

    assert recent.answer(first) is ANSWERED
    assert recent.answer(second) is SIGNPOSTED
    assert len(first) >= 22


def test_the_oldest_goes_when_there_are_too_many():
    recent = Recent(most=2)

    first, *others = (recent.remember(ANSWERED) for _ in range(3))

    with pytest.raises(Problem, match="no longer at hand"):
        recent.answer(first)
    assert [recent.answer(number) for number in others] == [ANSWERED, ANSWERED]


def test_none_stays_longer_than_its_time():
    now = [0.0]
    recent = Recent(seconds=10, clock=lambda: now[0])
    number = recent.remember(ANSWERED)

    now[0] = 9.9
    assert recent.answer(number) is ANSWERED
    now[0] = 10.0
    with pytest.raises(Problem):
        recent.answer(number)
