"""What is measured of one question, and how many of them are shown: means with their intervals and denominators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus import Passage, Sentence
from evals.cases import Case

DEPTHS = (1, 5, 10)
DRAWS = 2000
"""Bootstrap samples of the questions; the seed is fixed, so a figure's interval is the same each time."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The measures of one question, each between 0 and 1."""

    case: Case
    evidence: Mapping[int, float]
    """Depth -> share of the evidence groups found in that many of the best passages."""
    facts: float
    """1 when every fact group stands in the answer."""
    evidence_shown: float
    """Share of the evidence groups among the sentences of the answer."""
    sentences: int
    """Length of the answer."""


def figures_of(
    case: Case, gold: Sequence[frozenset[str]], passages: Sequence[Passage], shown: Sequence[Sentence]
) -> Figures:
    """Return the measures of one case: `passages` best first, `shown` the sentences of the answer."""
    text = " ".join(sentence.text for sentence in shown)
    return Figures(
        case=case,
        evidence={depth: evidence_recall(gold, passages[:depth]) for depth in DEPTHS},
        facts=float(has_facts(case.facts, text)),
        evidence_shown=_share(gold, {sentence.id for sentence in shown}),
        sentences=len(shown),
    )


def evidence_recall(gold: Sequence[frozenset[str]], passages: Iterable[Passage]) -> float:
    """Return the share of evidence groups of which a passage has a sentence."""
    return _share(gold, {sentence.id for passage in passages for sentence in passage.sentences})


def has_facts(facts: Iterable[Iterable[str]], text: str) -> bool:
    """Tell whether `text` has one string of every group, whatever the case."""
    folded = text.lower()
    return all(any(fact.lower() in folded for fact in group) for group in facts)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the mean over questions."""
    draws = np.random.default_rng(0).choice(np.asarray(values), (DRAWS, len(values)))
    low, high = np.quantile(draws.mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


def show(name: str, figures: Sequence[Figures]) -> str:
    """Return one line: each mean with its interval, the mean length of an answer, and the number of questions."""
    columns: list[tuple[str, list[float]]] = [
        *((f"evidence@{depth}", [one.evidence[depth] for one in figures]) for depth in DEPTHS),
        ("facts", [one.facts for one in figures]),
        ("evidence shown", [one.evidence_shown for one in figures]),
    ]
    shown = "  ".join(f"{label} {_mean(values)}" for label, values in columns)
    length = np.mean([one.sentences for one in figures])
    return f"{name:<32} n={len(figures):<4} {shown}  sentences {length:.1f}"


def _mean(values: Sequence[float]) -> str:
    low, high = interval(values)
    return f"{np.mean(values):.3f} [{low:.2f}–{high:.2f}]"


def _share(gold: Sequence[frozenset[str]], ids: set[str]) -> float:
    return sum(not group.isdisjoint(ids) for group in gold) / len(gold) if gold else 1.0
