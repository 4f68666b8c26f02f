"""The weights of the features: fitted on the development questions, kept in a file that a person can read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.relevance.features import FEATURES

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Model:
    """A weight for each feature."""

    weights: Mapping[str, float]
    floor: float
    """Weighted sum below which even the best sentence of a question is no answer to it."""

    def sums(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the weighted sums of rows of features, in the order of `FEATURES`."""
        sums: NDArray[np.float64] = rows @ np.array([self.weights[name] for name in FEATURES])
        return sums

    def parts(self, row: NDArray[np.float64]) -> dict[str, float]:
        """Return what each feature adds to the sum of one row."""
        return {name: self.weights[name] * float(value) for name, value in zip(FEATURES, row, strict=True)}


@cache
def shipped_model() -> Model:
    """Return the fitted weights that come with Footnote (how they were fitted: `evals/fit.py`)."""
    return read_model(WEIGHTS)


def read_model(path: Path) -> Model:
    """Return the weights in a file; a feature that it does not name weighs nothing."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    weights = {name: float(kept["weights"].get(name, 0.0)) for name in FEATURES}
    return Model(weights, float(kept["floor"]))
