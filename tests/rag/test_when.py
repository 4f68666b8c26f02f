from __future__ import annotations

from datetime import date

import pytest

from rag.understand.times import Relation, TimeAsked
from rag.when import by_time, resolved

TODAY = date(2026, 7, 30)
EARLY = TimeAsked(Relation.AT, date(2025, 6, 1), date(2025, 6, 30), "June 2025", about_state=True)
ONE, OTHER = "au-minimum-age-act#1.1", "au-minimum-age-act#2.1"


@pytest.fixture
def order(judged):
    def ordered(when, *texts):
        found = [judged(one, share, text=text) for one, share, text in texts]
        return [one.sentence.id for one in by_time(found, when)]

    return ordered


def test_what_came_later_steps_back(order):
    texts = ((ONE, 1.0, "In May 2026 five million accounts were closed."), (OTHER, 0.5, "In June 2025 it was one."))

    assert order(EARLY, *texts) == [OTHER, ONE]
    assert order(None, *texts) == [ONE, OTHER]


def test_from_when_something_applies_is_told_even_if_that_is_later(order):
    texts = ((ONE, 1.0, "The act took effect on 10 December 2025."), (OTHER, 0.5, "The bill was filed in 2024."))

    assert order(EARLY, *texts) == [ONE, OTHER]


def test_the_latest_is_the_newest_of_what_is_about_as_likely(order):
    latest = TimeAsked(Relation.LATEST, TODAY, TODAY)
    texts = ((ONE, 1.0, "In January 2026 it was four million."), (OTHER, 0.5, "In June 2026 it was five million."))

    assert order(latest, *texts) == [OTHER, ONE]


def test_a_day_to_come_is_not_the_latest(order):
    latest = TimeAsked(Relation.LATEST, TODAY, TODAY)
    texts = ((ONE, 1.0, "In January 2026 it was four million."), (OTHER, 0.5, "A report is due in June 2027."))

    assert order(latest, *texts) == [ONE, OTHER]


def test_since_when_prefers_the_sentence_that_says_from_when(order):
    since = TimeAsked(Relation.SINCE_WHEN, TODAY, TODAY)
    texts = ((ONE, 1.0, "It was debated on 3 May 2025."), (OTHER, 0.6, "It has applied since 10 December 2025."))

    assert order(since, *texts) == [OTHER, ONE]


def test_a_named_event_is_dated_by_the_likeliest_article(judged):
    before = TimeAsked(Relation.BEFORE, TODAY, TODAY, is_event=True)

    found = resolved(before, [judged(ONE, text="The act took effect on 10 December 2025.")])

    assert found
    assert found.is_framed
    assert found.last == date(2025, 12, 9)


def test_an_event_that_nothing_dates_frames_nothing(judged, order):
    before = TimeAsked(Relation.BEFORE, TODAY, TODAY, is_event=True)

    assert resolved(before, []) == before
    assert order(before, (ONE, 1.0, "In May 2026."), (OTHER, 0.5, "In 2020.")) == [ONE, OTHER]
