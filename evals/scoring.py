"""Score stored answers: every measure on every case, with its reason. Nothing is asked here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean

from corpus import Corpus
from evals.cases import Case, gold_reader
from evals.configuration import Configuration
from evals.scorers import MEASURES
from evals.scorers.score import Measure, Score, Trial
from evals.stored import Record

NOWHERE = "none"
"""Jurisdiction of a case that names no article."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One case with its answers and what every measure says of them."""

    case: Case
    record: Record
    """The first attempt."""
    scores: Mapping[str, Score]
    """By the name of the measure; over several attempts the mean, with the reason of the first."""
    jurisdiction: str
    """Of the first gold article."""

    @property
    def slices(self) -> Mapping[str, str]:
        """What the case is counted under."""
        return {
            "kind": self.case.kind,
            "jurisdiction": self.jurisdiction,
            "language": self.case.language,
            "persona": self.case.persona,
        }


def score_all(
    cases: Iterable[Case], records: Iterable[Record], corpus: Corpus, configuration: Configuration
) -> list[Scored]:
    """Return the scores of every case that has a record, in the order of the cases."""
    attempts: dict[str, list[Record]] = {}
    for record in records:
        attempts.setdefault(record.case, []).append(record)
    gold_of, today = gold_reader(corpus), date.fromisoformat(configuration.today)
    days = configuration.stale_after_days
    return [
        _scored(case, [Trial(case, one, gold_of(case), corpus, today, days) for one in attempts[case.id]])
        for case in cases
        if case.id in attempts
    ]


def _scored(case: Case, trials: Sequence[Trial]) -> Scored:
    first = trials[0]
    home = next((name for name in case.articles if name in first.corpus), None)
    return Scored(
        case,
        first.record,
        {name: _score(measure, trials) for name, measure in MEASURES.items()},
        first.corpus.article(home).jurisdiction if home else NOWHERE,
    )


def _score(measure: Measure, trials: Sequence[Trial]) -> Score:
    scores = [measure.score(trial) for trial in trials]
    values = [score.value for score in scores if score.value is not None]
    return Score(mean(values) if values else None, scores[0].reason)
