"""What the bot says in its own voice, from `words.toml`.

say("cut.one", "en")
say("limit.person", "es", seconds=20)
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "es")


def say(key: str, language: str, **values: object) -> str:
    """Return a sentence filled in; `key` is its table and name. A language that we do not have gets English."""
    table, _, name = key.partition(".")
    said: Mapping[str, str] = _tables()[table][name]
    return said.get(language, said["en"]).format(**values)


def keys() -> tuple[str, ...]:
    """Return the key of every sentence."""
    return tuple(f"{table}.{name}" for table, names in _tables().items() if table != "heard" for name in names)


def heard(name: str) -> frozenset[str]:
    """Return the phrases of that list (`stop`, `courtesy`) in every language."""
    return frozenset(phrase for language in LANGUAGES for phrase in _tables()["heard"][name][language])


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
