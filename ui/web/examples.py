"""Questions that the page offers, from `examples.toml`: those that the corpus at hand can answer."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus import Corpus


@dataclass(frozen=True, slots=True)
class Example:
    """A question to begin with."""

    question: str
    topic: str


def examples(corpus: Corpus, language: str) -> tuple[Example, ...]:
    """Return the examples whose article `corpus` has, one of each topic first."""
    return tuple(Example(table[language], table["topic"]) for table in _tables() if table["article"] in corpus)


@cache
def _tables() -> tuple[dict[str, str], ...]:
    return tuple(tomllib.loads((Path(__file__).parent / "examples.toml").read_text(encoding="utf-8"))["example"])
