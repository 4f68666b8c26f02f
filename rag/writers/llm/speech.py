"""Tell from its words what a model is doing: thinking aloud, declining, speaking another language, going in circles."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from rag.understand.words import STOP, fold, words

SPEECH = Path(__file__).with_name("speech.toml")

THINKS, HAS_THOUGHT = "<think>", "</think>"

OPENING = 300
"""Characters in which a model that declines has said so."""
FEWEST_WORDS = 20
"""Fewer tell nothing about a language."""
LEAST_COMMON = 0.2
"""Share of everyday words that any English or Spanish text has."""
CIRCLE = re.compile(r"(.{2,80}?)\1{5,}", re.S)
LONG_ENOUGH = 200
"""Characters without an end of a sentence, from which on it is asked whether they go in circles."""


def without_thoughts(pieces: Iterator[str]) -> Iterator[str]:
    """Yield the pieces behind `<think>…</think>`, which some models put before their answer."""
    held = ""
    for piece in pieces:
        held += piece
        start = held.lstrip()
        if start.startswith(THINKS):
            _, closed, after = held.partition(HAS_THOUGHT)
            if closed:
                yield after
                break
        elif not THINKS.startswith(start[: len(THINKS)]):
            yield held
            break
    else:
        if not held.lstrip().startswith(THINKS):
            yield held
    yield from pieces


def is_refusal(text: str) -> bool:
    """Tell whether a text declines to answer."""
    said = fold(text[:OPENING]).replace("’", "'")
    return any(fold(phrase) in said for phrase in _lists()["refuses"])


def is_foreign(text: str) -> bool:
    """Tell whether a text is in neither English nor Spanish."""
    said = words(text)
    common = max(sum(word in STOP[language] for word in said) for language in ("en", "es"))
    elsewhere = sum(word in _lists()["elsewhere"] for word in said)
    return len(said) >= FEWEST_WORDS and (common < LEAST_COMMON * len(said) or elsewhere > common)


def is_unfinished(text: str) -> bool:
    """Tell whether a text stops at a word that no sentence ends with."""
    said = words(text)
    return bool(said) and said[-1] in _lists()["unfinished"]


def repeats(text: str) -> bool:
    """Tell whether an unfinished sentence goes in circles."""
    return len(text) > LONG_ENOUGH and bool(CIRCLE.search(text[-600:]))


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    lists = tomllib.loads(SPEECH.read_text(encoding="utf-8"))
    return {name: frozenset(phrases) for name, phrases in lists.items()}
