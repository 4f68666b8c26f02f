"""Choose by the time that a question asks about: what came later does not pass as the state then.

    asked "in November 2025"    sentences about a later time step back, those about that month step forward
    asked "before the ban"      the start of the ban, as the likeliest articles date it, stands for the event
    asked "the latest"          of sentences that are about as likely, the newest leads
    asked "since when"          sentences that say from when something applies step forward

Steps are in the units of the weighted sum that a sentence is chosen by: with 1 more, e times as likely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from corpus import Article, Kind
from rag.relevance import Judged
from rag.relevance.relevance import likeliest_first
from rag.understand.attributes import starts_in
from rag.understand.dates import Span, dates_in, read_date
from rag.understand.times import Relation, TimeAsked

LATER, MUCH_LATER = -1.5, -2.5
"""For a sentence that names a later date itself, and for one whose article is about a later thing."""
STARTS_LATER = -0.5
"""For a sentence that says from when something applies: later, but it tells that it did not apply before."""
THEN = 0.5
"""For a sentence that names the time asked for."""
NEWEST, STARTS = 1.5, 1.0
"""For the newest sentence where the newest is asked for, and for a start where one is asked for."""
IN_REACH = 2.5
"""Sums below the best within which sentences are compared by their age."""
LIKELY = 5
"""Sentences among which the date of a named event is looked for."""
EVENTS = frozenset({Kind.LAW, Kind.REGULATION, Kind.BILL, Kind.GUIDANCE, Kind.ANNOUNCEMENT})


def by_time(judged: Sequence[Judged], when: TimeAsked | None) -> tuple[Judged, ...]:
    """Return `judged` weighed by the time asked for, likeliest first; unchanged for a question that names none."""
    if when is None or when.relation in {Relation.NOW, Relation.AFTER} or when.is_event:
        return tuple(judged)
    if when.relation is Relation.LATEST:
        return _newest_first(judged, when)
    if when.relation is Relation.SINCE_WHEN:
        return likeliest_first(_moved(one, STARTS if starts_in(one.sentence.text) else 0.0) for one in judged)
    return likeliest_first(_moved(one, _step(one, when)) for one in judged)


def resolved(when: TimeAsked | None, judged: Sequence[Judged]) -> TimeAsked | None:
    """Return `when` with the date of a named event, as the likeliest sentences and their articles have it."""
    if when is None or not when.is_event:
        return when
    start = next(filter(None, map(_start, judged[:LIKELY])), None)
    if start is None:
        return when
    return replace(when, first=start.first, last=start.first - timedelta(days=1), is_event=False)


def is_later(one: Judged, when: TimeAsked) -> bool:
    """Tell whether a sentence is about a time after the one asked for, as far as dates can tell."""
    return is_later_than(one.sentence.text, one.article, when.last)


def is_later_than(text: str, article: Article, day: date) -> bool:
    """Tell whether `text` is about a time after `day`: all its dates are, or it has none and its article's event is."""
    dates = dates_in(text)
    if dates:
        return all(span.first > day for span in dates)
    event = read_date(article.event_date)
    return bool(event and event.first > day)


def _step(one: Judged, when: TimeAsked) -> float:
    dates = dates_in(one.sentence.text)
    if any(span.first <= when.last and span.last >= when.first for span in dates):
        return THEN
    if not is_later(one, when):
        return 0.0
    if any(span.first > when.last for span in starts_in(one.sentence.text)):
        return STARTS_LATER
    return LATER if dates else MUCH_LATER


def _newest_first(judged: Sequence[Judged], when: TimeAsked) -> tuple[Judged, ...]:
    """Give the most to the newest sentence near the best, less to older ones, by their place in order of age."""
    if not judged:
        return ()
    near = [one for one in judged if one.sum > judged[0].sum - IN_REACH]
    ages = sorted({_newest(one, when.last) for one in near})
    if len(ages) < 2:
        return tuple(judged)
    gains = {age: NEWEST * place / (len(ages) - 1) for place, age in enumerate(ages)}
    return likeliest_first(_moved(one, gains.get(_newest(one, when.last), 0.0)) for one in judged)


def _newest(one: Judged, today: date) -> date:
    """Return the newest day that a sentence speaks of, those to come aside; that of its article where it names none."""
    days = [span.first for span in dates_in(one.sentence.text) if span.first <= today]
    event = read_date(one.article.event_date)
    return max(days) if days else event.first if event else date.min


def _start(one: Judged) -> Span | None:
    """Return from when the thing of a sentence applies."""
    if one.article.kind not in EVENTS:
        return None
    said: Iterable[Span] = starts_in(one.sentence.text)
    return next(iter(said), None) or read_date(one.article.effective_date)


def _moved(one: Judged, step: float) -> Judged:
    return replace(one, sum=one.sum + step) if step else one
