"""How likely it is that evidence carries a claim, from features with fitted weights (`weights.json`)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.verify.features import FEATURES

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Support:
    """A weight for each feature, and a start."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, row: Sequence[float]) -> float:
        """Return how likely a claim with these features is carried by its evidence."""
        total = self.bias + sum(self.weights[name] * value for name, value in zip(FEATURES, row, strict=True))
        return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


@cache
def shipped_support() -> Support:
    """Return the fitted weights that come with Footnote (how they were fitted: `evals/fit_verifier.py`)."""
    return read_support(WEIGHTS)


def read_support(path: Path) -> Support:
    """Return the weights in a file; a feature that it does not name weighs nothing."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Support(float(kept["bias"]), {name: float(kept["weights"].get(name, 0.0)) for name in FEATURES})
