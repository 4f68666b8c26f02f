"""The time that a question asks about: a date, before one, now, the newest, or since when.

time_asked("Was it law in November 2025?", today)        AT 2025-11-01 to 2025-11-30
time_asked("What was allowed before the ban?", today)    BEFORE an event that the corpus may date
time_asked("How many accounts so far?", today)           LATEST
time_asked("Under the July 2025 guidance?", today)       None: the date names the thing
time_asked("On which day in May did it start?", today)   None: the date is what is asked for
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from rag.understand.dates import Span, dates_in, span_of
from rag.understand.places import DATA
from rag.understand.words import fold


class Relation(StrEnum):
    """How the answer is to lie to the time."""

    AT = "at"
    BEFORE = "before"
    AFTER = "after"
    NOW = "now"
    LATEST = "latest"
    SINCE_WHEN = "since-when"


@dataclass(frozen=True, slots=True)
class TimeAsked:
    """A time, as a question asks about it."""

    relation: Relation
    first: date
    last: date
    words: str = ""
    """As the question has it; empty for what is asked about today."""
    about_state: bool = False
    """Whether it asks how things were then, and not what happened."""
    is_event: bool = False
    """Whether it is named by an event; `first` and `last` are then those of today, until the event is found."""

    @property
    def is_framed(self) -> bool:
        """Whether the answer must hold for a time that the question names."""
        return self.relation in {Relation.AT, Relation.BEFORE} and not self.is_event


def time_asked(question: str, today: date) -> TimeAsked | None:
    """Return the time that `question` asks about; None for a question that names none."""
    said = fold(question)
    about_state = _has("names_state", said)
    if _has("since_when", said):
        return TimeAsked(Relation.SINCE_WHEN, today, today, about_state=about_state)
    if _has("asks_date", said):
        return None
    dates = dates_in(question)
    if dates:
        return _dated(question, said, dates, about_state)
    if relative := _relative(said, today):
        words = question[relative.start : relative.end]
        return TimeAsked(Relation.AT, relative.first, relative.last, words, about_state)
    if _has("before_event", said):
        return TimeAsked(Relation.BEFORE, today, today, about_state=about_state, is_event=True)
    if _has("latest", said):
        return TimeAsked(Relation.LATEST, today, today, about_state=about_state)
    return TimeAsked(Relation.NOW, today, today, about_state=about_state) if _has("now", said) else None


def _dated(question: str, said: str, dates: tuple[Span, ...], about_state: bool) -> TimeAsked | None:
    before = said[: dates[0].start].rstrip()
    words = question[dates[0].start : dates[-1].end]
    first, last = min(one.first for one in dates), max(one.last for one in dates)
    if _has("before", before):
        # "Before 2025" ends on the day before; what holds "until March" may end with it.
        return TimeAsked(Relation.BEFORE, first, first, words, about_state)
    if _has("after", before):
        return TimeAsked(Relation.AFTER, first, last, words, about_state)
    return TimeAsked(Relation.AT, first, last, words, about_state) if _has("at", before) else None


def _relative(said: str, today: date) -> Span | None:
    for words, (unit, steps) in _table()["relative"]["spans"].items():
        match = re.search(rf"\b{words}\b", said)
        if match:
            return _moved(today, unit, steps, match)
    return None


def _moved(today: date, unit: str, steps: int, match: re.Match[str]) -> Span:
    months = today.year * 12 + today.month - 1 + (12 * steps if unit == "year" else steps)
    span = span_of(months // 12) if unit == "year" else span_of(months // 12, months % 12 + 1)
    return Span(span.first, span.last, match.start(), match.end())


def _has(name: str, said: str) -> bool:
    return bool(_patterns()[name].search(said))


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile("|".join(table["patterns"])) for name, table in _table().items() if "patterns" in table}


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, tuple[str, int]]]]:
    return tomllib.loads((DATA / "times.toml").read_text(encoding="utf-8"))
