"""Fit the weights of `rag/relevance/answerable.json`: when to say that the corpus does not say.

    python -m evals.fit_answerable             the trade-off, held out by article
    python -m evals.fit_answerable --write     the same, then fit on everything and write the file

Answerable questions are those of the development set that expect an answer and stand alone; the others are its near
misses. Both are joined by short, plain questions (`plain.tsv`): the development questions are long and wordy, and a
model of them alone takes any plain question for a near miss. Folds never share an article, and what the model of the
question alone says of a sample comes from samples of other articles as well.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from evals.cases import Case, read_cases
from rag.assemble import open_retriever
from rag.embeddings import find_model
from rag.relevance.answerable import WEIGHTS
from rag.relevance.signs import SIGNS, signs_of
from rag.retrieval.hybrid import HybridRetriever
from rag.settings import read_settings
from rag.several import parts_of
from rag.writers.extractive import Limits, choose

FOLDS, SEEDS = 5, (0, 1, 2, 3, 4)
STRENGTH = 0.03
"""Inverse of the penalty on squared, standardised weights; chosen of 0.01, 0.03, 0.1 and 0.3 by held-out AUROC."""
USUAL_STRENGTH = 0.003
"""The same for the model of the question alone, which has 384 weights to fit."""
NEEDLESS = 0.13
"""Share of answerable questions below the least chance; many of them, met nearly word for word, are answered still."""
ALLOWED = (0.01, 0.02, 0.05, 0.06, 0.08, 0.10)

PLAIN = Path(__file__).with_name("plain.tsv")

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """One question: its signs and whether the corpus answers it."""

    group: str
    """The article that it is about: questions of one group stay in one fold."""
    signs: tuple[float, ...]
    """All but the last, which looks at the question alone and is fitted here."""
    vector: NDArray[np.float32]
    is_answerable: bool


def main() -> None:
    """Print the held-out trade-off; with `--write`, fit on everything and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write rag/relevance/answerable.json")
    arguments = parser.parse_args()
    settings = read_settings()
    retriever, close = open_retriever(settings)
    samples = [sample for case in read_cases() for sample in _sample(retriever, case)]
    plain = [_signs(retriever, *line) for line in read_plain()]
    samples += plain
    close()
    right = np.array([sample.is_answerable for sample in samples])
    chances = held_out(samples)
    print("all questions", *trade_off(chances, right), sep="\n")
    from_cases = len(samples) - len(plain)
    print("development questions", *trade_off(chances[:from_cases], right[:from_cases]), sep="\n")
    print("plain questions", *trade_off(chances[from_cases:], right[from_cases:]), sep="\n")
    if arguments.write:
        model = find_model(settings.embedding_model).digest[:16]
        _write(samples, model, float(np.quantile(chances[right], NEEDLESS)))


def held_out(samples: Sequence[Sample]) -> Matrix:
    """Return each sample's chance from weights that saw no sample of its group, averaged over several divisions."""
    total = np.zeros(len(samples))
    for seed in SEEDS:
        folds = _folds(samples, seed)
        for fold in range(FOLDS):
            told = [sample for sample, own in zip(samples, folds, strict=True) if own != fold]
            asked = folds == fold
            total[asked] += fit(told, seed).chances([samples[place] for place in np.flatnonzero(asked).tolist()])
    return total / len(SEEDS)


@dataclass(frozen=True, slots=True)
class Fitted:
    """The model of the question alone, and the one that weighs it beside all other signs."""

    usual: Pipeline
    signs: Pipeline

    def chances(self, samples: Sequence[Sample]) -> Matrix:
        """Return the chance of each sample that it is answered."""
        found: Matrix = self.signs.predict_proba(_rows(samples, _log_odds(self.usual, samples)))[:, 1]
        return found


def fit(samples: Sequence[Sample], seed: int) -> Fitted:
    """Return both models, the second fitted on what the first says of questions that it has not seen."""
    right = np.array([sample.is_answerable for sample in samples])
    folds, unseen = _folds(samples, seed + len(SEEDS)), np.zeros(len(samples))
    for fold in range(FOLDS):
        asked = np.flatnonzero(folds == fold).tolist()
        told = np.flatnonzero(folds != fold).tolist()
        model = _usual([samples[place] for place in told], right[told])
        unseen[asked] = _log_odds(model, [samples[place] for place in asked])
    return Fitted(_usual(samples, right), _logistic(STRENGTH).fit(_rows(samples, unseen), right))


def _usual(samples: Sequence[Sample], right: NDArray[np.bool_]) -> Pipeline:
    return _logistic(USUAL_STRENGTH).fit(_vectors(samples), right)


def _log_odds(usual: Pipeline, samples: Sequence[Sample]) -> Matrix:
    found: Matrix = usual.decision_function(_vectors(samples))
    return found


def _vectors(samples: Sequence[Sample]) -> NDArray[np.float32]:
    return np.stack([sample.vector for sample in samples])


def _rows(samples: Sequence[Sample], usual: Matrix) -> Matrix:
    return np.hstack([np.array([sample.signs for sample in samples]), usual[:, None]])


def trade_off(chances: Matrix, right: NDArray[np.bool_]) -> list[str]:
    """Return the AUROC and, for each share of needless refusals, the share of near misses that is then caught."""
    lines = [f"{right.sum()} answerable, {(~right).sum()} near misses, AUROC {roc_auc_score(right, chances):.3f}"]
    for allowed in ALLOWED:
        least = np.quantile(chances[right], allowed)
        lines.append(
            f"  {allowed:.0%} needless refusals: {(chances[~right] < least).mean():.0%} of near misses refused"
        )
    return lines


def _sample(retriever: HybridRetriever, case: Case) -> list[Sample]:
    is_answerable = case.expect == "answer" and case.kind != "injection"
    if case.history or not (is_answerable or case.kind == "unanswerable"):
        return []
    if parts_of(retriever.understanding.of(case.question)):
        return []  # answered part by part, each with its own silence
    return [_signs(retriever, is_answerable, _group(case), case.question)]


def read_plain(path: Path = PLAIN) -> list[tuple[bool, str, str]]:
    """Return the plain questions: whether the corpus answers, the article they are about, and the question."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return [(said == "yes", article, question) for said, article, question in (line.split("\t") for line in lines)]


def _signs(retriever: HybridRetriever, is_answerable: bool, group: str, text: str) -> Sample:
    question = retriever.understanding.of(text)
    passages = retriever.candidates(question, retriever.found(text).values())
    vectors = retriever.embed(question.searches)
    judged = retriever.relevance.judge(question, vectors, passages)
    chosen = choose(judged, retriever.relevance.tables, Limits(), floor=float("-inf"))
    signs = signs_of(question, judged, chosen, retriever.relevance.tables)
    return Sample(group, signs[:-1], vectors[0], is_answerable)


def _group(case: Case) -> str:
    """Return the article that a case is about; a near miss names it in its note."""
    named = re.search(r"\b[a-z]{2,3}(?:-[a-z0-9]+){2,}\b", case.note)
    return case.articles[0] if case.articles else named.group() if named else case.id


def _folds(samples: Sequence[Sample], seed: int) -> NDArray[np.int_]:
    groups = sorted({sample.group for sample in samples})
    np.random.default_rng(seed).shuffle(groups)
    return np.array([groups.index(sample.group) % FOLDS for sample in samples])


def _logistic(strength: float) -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=2000, class_weight="balanced"))


def _write(samples: Sequence[Sample], model: str, least: float) -> None:
    fitted = fit(samples, SEEDS[0])
    weights, bias = _unscaled(fitted.signs)
    usual, usual_bias = _unscaled(fitted.usual)
    answered = sum(sample.is_answerable for sample in samples)
    counted = f"{answered} answerable questions and {len(samples) - answered} near misses"
    kept = {
        "fitted_on": f"{counted} (python -m evals.fit_answerable --write)",
        "least": round(least, 4),
        "bias": round(bias, 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(SIGNS, weights, strict=True)},
        "usual": {
            "model": model,
            "bias": round(usual_bias, 4),
            "weights": [round(float(weight), 3) for weight in usual],
        },
    }
    WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _unscaled(model: Pipeline) -> tuple[Matrix, float]:
    """Return weights and bias for values as they come."""
    scaler, logistic = (step for _, step in model.steps)
    weights: Matrix = logistic.coef_[0] / scaler.scale_
    return weights, float(logistic.intercept_[0] - weights @ scaler.mean_)


if __name__ == "__main__":
    main()
