"""The labelled questions of `data/route_examples.tsv`, and which of them a new question is nearest to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rag.route.vectors import Vectors
from rag.understand.places import DATA

NEAREST = 3
"""Examples a route is judged by: one alone may be near by chance."""
RIDGE = 1.0
"""How smooth the planes are; between 1 and 4 the figures do not move."""


class Kind(StrEnum):
    """What sort of question an example is."""

    POLICY = "policy"
    CRISIS = "crisis"
    HARMFUL = "harmful"
    MANIPULATION = "manipulation"
    OFF_TOPIC = "off_topic"
    NEAR_SCOPE = "near_scope"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Example:
    """A question of our own and the sort it is."""

    kind: Kind
    language: str
    text: str


class Near(NamedTuple):
    """How near the examples of one kind are."""

    similarity: float
    """Mean cosine of the nearest few."""
    leaning: float
    """About 1 where the direction of a question is that of the kind, about 0 where it is not."""
    example: Example
    """The nearest of them."""
    cosine: float


@cache
def examples() -> tuple[Example, ...]:
    """Return the shipped examples, read once."""
    lines = (DATA / "route_examples.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(Example(Kind(kind), language, text) for kind, language, text in rows)


class Neighbours:
    """The examples with their vectors.

    Nearness alone overlooks what many examples of a kind share. So a least-squares plane a kind is laid through them as
    well: ridge regression on the vectors, solved once, for whichever model made them.
    """

    def __init__(self, known: Sequence[Example], vectors: Vectors) -> None:
        self.examples = tuple(known)
        self._vectors = vectors
        kinds = [example.kind for example in known]
        self._places = {kind: np.array([at for at, own in enumerate(kinds) if own is kind]) for kind in Kind}
        is_kind = np.array([[own is kind for kind in Kind] for own in kinds], dtype=np.float32)
        self._shares = is_kind.mean(axis=0)
        # Rare kinds count as much as frequent ones.
        weights = (1.0 / self._shares)[is_kind.argmax(axis=1)] / len(Kind)
        weighted = vectors * weights[:, None]
        inverse = np.linalg.inv(vectors.T @ weighted + RIDGE * np.eye(vectors.shape[1], dtype=np.float32))
        self._planes = inverse @ (weighted.T @ is_kind)
        self._pull = ((vectors @ inverse) * weighted).sum(axis=1)
        """How much each example draws the planes to itself."""
        self._is_kind = is_kind

    def nearest(self, searches: Vectors, *, but: int = -1) -> dict[Kind, Near]:
        """Return how near each kind is to `searches`, the vectors of one question; `but` leaves out one example."""
        cosines = (self._vectors @ searches.T).max(axis=1)
        leanings = (searches @ self._planes).mean(axis=0)
        if but >= 0:
            cosines[but] = -1.0
            leanings = (leanings - self._pull[but] * self._is_kind[but]) / (1.0 - self._pull[but])
        return {
            kind: self._near(cosines, float(leaning), self._places[kind])
            for kind, leaning in zip(Kind, leanings, strict=True)
        }

    def _near(self, cosines: Vectors, leaning: float, places: NDArray[np.intp]) -> Near:
        own = cosines[places]
        first = int(places[int(own.argmax())])
        return Near(float(np.sort(own)[-NEAREST:].mean()), leaning, self.examples[first], float(cosines[first]))
