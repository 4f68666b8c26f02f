"""Short keys for evidence: the model cites by them, and what was not issued proves nothing.

keys = issue(sentences, "What is the fine?")        {"r42": …, "k17": …}
read_keys("The fine is 10 euros. [r42]")            Said("The fine is 10 euros.", ("r42",))
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeVar

LETTERS = "bcdfghjkmnpqrstvwxz"
"""Without vowels, so that no key is a word."""

KEY_RUN = re.compile(r"(?:\s*\[[^\[\]\n]{1,60}\])+")
"""Brackets in a row: what the model may mean as keys."""
_WITHIN = re.compile(r"\[([^\[\]\n]{1,60})\]")
_ISSUED_FORM = re.compile(r"\s*\[\s*[a-z]\d\d(?:\s*[,;]\s*[a-z]\d\d)*\s*\]")
_AT_END = re.compile(rf"(?P<keys>{KEY_RUN.pattern})\s*(?P<stop>[.!?…]?)\s*\Z")
_MARKUP = re.compile(r"^\s*(?:[-*+•>]\s+|\(?\d{1,2}[.)]\s+|#{1,6}\s+|\|\s*)+|\*\*|__|`|\s*\|\s*$")

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the model, and the keys that it gives for it."""

    text: str
    keys: tuple[str, ...]


def issue(items: Iterable[Item], question: str) -> Mapping[str, Item]:
    """Return each item under a key of a letter and two digits, the same for the same question.

    They are not counted from 1: a key that is made up, or that a text in the evidence names, is hardly ever one.
    """
    random = Random(question)
    keys: dict[str, Item] = {}
    for item in items:
        while (key := f"{random.choice(LETTERS)}{random.randrange(10, 100)}") in keys:
            pass
        keys[key] = item
    return keys


def read_keys(sentence: str) -> Said:
    """Return the sentence without keys and markup, and its keys in order, each once."""
    at_end = _AT_END.search(sentence)
    keys = _keys_in(at_end["keys"]) if at_end else []
    text = f"{sentence[: at_end.start()].rstrip()}{at_end['stop']}" if at_end else sentence
    keys = [key for run in _ISSUED_FORM.findall(text) for key in _keys_in(run)] + keys
    text = _MARKUP.sub("", _ISSUED_FORM.sub("", text))
    return Said(" ".join(text.split()), tuple(dict.fromkeys(keys)))


def _keys_in(run: str) -> list[str]:
    return [key for inner in _WITHIN.findall(run) for key in re.split(r"\s*[,;]\s*", inner.strip().lower()) if key]
