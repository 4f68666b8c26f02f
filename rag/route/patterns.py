"""The patterns of `data/routes.toml`: signs in a question, and attempts to turn the bot."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rag.understand.places import DATA

NAMED = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that a question may say, in any of several wordings."""

    kind: str
    name: str
    """In words, for `--explain`."""
    needs: frozenset[str]
    """What somebody who says so needs help with."""
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Turn:
    """A way to turn the bot against its rules."""

    name: str
    pattern: re.Pattern[str]
    exact: bool
    """Matched against the text as written, capitals and all."""
    whole: bool
    """Nothing beside it is worth answering."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Everything in `data/routes.toml`, ready to be used."""

    signs: tuple[Sign, ...]
    turns: tuple[Turn, ...]
    claims: tuple[re.Pattern[str], ...]
    """Each with a group `claim`."""
    tails: tuple[re.Pattern[str], ...]
    markup: tuple[re.Pattern[str], ...]
    general: Mapping[str, frozenset[str]]
    """By language: folded words that name no country, law, platform or topic."""

    def signs_in(self, plain: str) -> tuple[Sign, ...]:
        """Return the signs of a text that `plain` made ready."""
        return tuple(sign for sign in self.signs if sign.pattern.search(plain))


@cache
def patterns() -> Patterns:
    """Return the shipped patterns, read once."""
    tables: dict[str, Any] = tomllib.loads((DATA / "routes.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = tables["words"]
    return Patterns(
        signs=tuple(
            Sign(table["kind"], table["name"], frozenset(table.get("needs", ())), _any_of(table["any"], words))
            for table in tables["sign"]
        ),
        turns=tuple(_turn(table, words) for table in tables["turn"]),
        claims=tuple(_compile(table["pattern"], words) for table in tables["claim"]),
        tails=tuple(_compile(pattern, words) for pattern in tables["tail"]["any"]),
        markup=tuple(_compile(pattern, words) for pattern in tables["markup"]["any"]),
        general={language: frozenset(listed.split()) for language, listed in tables["vague"].items()},
    )


def _turn(table: Mapping[str, Any], words: Mapping[str, str]) -> Turn:
    exact = bool(table.get("exact", False))
    return Turn(
        table["name"],
        _any_of(table["any"], words, flags=0 if exact else re.IGNORECASE),
        exact,
        table.get("whole", False),
    )


def _any_of(listed: Iterable[str], words: Mapping[str, str], *, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_spelled_out(pattern, words)})" for pattern in listed), flags)


def _compile(pattern: str, words: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(_spelled_out(pattern, words), re.IGNORECASE | re.DOTALL)


def _spelled_out(pattern: str, words: Mapping[str, str]) -> str:
    # Named patterns may name others.
    while NAMED.search(pattern):
        pattern = NAMED.sub(lambda name: words[name.group(1)], pattern)
    return pattern
