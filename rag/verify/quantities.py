"""Read numbers, amounts and dates so that every way of writing one comes out the same.

    £18m · 18 million pounds · GBP 18,000,000           18000000 GBP
    10 Dec 2025 · December 10th, 2025 · 2025-12-10       d10 m12 2025
    16 · sixteen · 16s · dieciséis                       16
    10% · 10 per cent · ten percent                      10 %

A date is three tokens from the smallest part up, so that `December 2025` is what is left of `10 December 2025` when the
day goes. How things are written is data: `rag/data/quantities.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rag.verify.pieces import Piece
from rag.verify.tokens import Kind, Token

DATA = Path(__file__).parent.parent / "data" / "quantities.toml"

FIRST_YEAR, LAST_YEAR = 1800, 2100
LAST_DAY = 31
LONGEST_UNIT = 3
"""Words in the longest name of a currency."""


class Found(NamedTuple):
    """What was read, and how many pieces it took."""

    tokens: tuple[Token, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Tables:
    """How quantities are written, each spelling with what it stands for."""

    months: Mapping[str, int]
    ambiguous: frozenset[str]
    scales: Mapping[str, int]
    currencies: Mapping[str, str]
    units: Mapping[str, str]
    words: Mapping[str, int]
    spanish_only: frozenset[str]
    ordinals: Mapping[str, str]


@cache
def tables() -> Tables:
    """Return the spellings of the data file, read once."""
    kept = tomllib.loads(DATA.read_text(encoding="utf-8"))

    def turned(name: str) -> dict[str, str]:
        return {spelling: meaning for meaning, spellings in kept[name].items() for spelling in spellings}

    return Tables(
        months={spelling: int(meaning) for spelling, meaning in turned("months").items()},
        ambiguous=frozenset(kept["ambiguous"]["months"]),
        scales={spelling: int(meaning) for spelling, meaning in turned("scales").items()},
        currencies=turned("currencies"),
        units=turned("units"),
        words={spelling: int(meaning) for spelling, meaning in turned("words").items()},
        spanish_only=frozenset(kept["spanish_only"]["words"]),
        ordinals=turned("ordinals"),
    )


def quantity_at(pieces: Sequence[Piece], at: int, *, spanish: bool = False) -> Found | None:
    """Return the date, amount or number that begins at `pieces[at]`, the longest reading first; None for a word."""
    return (
        _date(pieces, at)
        or _amount_after_code(pieces, at)
        or _amount(pieces, at, spanish=spanish)
        or _ordinal(pieces, at)
    )


def _date(pieces: Sequence[Piece], at: int) -> Found | None:
    """Read `10 December 2025`, `December 10, 2025`, `December 2025`, `10 December` or `2025-12-10`."""
    first = pieces[at]
    if first.is_iso_date:
        of_year, of_month, of_day = first.text.split("-")
        return _dated(pieces, at, 1, int(of_day), int(of_month), of_year)
    day = _day(first)
    if day:
        after = _skip_of(pieces, at + 1)
        month = _month(pieces, after, sure=True)
        if not month:
            return None
        year, end = _year(pieces, after + 1)
        return _dated(pieces, at, end - at, day, month, year)
    month = _month(pieces, at, sure=True)
    if not month:
        return _lone_month(pieces, at)
    day = _day(pieces[at + 1]) if at + 1 < len(pieces) else 0
    year, end = _year(pieces, at + 2 if day else at + 1)
    if day or year:
        return _dated(pieces, at, end - at, day, month, year)
    return _lone_month(pieces, at)


def _dated(pieces: Sequence[Piece], at: int, length: int, day: int, month: int, year: str) -> Found:
    forms = [f"d{day}"] if day else []
    forms += [f"m{month}"] + ([year] if year else [])
    return Found(_tokens(forms, Kind.DATE, pieces, at, length), length)


def _lone_month(pieces: Sequence[Piece], at: int) -> Found | None:
    month, piece = _month(pieces, at, sure=False), pieces[at]
    return Found(_tokens([f"m{month}"], Kind.DATE, pieces, at, 1), 1) if month and not piece.is_number else None


def _day(piece: Piece) -> int:
    if not piece.digits.isdecimal() or piece.currency or piece.suffix not in ("", "st", "nd", "rd", "th", "º"):
        return 0
    return int(piece.digits) if 0 < len(piece.digits) <= 2 and 1 <= int(piece.digits) <= LAST_DAY else 0


def _month(pieces: Sequence[Piece], at: int, *, sure: bool) -> int:
    """Return the month at `at`; `may` and the like need a capital, and unless a day or year is beside them (`sure`)
    one that does not come from opening the sentence.
    """
    if at >= len(pieces):
        return 0
    piece = pieces[at]
    month = tables().months.get(piece.folded, 0)
    if piece.folded not in tables().ambiguous:
        return month
    return month if piece.is_capitalised and (sure or not piece.opens) else 0


def _year(pieces: Sequence[Piece], at: int) -> tuple[str, int]:
    """Return the year at `at` and where it ends; no year and `at` where none stands."""
    after = _skip_of(pieces, at)
    return (pieces[after].digits, after + 1) if after < len(pieces) and is_year(pieces[after]) else ("", at)


def is_year(piece: Piece) -> bool:
    """Tell whether four plain digits stand for a year."""
    plain = len(piece.digits) == 4 and piece.digits.isdecimal() and not piece.currency and not piece.suffix
    return plain and not piece.is_percent and FIRST_YEAR <= int(piece.digits) <= LAST_YEAR


def _skip_of(pieces: Sequence[Piece], at: int) -> int:
    return at + 1 if at < len(pieces) and pieces[at].folded in ("de", "of", "del") else at


def _amount_after_code(pieces: Sequence[Piece], at: int) -> Found | None:
    """Read `EUR 10 million`: a code of capitals before the number."""
    piece = pieces[at]
    unit = tables().currencies.get(piece.folded)
    if not unit or not piece.text.isupper() or at + 1 >= len(pieces) or not pieces[at + 1].is_number:
        return None
    value, length = _value(pieces, at + 1, spanish=False)
    return Found(_amount_tokens(value, unit, pieces, at, length + 1), length + 1) if value else None


def _amount(pieces: Sequence[Piece], at: int, *, spanish: bool) -> Found | None:
    """Read a number with what it counts, where that is money, a percentage or time."""
    value, length = _value(pieces, at, spanish=spanish)
    if not value:
        return None
    piece = pieces[at]
    if piece.currency:
        return Found(_amount_tokens(value, tables().currencies[piece.currency], pieces, at, length), length)
    if piece.is_percent:
        return Found(_amount_tokens(value, "%", pieces, at, length), length)
    unit, wide = _unit(pieces, at + length)
    if unit:
        return Found(_amount_tokens(value, unit, pieces, at, length + wide), length + wide)
    if length == 1 and value == "1" and not piece.is_number:
        return Found(_tokens([value], Kind.WORD, pieces, at, 1), 1)  # "one of them" counts nothing
    kind = Kind.DATE if length == 1 and is_year(piece) else Kind.NUMBER
    return Found(_tokens([value], kind, pieces, at, length), length)


def _unit(pieces: Sequence[Piece], at: int) -> tuple[str, int]:
    """Return the unit whose name begins at `at`, and how many pieces name it."""
    start = _skip_of(pieces, at)
    for length in range(LONGEST_UNIT, 0, -1):
        name = " ".join(piece.folded for piece in pieces[start : start + length])
        if name in tables().currencies and (length > 1 or not _is_code(name) or pieces[start].text.isupper()):
            return tables().currencies[name], start - at + length
        if name in tables().units and start == at:
            return tables().units[name], length
    return "", 0


def _is_code(name: str) -> bool:
    return tables().currencies.get(name, "").lower() == name


def _value(pieces: Sequence[Piece], at: int, *, spanish: bool) -> tuple[str, int]:
    """Return the number that begins at `at` in digits, and how many pieces it takes; empty where none does."""
    piece = pieces[at]
    if piece.is_number:
        return _written_in_digits(pieces, at)
    return _written_in_words(pieces, at, spanish=spanish)


def _written_in_digits(pieces: Sequence[Piece], at: int) -> tuple[str, int]:
    piece = pieces[at]
    if piece.suffix in ("st", "nd", "rd", "th", "º"):
        return f"{piece.digits}th" if piece.suffix == "º" else piece.digits + piece.suffix, 1
    if piece.suffix == "b" and not piece.currency:
        return f"{piece.digits}b", 1  # Article 28b
    if piece.suffix == "s" and len(piece.digits) == 4:
        return f"{piece.digits}s", 1  # the 1990s are not the year 1990
    number = _decimal(piece.digits)
    if number is None:
        return piece.digits, 1
    length = 1
    if piece.suffix in tables().scales:
        number *= tables().scales[piece.suffix]
    while at + length < len(pieces) and _is_scale(pieces[at + length]):
        number *= tables().scales[pieces[at + length].folded]
        length += 1
    return _plain(number), length


def _written_in_words(pieces: Sequence[Piece], at: int, *, spanish: bool) -> tuple[str, int]:
    """Read `sixteen`, `twenty-five`, `two hundred and fifty thousand`, `a million`, `un millón`."""
    total, group, length, seen = 0, 0, 0, False
    if pieces[at].folded in ("a", "un"):
        following = pieces[at + 1].folded if at + 1 < len(pieces) else ""
        if following not in ("hundred", "thousand", "million", "billion", "trillion", "millon", "billon"):
            return "", 0
        group, length, seen = 1, 1, True
    while at + length < len(pieces):
        word = pieces[at + length].folded
        value = tables().words.get(word) if spanish or word not in tables().spanish_only else None
        if value == 100 and seen:
            group = max(group, 1) * 100
        elif value is not None and (not seen or (group % 100 == 0 or (group % 10 == 0 and value < 10))):
            group += value
        elif _is_scale(pieces[at + length]) and seen:
            scale = tables().scales[word]
            total, group = ((total + group) * scale if group or not total else total * scale), 0
        elif word in ("and", "y") and seen and _continues(pieces, at + length + 1, group, spanish=spanish):
            pass
        else:
            break
        seen, length = True, length + 1
    return (str(total + group), length) if seen else ("", 0)


def _continues(pieces: Sequence[Piece], at: int, group: int, *, spanish: bool) -> bool:
    """Tell whether `and` stands inside a number: `hundred and five`, `treinta y dos`, but not `ten and twelve`."""
    value = tables().words.get(pieces[at].folded) if at < len(pieces) else None
    if value is None:
        return False
    return (group > 0 and group % 100 == 0) or (spanish and group % 10 == 0 and group >= 30 and value < 10)


def _is_scale(piece: Piece) -> bool:
    return len(piece.folded) > 2 and piece.folded in tables().scales


def _ordinal(pieces: Sequence[Piece], at: int) -> Found | None:
    form = tables().ordinals.get(pieces[at].folded)
    if not form:
        return None
    kind = Kind.WORD if form in ("1st", "2nd") else Kind.NUMBER
    return Found(_tokens([form], kind, pieces, at, 1), 1)


def _decimal(digits: str) -> Decimal | None:
    """Return the value of digits with separators; a comma or point before exactly three digits groups thousands.

    `1.500` is the exception: a lone point is a decimal point, as in English; the same reading on both sides of a
    comparison does no harm.
    """
    groups = digits.replace(".", ",").split(",")
    if len(groups) == 1:
        return Decimal(digits)
    grouped = all(len(group) == 3 for group in groups[1:])
    if grouped and ("," in digits or len(groups) > 2):
        return Decimal("".join(groups))
    try:
        if len(groups) == 2:
            return Decimal(".".join(groups))
        # 1,500.75 and 1.500,75
        return Decimal("".join(groups[:-1]) + "." + groups[-1])
    except InvalidOperation:
        return None


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _amount_tokens(value: str, unit: str, pieces: Sequence[Piece], at: int, length: int) -> tuple[Token, ...]:
    number, counted = _tokens([value, unit], Kind.NUMBER, pieces, at, length)
    return number, Token(counted.form, Kind.UNIT, counted.written)


def _tokens(forms: Sequence[str], kind: Kind, pieces: Sequence[Piece], at: int, length: int) -> tuple[Token, ...]:
    written = " ".join(piece.written for piece in pieces[at : at + length])
    return tuple(
        Token(
            form,
            kind,
            written,
            after_break=pieces[at].after_break and position == 0,
            after_stop=pieces[at].after_stop and position == 0,
        )
        for position, form in enumerate(forms)
    )
