"""Whether a sentence itself tells that accounts differ, or gives one account among several."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from rag.understand.places import DATA


def tells_both(text: str) -> bool:
    """Tell whether `text` gives both accounts."""
    return bool(_accounts()["told"].search(text)) and not names_the_one_before(text)


def is_one_account(text: str) -> bool:
    """Tell whether `text` says that it is the account of one source among several."""
    return bool(_accounts()["other"].search(text))


def contradicts(text: str) -> bool:
    """Tell whether `text` sets itself against what stands before it."""
    return bool(_accounts()["contradicts"].search(text))


def names_the_one_before(text: str) -> bool:
    """Tell whether `text` says that the sentence before it gives the other account."""
    return bool(_accounts()["follows"].search(text))


def leaves_figures_to_follow(text: str) -> bool:
    """Tell whether `text` says that figures differ which stand in the sentences behind it."""
    return bool(_accounts()["counts"].search(text))


@cache
def _accounts() -> Mapping[str, re.Pattern[str]]:
    tables = tomllib.loads((DATA / "accounts.toml").read_text(encoding="utf-8"))
    return {
        name: re.compile("|".join(tables[name]["patterns"]), re.IGNORECASE)
        for name in ("told", "other", "contradicts", "follows", "counts")
    }
