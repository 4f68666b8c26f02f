"""Wordings that tell how a text stands to what can be known: a prediction, a denial, accounts that differ.

The patterns are data (`data/signs.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache

from rag.understand.places import DATA


@lru_cache(maxsize=200_000)
def has_sign(sign: str, text: str) -> bool:
    """Tell whether `text` has one of the wordings of `sign`, a table of the data file."""
    return bool(_signs()[sign].search(text))


@cache
def _signs() -> Mapping[str, re.Pattern[str]]:
    tables = tomllib.loads((DATA / "signs.toml").read_text(encoding="utf-8"))
    return {sign: re.compile("|".join(table["patterns"]), re.IGNORECASE) for sign, table in tables.items()}
