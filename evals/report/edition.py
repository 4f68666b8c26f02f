"""What a report is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from evals.baseline import Baseline
from evals.configuration import Configuration
from evals.gate import Judgement
from evals.scorers import HEADLINE, MEASURES
from evals.scoring import Scored

TELLING = (
    "truthfulness",
    "right_outcome",
    "all_facts",
    "evidence_recall",
    "sentence_support",
    "quotes_exact",
    "citation_recall",
    "citation_precision",
    "forbidden",
    "premise_corrected",
    "conflict_shown",
    "jurisdiction_coverage",
    "sections_fit",
    "status_honesty",
    "caveats",
    "helpline_correctness",
    "verifier_sense",
    "provenance",
)
"""Measures that put a case among those that fell short; the others grade fullness and brevity."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One run, scored and judged."""

    scored: Sequence[Scored]
    configuration: Configuration
    baseline: Baseline | None
    judgement: Judgement | None
    day: date

    @property
    def short(self) -> list[Scored]:
        """The cases that fell short of something, wrong ones first, then missing ones, then the rest."""
        found = [one for one in self.scored if shortfalls(one)]
        return sorted(found, key=lambda one: one.scores[HEADLINE].value or 0.0)


def shortfalls(one: Scored) -> tuple[str, ...]:
    """Return the telling measures of which a case does not reach the best value."""
    return tuple(
        name for name in MEASURES if name in TELLING and (value := one.scores[name].value) is not None and value < 1
    )


def grade(one: Scored) -> str:
    """Return `right`, `missing`, `wrong`, or `unscored`."""
    value = one.scores[HEADLINE].value
    if value is None:
        return "unscored"
    return "right" if value > 0 else "wrong" if value < 0 else "missing"
