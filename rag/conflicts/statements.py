"""What a sentence says of what, in a form in which two sentences can be compared."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from corpus import Article, Passage, Sentence
from rag.conflicts.values import Value, values_in
from rag.understand.attributes import attributes_of
from rag.understand.places import DATA, gazetteer
from rag.understand.words import fold, stems, words

NAME = re.compile(r"\b(?:[A-Z][\w’'-]*[\w]|[A-Z])(?:[ -]?\d[\w./-]*)?|\b\d+/\d+\b|\b[A-Z]+[- .]\d+\b")
"""A word with a capital, with the number behind it (`SB 976`), or a number of a law (`2021/1232`)."""

PLACES = frozenset({"name", "city", "weak"})
"""Mentions that name a place and nothing more; a law or a body is a name."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, taken apart."""

    sentence: Sentence
    passage: Passage
    article: Article
    values: tuple[Value, ...]
    attributes: frozenset[str]
    """What is said of the thing: `start`, `fine`, …"""
    stems: frozenset[str]
    """Content words without values, attributes, places and names of who says so."""
    names: frozenset[str]
    """Folded words of proper names, those of places aside."""
    places: frozenset[str]
    """Jurisdictions named, else that of the article."""


def statement_of(sentence: Sentence, passage: Passage, article: Article) -> Statement:
    """Take a sentence apart."""
    said = _without_attribution(sentence.text)
    values = values_in(sentence.text)
    bare = _without(said, [value.words for value in values])
    attributes, rest = attributes_of(fold(bare))
    mentions = [mention for mention in gazetteer().mentions(bare) if mention.by in PLACES]
    spoken = frozenset(word for mention in mentions for word in mention.words.split())
    of_places = frozenset(stems(" ".join(spoken), article.language))
    names = frozenset(word for found in NAME.findall(_lowered_start(bare)) for word in words(found)) - spoken
    return Statement(
        sentence,
        passage,
        article,
        values,
        attributes,
        frozenset(stems(rest, article.language)) - of_places,
        names,
        frozenset(mention.code for mention in mentions) or frozenset({article.jurisdiction}),
    )


def _without(text: str, parts: Iterable[str]) -> str:
    for part in parts:
        text = text.replace(part, " ", 1)
    return text


def _without_attribution(text: str) -> str:
    for pattern in _attributions():
        text = pattern.sub(" ", text)
    return text


def _lowered_start(text: str) -> str:
    """Return `text` without the capital of its first word, unless the word is written with one elsewhere in it."""
    first, _, rest = text.strip().partition(" ")
    return text if first in rest or (first.upper() == first and len(first) > 1) else f"{first.lower()} {rest}"


@cache
def _attributions() -> tuple[re.Pattern[str], ...]:
    table = tomllib.loads((DATA / "accounts.toml").read_text(encoding="utf-8"))["attribution"]
    return tuple(re.compile(pattern) for pattern in table["patterns"])
