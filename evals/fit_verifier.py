"""Fit the weights by which the verifier judges claims in other words, and measure it on sets that it has not seen.

    python -m evals.fit_verifier FOLDER            report only
    python -m evals.fit_verifier FOLDER --write    write rag/verify/weights.json too

FOLDER holds public sets of claims with evidence (`evals/support_sets.py` says in what form); none of their text is
kept. The fit is a logistic regression with three restraints, each of which made it better on sets it had not seen: a
feature may only count in the direction that its meaning gives it; every set has a start of its own, so that weights do
not learn which set a claim is from; and weights are drawn towards a prior, the one that follows from published
measurements of such features on answers of language models (coverage and likeness for, missing numbers and names
against). The start that is kept is the mean of those at which each public set is told apart best.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import f1_score, roc_auc_score

from corpus import load_corpus
from evals.support_sets import Example, corpus_examples, read_sets
from rag import Settings
from rag.answer import Label
from rag.verify import Verifier, features_for
from rag.verify.features import FEATURES
from rag.verify.model import WEIGHTS, Support

FOR = ("covered", "pairs", "triples", "longest_run", "in_order", "meaning", "copied", "least_covered")
"""Beginnings of the names of features that may only speak for a claim; faults and what is missing speak against it."""
UNUSED = frozenset({"length", "evidence_length"})
"""These tell the sets apart rather than the claims."""
PRIOR = {
    "covered": 0.35,
    "covered_loosely": 0.5,
    "covered_by_one": 0.2,
    "meaning": 0.3,
    "pairs": 0.25,
    "longest_run": 0.2,
    "numbers_missing": -0.4,
    "names_missing": -0.4,
    "contradictions": -0.3,
    "fault_opposite": -0.2,
    "fault_negation": -0.2,
}
"""Weights of the features in standard deviations, before any example was seen."""
TRAINED_ON = frozenset({"support-scifact", "support-wice"})
MEASURED_ON = frozenset({"support-scifact", "qa-clapnq"})
PULL = 0.3
"""How strongly weights are drawn to the prior; chosen by leaving one set out."""
STARTS = np.arange(-6.0, 1.0, 0.1)
MADE_HERE, MADE, SEED = "corpus", 600, 20

Matrix = NDArray[np.float64]


class Fitted(NamedTuple):
    """Weights of the features as they are, and the start."""

    weights: Matrix
    bias: float

    def support(self) -> Support:
        """Return the weights as the verifier takes them."""
        return Support(self.bias, dict(zip(FEATURES, map(float, self.weights), strict=True)))


class Prepared(NamedTuple):
    """A set, ready for fitting."""

    rows: Matrix
    right: NDArray[np.bool_]


def main() -> None:
    """Report how the verifier does on each set when it has not seen it, then on the held-out parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with *.train.jsonl.gz and *.eval.jsonl.gz")
    parser.add_argument("--write", action="store_true", help="write rag/verify/weights.json")
    arguments = parser.parse_args()
    told = {name: examples for name, examples in read_sets(arguments.folder, "train").items() if name in TRAINED_ON}
    told[MADE_HERE] = corpus_examples(load_corpus(Settings().corpus_dirs), MADE, SEED)
    asked = {name: examples for name, examples in read_sets(arguments.folder, "eval").items() if name in MEASURED_ON}
    prepared = {name: prepare(examples) for name, examples in told.items()}
    fitted = fit(prepared)
    if arguments.write:
        write(fitted, prepared)
    print("trained on the other sets only:")
    for name, examples in told.items():
        others = {other: kept for other, kept in prepared.items() if other != name}
        print(f"  {name:18}", report(fit(others), examples), flush=True)
    print("trained on all; parts and sets held out:")
    for name, examples in asked.items():
        print(f"  {name:18}", report(fitted, examples), flush=True)


def prepare(examples: Sequence[Example]) -> Prepared:
    """Return the features and labels of a set."""
    rows = [features_for(example.claim, example.evidence) for example in examples]
    return Prepared(np.array(rows), np.array([example.is_supported for example in examples]))


def fit(sets: Mapping[str, Prepared]) -> Fitted:
    """Return the weights that tell supported from other claims best, each set and each answer counting alike."""
    rows = np.vstack([one.rows for one in sets.values()])
    sign = np.concatenate([np.where(one.right, 1.0, -1.0) for one in sets.values()])
    worth = np.concatenate([_worth(one.right) for one in sets.values()]) / len(sets)
    of = np.concatenate([np.full(len(one.right), number) for number, one in enumerate(sets.values())])
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    scaled, prior = (rows - mean) / spread, np.array([PRIOR.get(name, 0.0) for name in FEATURES])
    width = len(FEATURES)

    def loss(parameters: Matrix) -> tuple[float, Matrix]:
        weights, starts = parameters[:width], parameters[width:]
        margin = (scaled @ weights + starts[of]) * sign
        slope = -sign * worth / (1 + np.exp(margin))
        away = weights - prior
        total = worth @ np.logaddexp(0, -margin) + 0.5 * PULL * away @ away
        gradients = [slope[of == number].sum() for number in range(len(sets))]
        return float(total), np.concatenate([scaled.T @ slope + PULL * away, gradients])

    start = np.zeros(width + len(sets))
    bounds = [*map(_bound, FEATURES), *[(None, None)] * len(sets)]
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = found[:width] / spread
    return _started(Fitted(weights, 0.0), sets)


def _started(fitted: Fitted, sets: Mapping[str, Prepared]) -> Fitted:
    """Return the weights with the mean of the starts at which each public set is told apart best (macro-F1)."""

    def best(one: Prepared) -> float:
        sums = one.rows @ fitted.weights
        return max(map(float, STARTS), key=lambda start: f1_score(one.right, sums + start >= 0, average="macro"))

    public = [one for name, one in sets.items() if name != MADE_HERE] or list(sets.values())
    return Fitted(fitted.weights, float(np.mean([best(one) for one in public])))


def _worth(right: NDArray[np.bool_]) -> Matrix:
    worth: Matrix = np.where(right, 0.5 / right.sum(), 0.5 / (~right).sum())
    return worth


def _bound(name: str) -> tuple[float | None, float | None]:
    if name in UNUSED:
        return (0.0, 0.0)
    if name.startswith(FOR):
        return (0.0, None)
    against = name.startswith("fault_") or name.endswith("_missing") or name in ("contradictions", "new_words")
    return (None, 0.0) if against else (None, None)


def report(fitted: Fitted, examples: Sequence[Example]) -> str:
    """Return how well `Verifier.check` tells supported from other claims, by its label and by its score."""
    verifier = Verifier(support=fitted.support())
    started = time.perf_counter()
    verdicts = [verifier.check(example.claim, example.evidence) for example in examples]
    taken = (time.perf_counter() - started) / len(examples)
    right = np.array([example.is_supported for example in examples])
    scores = np.array([verdict.score for verdict in verdicts])
    labels = np.array([verdict.label is Label.SUPPORTED for verdict in verdicts])
    proved = np.array([verdict.proved for verdict in verdicts])
    precision = right[labels].mean() if labels.any() else float("nan")
    by_label, by_score = (f1_score(right, said, average="macro") for said in (labels, scores >= 0.5))
    return (
        f"n {len(examples)}, supported {right.mean():.2f}: AUROC {roc_auc_score(right, scores):.3f}, "
        f"macro-F1 by label {by_label:.3f}, by score {by_score:.3f}; "
        f"called supported {labels.mean():.2f}, rightly {precision:.2f}; proved {proved.sum()}, wrongly "
        f"{(proved & ~right).sum()}; {1000 * taken:.1f} ms"
    )


def write(fitted: Fitted, sets: Mapping[str, Prepared]) -> None:
    """Keep the weights, with what they were fitted on."""
    counted = ", ".join(f"{name} {len(one.right)}" for name, one in sets.items())
    kept = {
        "fitted_on": f"{counted} (python -m evals.fit_verifier FOLDER --write)",
        "bias": round(fitted.bias, 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(FEATURES, fitted.weights, strict=True)},
    }
    WEIGHTS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
