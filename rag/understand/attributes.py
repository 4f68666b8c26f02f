"""What is said of a thing with a date or a number: that it starts, is adopted, is fined (`data/attributes.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache

from rag.understand.dates import Span, dates_in
from rag.understand.places import DATA
from rag.understand.words import fold

BY = re.compile(r"\b(?:by|before|until|hasta|antes de[l]?) $", re.IGNORECASE)
MOVED = (" to ", " until ", " hasta ", " a ")
BEHIND, BEFORE = 60, 40
"""Characters behind and before the words for a start within which its date stands."""


def attributes_of(folded: str) -> tuple[frozenset[str], str]:
    """Return what is said in a folded text, and the text without the words that say so."""
    found = set()
    for name, pattern in _wordings().items():
        folded, times = pattern.subn(" ", folded)
        if times:
            found.add(name)
    return frozenset(found), folded


@lru_cache(maxsize=50_000)
def starts_in(text: str) -> tuple[Span, ...]:
    """Return the dates from which something applies, as `text` says: the nearest behind the words, or before them."""
    dates = dates_in(text)
    found: dict[Span, None] = {}
    for match in _wordings()["start"].finditer(fold(text)):
        behind = [span for span in dates if 0 <= span.start - match.end() <= BEHIND]
        before = [
            span for span in dates if _leads_to(text[span.end : match.start()], text[: span.start], match.start())
        ]
        for span in behind[:1] or before[-1:]:
            found.setdefault(span)
    for match in _wordings()["start_from"].finditer(fold(text)):
        for span in dates:
            # "Moved from 2 August 2026 to …" is no start any more.
            if 0 <= span.start - match.end() <= 3 and not text[span.end :].startswith(MOVED):
                found.setdefault(span)
    return tuple(found)


def _leads_to(between: str, ahead: str, start: int) -> bool:
    """Tell whether a date ahead of the words for a start is its date: "On 3 May the act took effect".

    Not so in "By 9 May, after the act began, …".
    """
    return len(ahead) < start and 0 < len(between) <= BEFORE and "," not in between and not BY.search(ahead)


@cache
def _wordings() -> Mapping[str, re.Pattern[str]]:
    tables = tomllib.loads((DATA / "attributes.toml").read_text(encoding="utf-8"))
    return {name: re.compile("|".join(table["wordings"])) for name, table in tables.items()}
