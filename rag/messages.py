"""What Footnote says in its own voice, from `messages.toml`.

say("outcome.failed", "en", number="4f2a")
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

MESSAGES = Path(__file__).with_name("messages.toml")


def say(key: str, language: str, **values: object) -> str:
    """Return a message filled in; `key` is its table, as in `note.stale`."""
    return messages()[key][language].format(**values)


@cache
def messages() -> Mapping[str, Mapping[str, str]]:
    """Return every message by key and language, read once."""
    tables = tomllib.loads(MESSAGES.read_text(encoding="utf-8"))
    return dict(_flatten(tables, ""))


def _flatten(table: Mapping[str, object], path: str) -> list[tuple[str, Mapping[str, str]]]:
    if set(table) == {"en", "es"}:
        return [(path, {language: str(text) for language, text in table.items()})]
    return [
        found
        for name, inner in table.items()
        if isinstance(inner, dict)
        for found in _flatten(inner, f"{path}.{name}" if path else name)
    ]


def suggestions(language: str) -> tuple[str, ...]:
    """Return questions that the shipped corpus answers (a test asks them)."""
    return tuple(said[language] for key, said in messages().items() if key.startswith("suggestion."))


def is_refusal(text: str) -> bool:
    """Tell whether an earlier answer was one of ours that answered nothing: refused or out of scope."""
    endings = (messages()[f"outcome.{outcome}"] for outcome in ("refused", "out_of_scope"))
    return any(text.startswith(said) for ending in endings for said in ending.values())
