"""The weights of the features: fitted on examples and development questions, kept in a file that a person can read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.route.features import FEATURES

WEIGHTS = Path(__file__).with_name("weights.json")


class Way(StrEnum):
    """The ways a question may go that patterns alone cannot tell apart."""

    GO_ON = "go_on"
    SIGNPOSTED = "signposted"
    HARMFUL = "harmful"
    TURNED = "turned"
    """Tries to turn the bot against its rules."""
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Model:
    """A multinomial logistic model: a weight for each way and feature."""

    weights: Mapping[Way, Mapping[str, float]]
    bias: Mapping[Way, float]

    def chances(self, row: NDArray[np.float64]) -> dict[Way, float]:
        """Return how likely each way is; they sum to one."""
        sums = np.array([self._weights(way) @ row + self.bias[way] for way in Way])
        raised = np.exp(sums - sums.max())
        return dict(zip(Way, (raised / raised.sum()).tolist(), strict=True))

    def _weights(self, way: Way) -> NDArray[np.float64]:
        own = self.weights[way]
        return np.array([own.get(name, 0.0) for name in FEATURES])


@cache
def shipped_model() -> Model:
    """Return the fitted weights that come with Footnote (how they were fitted: `evals/fit_routes.py`)."""
    return read_model(WEIGHTS)


def read_model(path: Path) -> Model:
    """Return the weights in a file; a feature that it does not name weighs nothing."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Model(
        {way: {name: float(value) for name, value in kept["weights"][way].items()} for way in Way},
        {way: float(kept["bias"][way]) for way in Way},
    )
