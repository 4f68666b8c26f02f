"""Lies about numbers: another figure, year, day, unit, share, or number of a law."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from evals.dishonest.material import Material, Piece, pairs, replaced

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTH = "|".join(MONTHS)
YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?![\d,-])")
DATE = re.compile(rf"(?<!\d)(\d{{1,2}}) ({MONTH})(?= |\b)")
FIGURE = re.compile(r"(?<![\w.,/-])\d{1,3}(?:[.,]\d+)*(?![\w/-]|[.,]\d)")
LAW_NUMBER = re.compile(
    r"(?P<law>(?:Article|Section|section|Clause|SB|AB|HB|H\.R\.|S\.|No\.?|Regulation|Directive|Bill|Law|Act|PL|C-|Part|Chapter|Title"
    r"|Schedule|paragraph)\s?(?:\(EU\) )?)(?P<number>\d+)"
)
WRITTEN = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty")


def wrong_number(piece: Piece, _: Material, random: Random) -> str | None:
    """Say another figure of the same size."""
    years = {match.span() for match in YEAR.finditer(piece.text)}
    days = {match.start() for match in DATE.finditer(piece.text)}
    found = [m for m in FIGURE.finditer(piece.text) if m.span() not in years and m.start() not in days]
    if not found:
        return None
    chosen = random.choice(found)
    return _put(piece.text, chosen, _near(chosen[0], random))


def swapped_numbers(piece: Piece, _: Material, random: Random) -> str | None:
    """Let two figures of the sentence change places."""
    found = [match for match in FIGURE.finditer(piece.text) if not YEAR.fullmatch(match[0])]
    for first, second in pairwise(found):
        if first[0] != second[0]:
            text = _put(piece.text, second, first[0])
            return text[: first.start()] + second[0] + text[first.end() :]
    return None


def wrong_written_number(piece: Piece, _: Material, random: Random) -> str | None:
    """Say another number where one is written as a word."""
    said = [word for word in WRITTEN if re.search(rf"\b{word}\b", piece.text)]
    if not said:
        return None
    word = random.choice(said)
    return replaced(piece.text, word, random.choice([other for other in WRITTEN if other != word]))


def wrong_year(piece: Piece, _: Material, random: Random) -> str | None:
    """Say another year."""
    found = list(YEAR.finditer(piece.text))
    if not found:
        return None
    chosen = random.choice(found)
    return _put(piece.text, chosen, str(int(chosen[0]) + random.choice((-3, -2, -1, 1, 2, 3))))


def wrong_day(piece: Piece, _: Material, random: Random) -> str | None:
    """Say another day or month."""
    found = list(DATE.finditer(piece.text))
    if not found:
        return None
    chosen = random.choice(found)
    day, month = int(chosen[1]), chosen[2]
    if random.random() < 0.5:
        return _put(piece.text, chosen, f"{day % 28 + 1} {month}")
    return _put(piece.text, chosen, f"{day} {random.choice([other for other in MONTHS if other != month])}")


def wrong_unit(piece: Piece, _: Material, random: Random) -> str | None:
    """Say another unit, currency or magnitude."""
    found = [text for old, new in pairs("units") if re.search(rf"\d[\d.,]* (?:\w+ )?{old}\b", piece.text)
             if (text := replaced(piece.text, old, new))]  # fmt: skip
    return random.choice(found) if found else None


def wrong_share(piece: Piece, _: Material, random: Random) -> str | None:
    """Turn a share into a count, or the other way round."""
    text = re.sub(r"(\d+(?:\.\d+)?)(?:%| percent| per cent)", r"\1 thousand", piece.text, count=1)
    return text if text != piece.text else None


def wrong_law_number(piece: Piece, _: Material, random: Random) -> str | None:
    """Name another article, section or bill."""
    found = list(LAW_NUMBER.finditer(piece.text))
    if not found:
        return None
    chosen = random.choice(found)
    number = int(chosen["number"])
    other = number + random.choice((1, 2, 3, 10)) if number < 200 else int(str(number)[:-2] + str(number)[:-3:-1])
    text = piece.text[: chosen.start("number")] + str(other) + piece.text[chosen.end("number") :]
    return text if other != number else None


def wrong_age(piece: Piece, _: Material, random: Random) -> str | None:
    """Move the age that a rule is about."""
    match = re.search(
        r"(?<=under )\d\d\b|(?<=under-)\d\d|(?<=age of )\d\d\b|(?<=aged )\d\d\b|(?<=older than )\d\d\b", piece.text
    )
    if not match:
        return None
    ages = [age for age in ("12", "13", "14", "15", "16", "17", "18", "21") if age != match[0]]
    return _put(piece.text, match, random.choice(ages))


def _near(figure: str, random: Random) -> str:
    """Return a figure with one digit changed, or the digits turned around."""
    digits = [place for place, one in enumerate(figure) if one.isdigit()]
    place = random.choice(digits)
    least = "1" if place == 0 else "0"
    other = random.choice([one for one in "0123456789" if one != figure[place] and one >= least])
    return figure[:place] + other + figure[place + 1 :]


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]
