"""Whether anything that was found answers the question, or only comes near.

A logistic model weighs the signs of `rag/relevance/signs.py`; every weight stands in `answerable.json`. One sign looks
at the question alone: a second, plain model over its vector knows which details articles of this field seldom have
("What did it cost?", "How did the case end?"). Its weights belong to one embedding model; under another the sign is 0.
`evals/fit_answerable.py` fits both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.relevance.signs import SIGNS, WHOLE

WEIGHTS = Path(__file__).with_name("answerable.json")
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Answerable:
    """A weight for each sign."""

    weights: Mapping[str, float]
    bias: float
    least: float
    """Chance below which the answer is that the corpus does not say."""
    usual_weights: tuple[float, ...] = ()
    """A weight for each number of the question's vector; empty where the embedding model is another."""
    usual_bias: float = 0.0

    def usual(self, vector: Vector) -> float:
        """Return how often questions like the one with this vector are answered, as log-odds."""
        return float(vector @ np.array(self.usual_weights)) + self.usual_bias if self.usual_weights else 0.0

    def chance(self, signs: Sequence[float]) -> float:
        """Return the chance, between 0 and 1, that the question is answered."""
        total = self.bias + sum(self.weights[name] * value for name, value in zip(SIGNS, signs, strict=True))
        return 1.0 / (1.0 + exp(-max(min(total, 50.0), -50.0)))

    def is_near_miss(self, signs: Sequence[float], *, leniency: float = 1.0) -> bool:
        """Tell whether what was found only comes near; a smaller `leniency` lets more pass.

        A sentence that has nearly every word of the question is taken at its word, whatever else speaks against it.
        """
        unmet = signs[list(SIGNS).index("unmet_in_best")]
        return unmet > WHOLE and self.chance(signs) < self.least * leniency

    def doubts(self, signs: Sequence[float], count: int = 3) -> list[str]:
        """Return what speaks most against an answer, in words."""
        parts = [(self.weights[name] * value, SIGNS[name]) for name, value in zip(SIGNS, signs, strict=True)]
        return [words for value, words in sorted(parts)[:count] if value < 0]


@cache
def shipped_answerable(model: str = "") -> Answerable:
    """Return the fitted weights that come with Footnote; `model` is the fingerprint of the embedding model in use."""
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    weights = {name: float(kept["weights"].get(name, 0.0)) for name in SIGNS}
    is_known = kept["usual"]["model"] == model.rpartition("@")[2]
    usual = (tuple(kept["usual"]["weights"]), float(kept["usual"]["bias"])) if is_known else ((), 0.0)
    return Answerable(weights, float(kept["bias"]), float(kept["least"]), *usual)
