"""What a question is after: its question word, and the words right behind it.

focus_of("How many recommendations did the committee make?", "en")     count, (recommend,)
is_counted(("recommend",), "It made 12 recommendations.", "en")        True

A near miss mostly has the right subject and lacks just this: the number is there, but of something else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from rag.understand.places import DATA
from rag.understand.terms import terms
from rag.understand.words import STOP, fold, stem, words

LONGEST = 4
"""Words that a focus has at most."""
BEFORE, BEHIND = 2, 4
"""How far from a number, in words, stands what it counts."""


@dataclass(frozen=True, slots=True)
class Focus:
    """The question word by kind, as in `data/focus.toml`, and the stems behind it; both may be empty."""

    asks: str = ""
    stems: tuple[str, ...] = ()


def focus_of(question: str, language: str) -> Focus:
    """Return what `question` is after, by its first question word."""
    match = _question_words().search(fold(question))
    if not match:
        return Focus()
    stop, found = STOP.get(language, frozenset()), list[str]()
    for word in words(question[match.end() :]):
        if word not in stop and len(found) < LONGEST:
            found.append(stem(word, language))
        elif found:
            break
    return Focus(ask_kinds()[match.lastindex - 1] if match.lastindex else "", tuple(found))


@cache
def ask_kinds() -> tuple[str, ...]:
    """Return the kinds of question word, in the order in which they are tried."""
    return tuple(entry["kind"] for entry in _data()["asks"])


def is_counted(asked: Sequence[str], sentence: str, language: str) -> bool:
    """Tell whether a number of `sentence` stands beside one of the stems `asked`, or another word for it."""
    return any(not _wordings(asked).isdisjoint(beside) for beside in _beside_numbers(sentence, language))


@lru_cache(maxsize=20_000)
def _beside_numbers(sentence: str, language: str) -> tuple[frozenset[str], ...]:
    """Return the stems around each number. Remembered, since the same sentences come up again and again."""
    parts = words(sentence)
    return tuple(
        frozenset(stem(word, language) for word in (*parts[max(0, at - BEFORE) : at], *parts[at + 1 : at + 1 + BEHIND]))
        for at, part in enumerate(parts)
        if part[0].isdigit() or part in _number_words()
    )


def _wordings(asked: Collection[str]) -> frozenset[str]:
    related = terms().related
    return frozenset(asked).union(*(related.get(one, frozenset()) for one in asked))


@cache
def _question_words() -> re.Pattern[str]:
    groups = (f"({'|'.join(entry['words'])})" for entry in _data()["asks"])
    return re.compile(rf"\b(?:{'|'.join(groups)})\b")


@cache
def _number_words() -> frozenset[str]:
    return frozenset(_data()["numbers"]["words"])


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((DATA / "focus.toml").read_text(encoding="utf-8"))
