"""How near two words are in meaning, from a table of small word vectors: no model is loaded.

The table was made by embedding each word alone with the bundled sentence model (`python -m evals.word_vectors`); its
words stand in order of how common they are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TABLE = Path(__file__).parent / "words.npz"

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Meanings:
    """The words that are known, commonest first, and a unit vector for each."""

    places: Mapping[str, int]
    vectors: Vectors

    def vector(self, word: str) -> Vectors | None:
        """Return the unit vector of a folded word, None if it is not known."""
        place = self.places.get(word)
        return None if place is None else self.vectors[place]

    def rarity(self, word: str) -> float:
        """Return how much a word tells, between 0 and 1: the rarer, the more."""
        place = self.places.get(word)
        return 1.0 if place is None else math.log(2 + place) / math.log(2 + len(self.places))

    def matrix(self, words: Sequence[str]) -> Vectors:
        """Return the vectors of `words` as rows, zeros for a word that is not known."""
        rows = np.zeros((len(words), self.vectors.shape[1]), dtype=np.float32)
        for number, word in enumerate(words):
            place = self.places.get(word)
            if place is not None:
                rows[number] = self.vectors[place]
        return rows


@cache
def meanings() -> Meanings:
    """Return the table that comes with Footnote, read at first use (a few milliseconds)."""
    with np.load(TABLE) as kept:
        words = str(kept["words"]).split("\n")
        vectors = kept["vectors"].astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return Meanings({word: place for place, word in enumerate(words)}, vectors)
