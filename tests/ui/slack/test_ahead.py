from __future__ import annotations

import time

import pytest

from rag.pipeline import AnswerEvent, ClaimEvent, Event, StatusEvent
from tests.ui.samples import ANSWERED
from ui.slack.ahead import look_ahead

STATUS: Event
CLAIM: Event
END: Event
STATUS, CLAIM, END = StatusEvent("searching"), ClaimEvent(ANSWERED.claims[0]), AnswerEvent(ANSWERED)


def slowly(*events, pause):
    for event in events:
        yield event
        if isinstance(event, ClaimEvent):
            time.sleep(pause)


def test_an_answer_that_is_there_at_once_comes_alone():
    assert list(look_ahead(iter([STATUS, CLAIM, CLAIM, END]))) == [STATUS, END]


def test_claims_of_somebody_who_writes_slowly_come_as_they_are_ready():
    assert list(look_ahead(slowly(STATUS, CLAIM, CLAIM, END, pause=0.1), moment=0.02)) == [STATUS, CLAIM, CLAIM, END]


def test_an_answer_without_claims_comes_as_it_is():
    assert list(look_ahead(iter([STATUS, END]))) == [STATUS, END]


@pytest.mark.parametrize("before", [[], [STATUS], [STATUS, CLAIM]])
def test_what_the_pipeline_raises_is_raised_here(before):
    def breaks():
        yield from before
        raise TypeError("nobody expected this")

    with pytest.raises(TypeError, match="nobody expected this"):
        list(look_ahead(breaks()))


@pytest.mark.parametrize("events", [[], [STATUS], [CLAIM]])
def test_an_end_that_never_comes_does_not_hang(events):
    assert list(look_ahead(iter(events), moment=0.02)) == events
