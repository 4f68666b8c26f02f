"""Fit the weights of `rag/route/weights.json` on our own examples together with the development questions.

    python -m evals.fit_routes             cross-validated confusion table
    python -m evals.fit_routes --write     the same, then fit on everything and write the file

A multinomial logistic model with a quadratic penalty. An example is never its own neighbour. Development questions are
never neighbours at all: they only help to weigh.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evals.cases import Case, read_cases
from evals.routes import expected, router_over
from rag.answer import Outcome
from rag.assemble import open_retriever
from rag.route import Router
from rag.route.examples import Kind
from rag.route.features import FEATURES
from rag.route.manipulation import straighten
from rag.route.model import WEIGHTS, Model, Way
from rag.route.router import OUTCOMES
from rag.settings import read_settings
from rag.understand import Understanding

FOLDS = 10
PENALTY = 0.0001
COST = {Way.GO_ON: 3.0, Way.SIGNPOSTED: 1.0, Way.HARMFUL: 1.0, Way.TURNED: 0.5, Way.OUT_OF_SCOPE: 1.0}
"""How much each way weighs, however many questions it has: most of what people ask should go on."""
WAYS = tuple(Way)
WAY_OF = {
    Kind.POLICY: Way.GO_ON,
    Kind.CRISIS: Way.SIGNPOSTED,
    Kind.HARMFUL: Way.HARMFUL,
    Kind.MANIPULATION: Way.TURNED,
    Kind.OFF_TOPIC: Way.OUT_OF_SCOPE,
    Kind.NEAR_SCOPE: Way.OUT_OF_SCOPE,
}
"""Vague examples teach nothing here: a rule decides about them."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One question, its features and the way it should go."""

    text: str
    way: Way
    row: Matrix
    from_cases: bool


def main() -> None:
    """Print the cross-validated table; with `--write`, fit on everything and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write rag/route/weights.json")
    parser.add_argument("--misses", action="store_true", help="list the questions that go another way when held out")
    arguments = parser.parse_args()
    retriever, close = open_retriever(read_settings())
    lessons = learn(router_over(retriever), retriever.understanding)
    close()
    held_out = cross_fit(lessons)
    print("\n".join(_table(lessons, held_out)))
    if arguments.misses:
        print("\n".join(_misses(lessons, held_out)))
    if arguments.write:
        write(fit(lessons), len(lessons))


def learn(router: Router, understanding: Understanding) -> list[Lesson]:
    """Return a lesson for each example and for each development question that the weights decide about."""
    own = [
        Lesson(example.text, WAY_OF[example.kind], router.weigh(understanding.of(example.text), but=place).row, False)
        for place, example in enumerate(router.neighbours.examples)
        if example.kind in WAY_OF
    ]
    cases = [Lesson(text, way, router.weigh(understanding.of(text)).row, True) for text, way in _weighed(read_cases())]
    return [*own, *cases]


def fit(lessons: Sequence[Lesson], *, penalty: float = PENALTY) -> Model:
    """Return the weights that make the right ways of `lessons` the likeliest."""
    rows = np.column_stack([np.array([lesson.row for lesson in lessons]), np.ones(len(lessons))])
    right = np.array([[lesson.way is way for way in WAYS] for lesson in lessons], dtype=np.float64)
    share = (right / right.sum(axis=0)) @ np.array([COST[way] for way in WAYS]) / sum(COST.values())

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat.reshape(rows.shape[1], len(WAYS))
        sums = rows @ weights
        chances = np.exp(sums - sums.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        kept = weights.copy()
        kept[-1] = 0.0  # the bias is free
        value = -float(share @ np.log((chances * right).sum(axis=1) + 1e-12)) + penalty * float((kept**2).sum())
        slope = rows.T @ ((chances - right) * share[:, None]) + 2 * penalty * kept
        return value, slope.ravel()

    found = minimize(loss, np.zeros(rows.shape[1] * len(WAYS)), jac=True, method="L-BFGS-B", options={"maxiter": 2000})
    weights = found.x.reshape(rows.shape[1], len(WAYS))
    return Model(
        {way: dict(zip(FEATURES, weights[:-1, place].tolist(), strict=True)) for place, way in enumerate(WAYS)},
        {way: float(weights[-1, place]) for place, way in enumerate(WAYS)},
    )


def cross_fit(lessons: Sequence[Lesson], *, penalty: float = PENALTY) -> list[dict[Way, float]]:
    """Return the chances that each lesson gets from weights that were fitted without its fold."""
    folds = np.random.default_rng(0).permutation(len(lessons)) % FOLDS
    models = [
        fit([lesson for lesson, own in zip(lessons, folds, strict=True) if own != fold], penalty=penalty)
        for fold in range(FOLDS)
    ]
    return [models[fold].chances(lesson.row) for lesson, fold in zip(lessons, folds, strict=True)]


def write(model: Model, lessons: int) -> None:
    """Write the weights where the router reads them."""
    kept = {
        "fitted_by": f"python -m evals.fit_routes --write, on {lessons} questions",
        "bias": {way.value: round(value, 3) for way, value in model.bias.items()},
        "weights": {
            way.value: {name: round(value, 3) for name, value in own.items()} for way, own in model.weights.items()
        },
    }
    WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _weighed(cases: Iterable[Case]) -> Iterator[tuple[str, Way]]:
    ways = {outcome: way for way, outcome in OUTCOMES.items()} | {Outcome.REFUSED: Way.HARMFUL}
    for case in cases:
        # A rule decides about vague questions, and about those of which nothing is left.
        text = straighten(case.question).text
        if text and expected(case) is not Outcome.CLARIFY:
            yield text, ways[expected(case)]


def _table(lessons: Sequence[Lesson], held_out: Sequence[dict[Way, float]]) -> Iterator[str]:
    for name, wanted in (("our examples, held out", False), ("development questions, held out", True)):
        yield f"{name}\n{'':14}" + "".join(f"{way.value:>14}" for way in WAYS)
        for right in WAYS:
            rows = [
                chances
                for lesson, chances in zip(lessons, held_out, strict=True)
                if lesson.way is right and lesson.from_cases is wanted
            ]
            counts = [sum(max(chances, key=chances.__getitem__) is way for chances in rows) for way in WAYS]
            yield f"{right.value:14}" + "".join(f"{count:>14}" for count in counts)


def _misses(lessons: Sequence[Lesson], held_out: Sequence[dict[Way, float]]) -> Iterator[str]:
    for lesson, chances in zip(lessons, held_out, strict=True):
        way = max(chances, key=chances.__getitem__)
        if way is not lesson.way:
            origin = "case" if lesson.from_cases else "example"
            yield f"{origin}: {lesson.way.value} -> {way.value} {chances[way]:.2f}: {lesson.text}"


if __name__ == "__main__":
    main()
