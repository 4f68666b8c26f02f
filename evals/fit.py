"""Fit the weights of `rag/relevance/weights.json` on the development questions.

    python -m evals.fit             cross-validated figures, by article
    python -m evals.fit --write     the same, then fit on everything and write the file

For each question the model is a softmax over the sentences of its candidate passages, trained so that the gold
sentences together get as much of the probability as they can (a listwise loss, after Cao et al. 2007), with a quadratic
penalty. Folds never share a gold article, so no figure here comes from weights that saw the article. The floor is what
the best sentence of all but the weakest 1 % of questions reaches with weights that did not see its article.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evals.cases import Case, gold_sentences, read_cases
from evals.measures import Figures, figures_of, show
from rag.assemble import open_retriever
from rag.relevance import Judged, Model
from rag.relevance.features import FEATURES
from rag.relevance.model import WEIGHTS
from rag.relevance.relevance import likeliest_first, softmax
from rag.retrieval.hybrid import HybridRetriever, best_of_each_passage
from rag.settings import read_settings
from rag.writers.extractive import Limits, choose

FOLDS = 5
SEEDS = (0, 1, 2)
PENALTY = 0.003
"""Weight of the squared, standardised weights; between 0.001 and 0.01 the figures do not move."""

SILENCED = 0.01
"""Share of answerable questions that may end in silence so that questions about other things do."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One question with every sentence that could answer it."""

    case: Case
    gold: tuple[frozenset[str], ...]
    judged: tuple[Judged, ...]
    rows: Matrix
    """Features of `judged`, row by row."""
    right: NDArray[np.bool_]
    """Which of them are gold."""


def main() -> None:
    """Print cross-validated figures; with `--write`, fit on everything and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write rag/relevance/weights.json")
    arguments = parser.parse_args()
    retriever, close = open_retriever(read_settings())
    lessons = learn(retriever, [case for case in read_cases() if case.is_direct])
    close()
    for seed in SEEDS:
        models = cross_fit(lessons, seed)
        print(
            show(
                f"held out by article, seed {seed}", [_figures(lesson, models(lesson), retriever) for lesson in lessons]
            )
        )
    if arguments.write:
        model = replace(fit(lessons), floor=floor(lessons, cross_fit(lessons, SEEDS[0])))
        _write(model, len(lessons))
        print(show("fitted on all of them", [_figures(lesson, model, retriever) for lesson in lessons]))


def learn(retriever: HybridRetriever, cases: Iterable[Case]) -> list[Lesson]:
    """Return a lesson for each case that has gold evidence."""
    return [_lesson(retriever, case) for case in cases if case.evidence]


def fit(lessons: Sequence[Lesson], *, penalty: float = PENALTY) -> Model:
    """Return the weights that give the gold sentences of `lessons` the most."""
    told = [lesson for lesson in lessons if lesson.right.any()]
    spread = np.concatenate([lesson.rows for lesson in told]).std(axis=0) + 1e-6

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        parts = [_loss(lesson.rows / spread, lesson.right, weights) for lesson in told]
        value = float(np.mean([part[0] for part in parts])) + penalty * float(weights @ weights)
        slope = np.mean([part[1] for part in parts], axis=0) + 2 * penalty * weights
        return value, slope

    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B")
    return Model(dict(zip(FEATURES, (found.x / spread).tolist(), strict=True)), 0.0)


def cross_fit(lessons: Sequence[Lesson], seed: int) -> Callable[[Lesson], Model]:
    """Return for each lesson the weights fitted without any lesson of its fold."""
    folds = _folds(lessons, seed)
    models = [fit([lesson for lesson in lessons if folds[lesson.case.id] != fold]) for fold in range(FOLDS)]
    return lambda lesson: models[folds[lesson.case.id]]


def floor(lessons: Sequence[Lesson], held_out: Callable[[Lesson], Model]) -> float:
    """Return the sum that the best sentence reaches in all but the weakest `SILENCED` of the questions."""
    best = [float(held_out(lesson).sums(lesson.rows).max()) for lesson in lessons]
    return float(np.quantile(best, SILENCED))


def _lesson(retriever: HybridRetriever, case: Case) -> Lesson:
    question = retriever.understanding.of(case.question)
    passages = retriever.candidates(question, retriever.found(case.question).values())
    judged = retriever.relevance.judge(question, retriever.embed(question.searches), passages)
    gold = gold_sentences(case, retriever.corpus)
    right = np.array([any(one.sentence.id in group for group in gold) for one in judged])
    return Lesson(case, gold, judged, np.array([one.features for one in judged]), right)


def _loss(rows: Matrix, right: NDArray[np.bool_], weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Return minus the log of the probability of the right rows, and its slope."""
    sums = rows @ weights
    chances = np.exp(sums - sums.max())
    chances /= chances.sum()
    among_right = np.where(right, chances, 0.0)
    among_right /= among_right.sum()
    return -float(np.log(chances[right].sum())), (chances - among_right) @ rows


def _folds(lessons: Sequence[Lesson], seed: int) -> dict[str, int]:
    articles = sorted({lesson.case.articles[0] for lesson in lessons})
    np.random.default_rng(seed).shuffle(articles)
    return {lesson.case.id: articles.index(lesson.case.articles[0]) % FOLDS for lesson in lessons}


def rejudged(lesson: Lesson, model: Model) -> tuple[Judged, ...]:
    """Return the sentences of a lesson as `model` judges them."""
    sums = model.sums(lesson.rows)
    return likeliest_first(
        replace(one, sum=float(total), chance=float(chance))
        for one, total, chance in zip(lesson.judged, sums, softmax(sums), strict=True)
    )


def _figures(lesson: Lesson, model: Model, retriever: HybridRetriever) -> Figures:
    judged = rejudged(lesson, model)
    chosen = choose(judged, retriever.relevance.tables, Limits(), floor=float("-inf"))
    passages = [one.passage for one in best_of_each_passage(judged)]
    return figures_of(lesson.case, lesson.gold, passages, [one.sentence for one in chosen])


def _write(model: Model, lessons: int) -> None:
    kept = {
        "fitted_on": f"{lessons} development questions (python -m evals.fit --write)",
        "floor": round(model.floor, 4),
        "weights": {name: round(weight, 4) for name, weight in model.weights.items()},
    }
    WEIGHTS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
