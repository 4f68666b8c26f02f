"""Fuse rankings by rank alone: scores of different searches do not compare, places do."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

RANK_CONSTANT = 20
"""The k of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009); below their 60, since our lists are short."""

Thing = TypeVar("Thing", bound=Hashable)


def fuse(rankings: Iterable[Sequence[Thing]]) -> list[Thing]:
    """Return everything that any ranking has, best first; ties keep the order of first mention."""
    scores: dict[Thing, float] = {}
    for ranking in rankings:
        for rank, thing in enumerate(ranking, start=1):
            scores[thing] = scores.get(thing, 0.0) + 1.0 / (RANK_CONSTANT + rank)
    return sorted(scores, key=lambda thing: -scores[thing])
