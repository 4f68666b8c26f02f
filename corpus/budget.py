"""How much text the embedding model reads of a passage, and where to cut one that is longer.

The model truncates at 256 word pieces, without a word; what it does not read cannot be found. A tokenizer would
count exactly, but the corpus shall not depend on a model, so `estimate` counts high.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from corpus.marks import Stretch

MODEL_TOKENS = 256
_SPECIAL_TOKENS = 8
"""Start, end, and the line breaks or signs between title, heading and text."""

_LETTERS_A_PIECE = {"en": 5, "es": 3}
"""The model's vocabulary is English: it spells Spanish in short pieces."""

_WORD = re.compile(r"\w+|[^\w\s]")


def estimate(text: str, language: str = "en") -> int:
    """Count the model's tokens in `text`, high rather than low."""
    letters = _LETTERS_A_PIECE.get(language, 3)
    return sum(1 + (len(word) - 1) // letters for word in _WORD.findall(text))


def room(title: str, heading: str, language: str = "en") -> int:
    """Give the tokens left for sentences under a title and a heading."""
    return max(1, MODEL_TOKENS - _SPECIAL_TOKENS - estimate(title, language) - estimate(heading, language))


def cut(stretches: Sequence[Stretch], sizes: Sequence[int], limit: int) -> list[list[Stretch]]:
    """Group neighbours so that each group's sizes stay within `limit`: as few groups as possible, as even as possible.

    One that is larger than the limit stays whole, in a group of its own.
    """
    fewest = len(_filled(stretches, sizes, limit))
    even = range(math.ceil(sum(sizes) / max(1, fewest)), limit)
    options = (_filled(stretches, sizes, narrower) for narrower in even)
    return next((groups for groups in options if len(groups) == fewest), _filled(stretches, sizes, limit))


def _filled(stretches: Iterable[Stretch], sizes: Iterable[int], limit: int) -> list[list[Stretch]]:
    groups: list[list[Stretch]] = []
    used = 0
    for stretch, size in zip(stretches, sizes, strict=True):
        if not groups or used + size > limit:
            groups.append([])
            used = 0
        groups[-1].append(stretch)
        used += size
    return groups
