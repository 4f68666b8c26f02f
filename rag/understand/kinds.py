"""What kind of thing a question asks for, and whether a sentence has one.

The patterns are data (`data/kinds.toml`): a date, an amount, a number, a share, a duration, a name, how a law stands, a
reason.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rag.understand.places import DATA


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing, and the wordings that give it away."""

    name: str
    asked: re.Pattern[str]
    shown: re.Pattern[str]


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by name, read once."""
    tables = tomllib.loads((DATA / "kinds.toml").read_text(encoding="utf-8"))
    return {
        name: Kind(name, _any_of(table["asked"]), _any_of(table["shown"], exact=table.get("exact", False)))
        for name, table in tables.items()
    }


def asked_for(question: str) -> frozenset[str]:
    """Return the kinds that a question asks for."""
    return frozenset(kind.name for kind in kinds().values() if kind.asked.search(question))


@lru_cache(maxsize=100_000)
def shown_in(sentence: str) -> frozenset[str]:
    """Return the kinds that a sentence has. Remembered, since the same sentences come up again and again."""
    return frozenset(kind.name for kind in kinds().values() if kind.shown.search(sentence))


def _any_of(patterns: list[str], *, exact: bool = False) -> re.Pattern[str]:
    return re.compile("|".join(patterns), 0 if exact else re.IGNORECASE)
