"""The values that a sentence gives: dates, sums, shares, ages, durations, counts.

values_in("The fine is up to A$49.5 million.")    # one MONEY of 49,500,000 AUD, at most
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from rag.understand.dates import Span, dates_in
from rag.understand.places import DATA
from rag.understand.words import fold, stem

ROUNDED = 0.02
"""Share of the greater by which two rounded numbers may differ and still be the same."""
NEAR = 14
"""Characters before a number in which its bound stands (`more than`, `up to`)."""


class ValueKind(StrEnum):
    """What a value is a value of."""

    DATE = "date"
    MONEY = "money"
    SHARE = "share"
    AGE = "age"
    DURATION = "duration"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Value:
    """One value, where a text gives it."""

    kind: ValueKind
    unit: str
    """Currency, or stem of what is counted; empty for the rest."""
    low: float
    high: float
    """Equal but for a date, whose days they count; a duration is in hours."""
    bound: str
    """`least`, `most`, `about`, or empty for the number itself."""
    words: str
    start: int
    end: int

    def agrees(self, other: Value) -> bool:
        """Tell whether both can be true of the same thing."""
        if self.kind is ValueKind.DATE and (self.bound or other.bound):
            return (self.bound == "most" and other.low <= self.high) or (
                other.bound == "most" and self.low <= other.high
            )
        if self.kind is ValueKind.DATE:
            return (self.low <= other.low and other.high <= self.high) or (
                other.low <= self.low and self.high <= other.high
            )
        return _within(self, other) or _within(other, self) or _rounds_to(self, other)


def values_in(text: str) -> tuple[Value, ...]:
    """Return the values of `text` in order; no two of them share a character."""
    folded = fold(text)
    found = [_date(span, text, folded) for span in dates_in(text)]
    for kind, pattern in _patterns().items():
        for match in pattern.finditer(text if kind is ValueKind.MONEY else folded):
            value = _value(kind, match, text, folded)
            if value and not any(value.start < other.end and other.start < value.end for other in found):
                found.append(value)
    return tuple(sorted(found, key=lambda one: one.start))


def _date(span: Span, text: str, folded: str) -> Value:
    first, last = span.first.toordinal(), span.last.toordinal()
    bound = _bound(folded, span.start, "date_bounds")
    return Value(ValueKind.DATE, "", first, last, bound, text[span.start : span.end], span.start, span.end)


def _bound(folded: str, start: int, table: str) -> str:
    before = folded[max(0, start - NEAR) : start].rstrip()
    bounds: Mapping[str, list[str]] = _data()[table]
    return next((name for name, words in bounds.items() if before.endswith(tuple(words))), "")


def _value(kind: ValueKind, match: re.Match[str], text: str, folded: str) -> Value | None:
    fields = match.groupdict()
    number = _number(
        fold(fields["number"] or fields.get("number_behind") or ""),
        fold(fields.get("scale") or fields.get("scale_behind") or ""),
    )
    unit = _unit(kind, fields)
    if number is None or unit is None:
        return None
    start = match.start("number") if kind is ValueKind.COUNT else match.start()
    bound = _bound(folded, start, "bounds")
    if kind is ValueKind.DURATION:
        number, unit = number * _data()["hours"][unit], ""
    return Value(kind, unit, number, number, bound, text[start : match.end()], start, match.end())


def _unit(kind: ValueKind, fields: Mapping[str, str | None]) -> str | None:
    if kind is ValueKind.MONEY:
        return _currencies().get(fold(fields["sign"] or fields["name"] or ""))
    if kind is ValueKind.DURATION:
        return _times().get(fields["time"] or "")
    if kind is ValueKind.COUNT:
        if (fields["before"] or "").strip() in _data()["counted"]["not_before"]:
            return None
        return stem(str(fields["noun"]))
    return ""


def _number(written: str, scale: str) -> float | None:
    if written in _data()["numbers"]:
        return float(_data()["numbers"][written])
    plain = re.sub(r"[.,](?=\d{3}\b)", "", written).replace(",", ".")
    try:
        return float(plain) * float(_data()["scales"].get(scale, 1))
    except ValueError:
        return None


def _within(one: Value, other: Value) -> bool:
    if one.bound == "least":
        return other.low >= one.low and other.bound != "most"
    if one.bound == "most":
        return other.low <= one.low and other.bound == ""
    return one.low == other.low


def _rounds_to(one: Value, other: Value) -> bool:
    """Tell whether the values differ by rounding: `4.7 million` and `4,712,000`."""
    is_round = "about" in (one.bound, other.bound) or min(one.low, other.low) >= 10_000
    return is_round and abs(one.low - other.low) <= ROUNDED * max(one.low, other.low)


@cache
def _patterns() -> Mapping[ValueKind, re.Pattern[str]]:
    number = r"\d+(?:[.,]\d+)*"
    word = "|".join(_data()["numbers"])
    scale = rf"(?:\s?(?P<scale>{'|'.join(_data()['scales'])})\b)?"
    signs = "|".join(re.escape(name) for name in _by_length(_currencies_written()) if not name[0].islower())
    names = "|".join(re.escape(name) for name in _by_length(_currencies_written()) if name[0].islower())
    times = "|".join(_times())
    return {
        ValueKind.MONEY: re.compile(
            rf"(?P<sign>{signs})\s?(?P<number>{number}){scale}"
            rf"|(?P<number_behind>{number}){scale.replace('scale>', 'scale_behind>')} (?:de )?(?P<name>(?i:{names}))\b"
        ),
        ValueKind.SHARE: re.compile(rf"(?P<number>{number})\s?(?:%|per ?cent\b|por ciento\b)"),
        ValueKind.AGE: re.compile(
            r"\b(?:under|below|over|aged?|age of|menores de|mayores de|under the age of)[- ](?P<number>\d{1,2})s?\b"
            r"|\b(?P<number_behind>\d{1,2})[- ]years?[- ]olds?\b"
        ),
        ValueKind.DURATION: re.compile(rf"\b(?P<number>\d+|{word})[- ](?:working |business )?(?P<time>{times})\b"),
        ValueKind.COUNT: re.compile(
            rf"(?:(?P<before>\b[a-z]+) )?(?<![\w.,/-])(?P<number>{number}|{word}){scale}"
            r" (?:(?!of\b|and\b|or\b|in\b|to\b|the\b)[a-z-]+ ){0,2}?(?P<noun>[a-z]{3,}s)\b"
        ),
    }


def _by_length(names: list[str]) -> list[str]:
    return sorted(names, key=len, reverse=True)


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((DATA / "values.toml").read_text(encoding="utf-8"))


def _currencies_written() -> list[str]:
    return [name for names in _data()["currencies"].values() for name in names]


@cache
def _currencies() -> Mapping[str, str]:
    return {fold(name): code for code, names in _data()["currencies"].items() for name in names}


@cache
def _times() -> Mapping[str, str]:
    return {name: unit for unit, names in _data()["times"].items() for name in names}
