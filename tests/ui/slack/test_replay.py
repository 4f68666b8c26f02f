"""Exactly once, never silent: what a bad day does to the bot."""

from __future__ import annotations

import pytest

from tests.ui.slack.conftest import Running
from tests.ui.slack.replay import Figures, replay


def is_flawless(figures: Figures) -> bool:
    flaws = (figures.silent, figures.doubled, figures.unfinished, figures.wrong, figures.violations)
    return figures.answered == figures.events and figures.strangers == 0 and not any(flaws)


@pytest.mark.timeout(300)
def test_every_event_of_a_bad_hour_is_answered_exactly_once(alone: Running, capsys):
    figures = replay(alone, events=60, processes=1, kills=1)

    with capsys.disabled():
        print(f"\n{figures}")  # noqa: T201 - the figures are the point
    assert is_flawless(figures), figures
    assert figures.kills == 1


@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_every_one_of_two_thousand_events_is_answered_exactly_once(alone: Running, capsys):
    figures = replay(alone, events=2000)

    with capsys.disabled():
        print(f"\n{figures}")  # noqa: T201 - the figures are the point
    assert is_flawless(figures), figures
    assert figures.taken_over > 0
