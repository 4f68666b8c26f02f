"""Where sentences begin and end in text that carries no source marks. English and Spanish.

    split("Art. 8 sets the age. It is 16.")  ->  [Span(0, 20), Span(21, 30)]

A full stop ends a sentence unless something about its word or the next one says otherwise; what says so is listed
in abbreviations.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from corpus.text import has_words, lines, trim

_STOPS = ".!?…"
_OPENERS = "\"'“‘«‹([{¿¡*_—–-"
_CLOSERS = "\"'”’»›)]}*_"
_TOKEN = re.compile(r"\S+")
_NOTE = re.compile(r"(?:\[\d{1,3}\]|[⁰¹²³⁴-⁹])+\Z")
"""A footnote's number after the stop, as encyclopaedias print it."""
_NUMBER = re.compile(r"[\d§]|[IVXLC]{2,}\b|[VXLC]\b|[A-Z]\d|nº")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z]")
"""`eSafety` and `iOS` begin a sentence without a capital."""
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_ITEM_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})")
_BEGINS_ANEW = re.compile(r"[ \t]*(?:[-*+>•][ \t]|\d{1,3}[.)][ \t]|\([a-z0-9]{1,3}\)[ \t]|#{1,6}[ \t])|\s*\Z")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_COMPANY_LETTER = "X"
"""A company's name that looks like somebody's initial."""


class Span(NamedTuple):
    """Where a sentence stands: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """One language's part of abbreviations.toml, which explains the lists."""

    open: frozenset[str]
    numbered: frozenset[str]
    closing: frozenset[str]
    starters: frozenset[str]
    clock: frozenset[str]
    after_clock: frozenset[str]


def split(text: str, language: str = "en") -> list[Span]:
    """Find the sentences of `text`, in order, without the white space and bullets around them.

    Headings, list items and paragraphs end a sentence too. A language other than English and Spanish is split as
    English.
    """
    words = abbreviations(language)
    found = (Span(*trim(text, *piece)) for block in _blocks(text) for piece in _pieces(text, block, words))
    return [span for span in found if has_words(text[span.start : span.end])]


@cache
def abbreviations(language: str) -> Abbreviations:
    """Read the lists of one language; English where we have none."""
    lists = tomllib.loads(Path(__file__).with_name("abbreviations.toml").read_text(encoding="utf-8"))
    chosen = lists.get(language, lists["en"])
    return Abbreviations(**{name: frozenset(words) for name, words in chosen.items()})


def _blocks(text: str) -> Iterator[Span]:
    """Cut at what the layout says: blank lines, list items, headings."""
    opened, after_heading = 0, False
    for start, line in lines(text):
        if after_heading or _BEGINS_ANEW.match(line):
            yield Span(opened, start)
            opened = start
        after_heading = bool(_HEADING.match(line))
    yield Span(opened, len(text))


def _pieces(text: str, block: Span, words: Abbreviations) -> Iterator[Span]:
    """Cut a block after each token that ends a sentence."""
    tokens = list(_TOKEN.finditer(text, *trim(text, *block)))
    opened = block.start
    for place, (token, following) in enumerate(pairwise(tokens)):
        numbers_item = place == 0 and _ITEM_NUMBER.fullmatch(token.group()[:-1])
        if not numbers_item and _ends_sentence(token.group(), following.group(), words):
            yield Span(opened, token.end())
            opened = token.end()
    yield Span(opened, block.end)


def _ends_sentence(token: str, following: str, words: Abbreviations) -> bool:
    core = _NOTE.sub("", token).rstrip(_CLOSERS)
    word = core.rstrip(_STOPS)
    stop = core[len(word) :]
    first = following.lstrip(_OPENERS)
    if not stop or not _can_open(first):
        return False
    return stop != "." or not _goes_on(word.lstrip(_OPENERS), first, words)


def _can_open(first: str) -> bool:
    """Tell whether a sentence can begin so: anything but a small letter or one more stop."""
    if not first or first[0] in _STOPS:
        return False
    return not first[0].islower() or bool(_CAMEL.match(first))


def _goes_on(word: str, first: str, words: Abbreviations) -> bool:
    """Tell whether the sentence goes on although a stop and no small letter stand here."""
    short = word.casefold()
    if short in words.open:
        return True
    if short in words.numbered and _NUMBER.match(first):
        return True
    if short in words.clock:
        return _first_word(first) in words.after_clock
    is_initial = len(word) == 1 and word.isupper() and word != _COMPANY_LETTER
    if is_initial or short in words.closing or _DOTTED.fullmatch(word):
        return _first_word(first) not in words.starters
    return False


def _first_word(first: str) -> str:
    found = _FIRST_WORD.match(first)
    return found.group().casefold() if found else ""
