"""The dates that a text names, as spans of days.

dates_in("It applies from 17 March 2026.")[0].first      # 2026-03-17
dates_in("in November 2025")[0].last                     # 2025-11-30
dates_in("el 2 o el 4 de marzo de 2026")                 # two days: the first takes its month from the second
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from rag.understand.places import DATA
from rag.understand.words import fold

EARLIEST, LATEST = 1900, 2099
"""Years that are read as such; other numbers of four digits are no years."""
NAME_BEFORE_YEAR = re.compile(r"(?:\b(?P<name>[A-ZÁÉÍÓÚÑ][\w’'-]*)\)?|\b(?P<number>\d+) (?:of|de)) $")


@dataclass(frozen=True, slots=True)
class Span:
    """A day, a month, a quarter or a year, where a text names it."""

    first: date
    last: date
    start: int = 0
    """Where in the text the words begin and end."""
    end: int = 0

    def agrees(self, other: Span) -> bool:
        """Tell whether both may mean the same day: one lies within the other."""
        return (self.first <= other.first and other.last <= self.last) or (
            other.first <= self.first and self.last <= other.last
        )


@lru_cache(maxsize=50_000)
def dates_in(text: str) -> tuple[Span, ...]:
    """Return the dates of `text` in order; a day without a year takes the nearest year that the text names.

    A day or month with no year anywhere is left out: it could be any year's.
    """
    found = [one for one in _scan(fold(text)) if not _is_name(text, *one)]
    years = [(start, year) for start, _, year, _, _ in found if year]
    return tuple(
        _span(year or _nearest(years, start), month, day, start, end)
        for start, end, year, month, day in found
        if (year or years) and _exists(year or _nearest(years, start), month, day)
    )


def read_date(written: str) -> Span | None:
    """Return the span of a date of the front matter (YYYY, YYYY-MM or YYYY-MM-DD); None for an empty one."""
    if not written:
        return None
    year, month, day = (int(part) for part in (*written.split("-"), "0", "0")[:3])
    return _span(year, month, day, 0, 0)


def month_named(word: str) -> int:
    """Return the number of a month by its folded name; 0 for another word."""
    return _months().get(word, 0)


def span_of(year: int, month: int = 0, day: int = 0) -> Span:
    """Return a day, a whole month (`day` 0) or a whole year (`month` 0 as well)."""
    return _span(year, month, day, 0, 0)


def _scan(text: str) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield (start, end, year, month, day) of each date; 0 for what is not said."""
    for match in _pattern().finditer(text):
        month = _months().get(match["month"] or match["month_first"] or match["month_only"] or "", 0)
        if month:
            day = int(match["day"] or match["day_behind"] or 0)
            year = int(match["year"] or match["year_behind"] or match["year_only"] or 0)
        elif match["iso"]:
            year, month, day = (int(part) for part in (*match["iso"].split("-"), "0")[:3])
        else:
            year, month, day = int(match["bare"]), 0, 0
        if year and not EARLIEST <= year <= LATEST:
            continue
        if (day or year) and (month or year):
            yield match.start(), match.end(), year, month, day


def _is_name(text: str, start: int, _end: int, _year: int, month: int, _day: int) -> bool:
    """Tell whether a bare year belongs to the name of a law: `Act 2021`, `Bill 261 of 2024`."""
    if month:
        return False
    before = NAME_BEFORE_YEAR.search(text, 0, start)
    return bool(before and (before["number"] or fold(before["name"]) not in _openers()))


@cache
def _openers() -> frozenset[str]:
    return frozenset(_data()["openers"])


@cache
def _pattern() -> re.Pattern[str]:
    months = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        r"\b(?P<iso>(?:19|20)\d\d-\d\d(?:-\d\d)?)\b"
        rf"|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of| de)? (?P<month>{months})\b\.?"
        r"(?:,? (?:de |del )?(?P<year>\d{4})\b)?"
        rf"|\b(?P<month_first>{months})\b\.? (?P<day_behind>\d{{1,2}})(?:st|nd|rd|th)?\b"
        r"(?:,? (?P<year_behind>\d{4})\b)?"
        rf"|\b(?P<month_only>{months})\b\.?,? (?:of |de |del )?(?P<year_only>\d{{4}})\b"
        r"|(?<![\w/.,-])(?P<bare>(?:19|20)\d\d)(?![\w/]|[.,-]\d)"
        rf"(?! ?(?:{'|'.join(_data()['counted'])})\b)"
    )


@cache
def _months() -> Mapping[str, int]:
    return {fold(name): int(number) for number, names in _data()["months"].items() for name in names}


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((DATA / "dates.toml").read_text(encoding="utf-8"))


def _nearest(years: list[tuple[int, int]], start: int) -> int:
    """Return the year named next behind `start`, else the last one before it."""
    behind = [year for place, year in years if place > start]
    return behind[0] if behind else years[-1][1]


def _exists(year: int, month: int, day: int) -> bool:
    return not month or (month <= 12 and day <= monthrange(year, month)[1])


def _span(year: int, month: int, day: int, start: int, end: int) -> Span:
    if not month:
        return Span(date(year, 1, 1), date(year, 12, 31), start, end)
    if not day:
        return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), start, end)
    return Span(date(year, month, day), date(year, month, day), start, end)
