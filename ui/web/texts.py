"""Every word of the page in the visitor's language, from `texts.toml`.

said("ask.send", "es")                              'Preguntar'
said("turn.sentences", "en", count=4)               '4 sentences'
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rag.understand.places import gazetteer

LANGUAGES = ("en", "es")
"""What the page is written in; the first is spoken to those who speak none of them."""


def said(key: str, language: str, **values: object) -> str:
    """Return a text filled in; `key` is its table and its name, as in `ask.send`."""
    return texts()[key][language].format(**values)


def named(table: str, name: str, language: str) -> str:
    """Return a word of a closed list, such as a topic; one that has none is shown as it is."""
    found = texts().get(f"{table}.{name}")
    return found[language] if found else name


def place_name(code: str, language: str) -> str:
    """Return the name of a jurisdiction."""
    found = texts().get(f"place.{code}")
    return found[language] if found else gazetteer().name(code, language)


def counted(one: str, many: str, count: int, language: str) -> str:
    """Return `one` for a count of 1, else `many` with the count in it."""
    return said(one if count == 1 else many, language, count=count)


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Return every text by key and language, read once."""
    tables = tomllib.loads((Path(__file__).parent / "texts.toml").read_text(encoding="utf-8"))
    return {f"{table}.{name}": text for table, names in tables.items() for name, text in names.items()}
