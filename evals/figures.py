"""Means over cases, each with its interval and its denominator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from evals.measures import interval
from evals.scorers import HEADLINE, MEASURES
from evals.scoring import Scored

DIMENSIONS = ("kind", "jurisdiction", "language", "persona")


class Figure(NamedTuple):
    """A mean over cases, its 95 % bootstrap interval, and how many cases there were."""

    value: float
    low: float
    high: float
    n: int


class Counted(NamedTuple):
    """How many answers were right, missing and wrong."""

    right: int
    missing: int
    wrong: int


def figure(values: Sequence[float]) -> Figure | None:
    """Return the figure of some values; None of none."""
    if not values:
        return None
    value, (low, high), n = float(np.mean(values)), interval(values), len(values)
    # No draw can show a failure that the sample has not: of n without one, up to 3/n of all may still fail.
    if value == 1.0 and set(values) == {1.0}:
        low = max(0.0, 1 - 3 / n)
    elif set(values) == {0.0}:
        high = min(1.0, 3 / n)
    return Figure(value, low, high, n)


def figures(scored: Iterable[Scored]) -> dict[str, Figure]:
    """Return the figure of each measure that could be judged of any case."""
    rows = list(scored)
    found = ((name, figure(values_of(name, rows))) for name in MEASURES)
    return {name: one for name, one in found if one}


def sliced(scored: Sequence[Scored], dimension: str) -> dict[str, dict[str, Figure]]:
    """Return the figures of each slice, the largest first."""
    groups: dict[str, list[Scored]] = {}
    for one in scored:
        groups.setdefault(one.slices[dimension], []).append(one)
    largest = sorted(groups, key=lambda name: (-len(groups[name]), name))
    return {name: figures(groups[name]) for name in largest}


def values_of(name: str, scored: Iterable[Scored]) -> list[float]:
    """Return the values of a measure where it could be judged."""
    return [value for one in scored if (value := one.scores[name].value) is not None]


def counted(scored: Iterable[Scored]) -> Counted:
    """Return how many answers were right, missing and wrong."""
    values = values_of(HEADLINE, scored)
    return Counted(sum(v > 0 for v in values), sum(v == 0 for v in values), sum(v < 0 for v in values))


class Point(NamedTuple):
    """A point of a curve, and how many cases it stands for."""

    x: float
    y: float
    n: int


BINS = 10


def reliability(scored: Iterable[Scored]) -> list[Point]:
    """Return, for tenths of the cases by reckoned chance, the mean chance and the share that was answerable.

    Of cases whose chance was reckoned, and that either expect an answer or expect silence.
    """
    pairs = sorted(_chances(scored))
    parts = [part for part in np.array_split(np.arange(len(pairs)), BINS) if len(part)]
    return [
        Point(
            float(np.mean([pairs[row][0] for row in part])), float(np.mean([pairs[row][1] for row in part])), len(part)
        )
        for part in parts
    ]


def abstention(scored: Iterable[Scored]) -> list[Point]:
    """Return the trade-off of silence: for each least chance, needless silence (x) and near misses met with it (y)."""
    pairs = _chances(scored)
    answerable = np.array([chance for chance, is_answerable in pairs if is_answerable])
    unanswerable = np.array([chance for chance, is_answerable in pairs if not is_answerable])
    if not len(answerable) or not len(unanswerable):
        return []
    least = np.unique(np.concatenate([[0.0], answerable, unanswerable, [1.01]]))
    return [Point(float((answerable < one).mean()), float((unanswerable < one).mean()), len(pairs)) for one in least]


DEEPEST = 10


def found_within(scored: Iterable[Scored]) -> list[Point]:
    """Return, for each number of best passages up to ten (x), the share of cases with gold evidence among them (y)."""
    ranks = values_of("evidence_rank", scored)
    return [
        Point(depth, sum(value >= 1 / depth for value in ranks) / len(ranks), len(ranks))
        for depth in range(1, DEEPEST + 1)
        if ranks
    ]


def _chances(scored: Iterable[Scored]) -> list[tuple[float, bool]]:
    return [
        (chance, one.case.expect == "answer")
        for one in scored
        if (chance := one.record.answer.chance) is not None and (one.case.expect == "answer" or _is_near_miss(one))
    ]


def _is_near_miss(one: Scored) -> bool:
    return one.case.expect == "abstain" and one.case.kind == "unanswerable"


def as_plain(one: Figure) -> Mapping[str, float | int]:
    """Return a figure for JSON."""
    return {"value": round(one.value, 4), "low": round(one.low, 4), "high": round(one.high, 4), "n": one.n}
