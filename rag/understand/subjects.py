"""The platforms, companies and services that a question names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from rag.understand.places import DATA
from rag.understand.words import words

AMBIGUOUS = frozenset(
    {
        "x",
        "meta",
        "signal",
        "threads",
        "kick",
        "messenger",
        "snap",
        "apple",
        "persona",
        "thorn",
        "lantern",
        "gemini",
        "claude",
    }
)
"""Also everyday words: they count only where the question writes them with a capital."""


def subjects_in(question: str) -> tuple[str, ...]:
    """Return the subjects that `question` names, as the corpus writes them, in order of first mention."""
    spoken = words(question)
    written = {word.strip(".,:;!?()\"“”‘’'") for word in question.replace("'", " ").replace("’", " ").split()}
    found: dict[str, None] = {}
    position = 0
    while position < len(spoken):
        for length in (3, 2, 1):
            key = tuple(spoken[position : position + length])
            name = _names().get(key)
            if len(key) == length and name and _is_meant(key, written):
                found.setdefault(name)
                position += length - 1
                break
        position += 1
    return tuple(found)


def wordings_of(subject: str) -> tuple[str, ...]:
    """Return how a text may write `subject`."""
    return (subject, *_table()[subject])


def subject_words() -> frozenset[str]:
    """Return the words that the names of subjects are made of, folded."""
    return frozenset(word for name in _names() for word in name)


def _is_meant(key: tuple[str, ...], written: set[str]) -> bool:
    return len(key) > 1 or key[0] not in AMBIGUOUS or any(key[0].capitalize() == word for word in written)


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    table = tomllib.loads((DATA / "subjects.toml").read_text(encoding="utf-8"))
    return {name: tuple(also) for name, also in table.items()}


@cache
def _names() -> Mapping[tuple[str, ...], str]:
    return {tuple(words(form)): name for name in _table() for form in wordings_of(name)}
