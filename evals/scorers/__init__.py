"""The measures: each a small function from a trial to a value and a reason, under a name and a title."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from evals.scorers.citations import citation_precision, citation_recall, quotes_exact
from evals.scorers.evidence import evidence_rank, evidence_recall, gold_citation_precision, gold_citation_recall
from evals.scorers.facts import all_facts, fact_recall, forbidden
from evals.scorers.help import helpline_correctness
from evals.scorers.honesty import caveats, status_honesty
from evals.scorers.outcomes import conflict_shown, needless_refusal, premise_corrected, right_outcome
from evals.scorers.places import jurisdiction_coverage, sections_fit
from evals.scorers.score import Measure, Score, Scorer, Trial
from evals.scorers.soundness import latency, provenance, verifier_sense
from evals.scorers.support import sentence_support
from evals.scorers.truth import truthfulness, wrong_answer

__all__ = ["HEADLINE", "MEASURES", "SCORERS", "Measure", "Score", "Trial"]

HEADLINE = "truthfulness"

SCORERS: tuple[Scorer, ...] = (
    truthfulness,
    wrong_answer,
    right_outcome,
    needless_refusal,
    evidence_recall,
    evidence_rank,
    fact_recall,
    all_facts,
    gold_citation_recall,
    gold_citation_precision,
    citation_recall,
    citation_precision,
    sentence_support,
    quotes_exact,
    forbidden,
    premise_corrected,
    conflict_shown,
    jurisdiction_coverage,
    sections_fit,
    status_honesty,
    caveats,
    helpline_correctness,
    verifier_sense,
    provenance,
    latency,
)


def _read() -> Mapping[str, Measure]:
    scorers = {scorer.__name__: scorer for scorer in SCORERS}
    tables = tomllib.loads(Path(__file__).with_name("measures.toml").read_text(encoding="utf-8"))
    return {
        name: Measure(
            name,
            {"en": table["en"], "es": table["es"]},
            table["group"],
            table["what"],
            scorers[name],
            table.get("unit", "share"),
            table.get("lower_is_better", False),
        )
        for name, table in tables.items()
    }


MEASURES: Mapping[str, Measure] = _read()
"""Every measure by its name, in the order of reports."""
