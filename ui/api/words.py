"""Read the words that a visitor may choose from, or say which ones are near.

read_place("uk", {"AU", "GB"})                   'GB'
read_word("csm", list(Topic), "topic")           raises Problem: The corpus knows no topic csm. Try: csam.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection

from ui.api.problems import Problem
from ui.intake import ALSO_CALLED

LONGEST = 40
"""Characters of a wrong word that are said back."""


def read_place(text: str, known: Collection[str]) -> str:
    """Return the code of a jurisdiction that the corpus knows, whatever its case."""
    code = text.strip().upper().replace("_", "-")
    return read_word(ALSO_CALLED.get(code, code), known, "jurisdiction")


def read_word(word: str, known: Collection[str], noun: str) -> str:
    """Return `word` when it is known, else raise `Problem` with those that are near."""
    if word in known:
        return word
    close = difflib.get_close_matches(word[:LONGEST], known, n=3) or sorted(known)
    raise Problem(f"unknown_{noun}", given=word[:LONGEST], close=", ".join(close))
