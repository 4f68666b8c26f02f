"""What a scorer takes and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from corpus import Corpus
from evals.cases import Case, Gold
from evals.stored import Record
from rag.answer import Answer, Outcome

SAID = frozenset({Outcome.ANSWERED, Outcome.PARTIAL})
"""How a question ends that is answered."""


class Score(NamedTuple):
    """What a scorer says of one answer."""

    value: float | None
    """None: this cannot be judged of this case. It then counts nowhere, least of all as 0."""
    reason: str
    """Why, in words that a person can check."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A case beside the answer that was given, and what both are judged by."""

    case: Case
    record: Record
    gold: Gold
    corpus: Corpus
    today: date
    stale_after_days: int

    @property
    def answer(self) -> Answer:
        """The answer that was given."""
        return self.record.answer

    @property
    def is_said(self) -> bool:
        """Whether the question was answered, wholly or in part."""
        return self.answer.outcome in SAID

    @property
    def shown(self) -> tuple[str, ...]:
        """Ids of the sentences that the claims rest on, in order."""
        return tuple(evidence.sentence for claim in self.answer.claims for evidence in claim.evidence)


Scorer = Callable[[Trial], Score]


@dataclass(frozen=True, slots=True)
class Measure:
    """A scorer under the name that reports and thresholds know it by."""

    name: str
    title: dict[str, str]
    """In English (`en`) and Spanish (`es`)."""
    group: str
    """What it is about, in a word: reports show measures of a group together."""
    what: str
    """What its value says, in one line."""
    score: Scorer
    unit: str = "share"
    """`share` (0 to 1), `balance` (-1 to 1) or `ms`."""
    lower_is_better: bool = False

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is."""
        return -1 if self.lower_is_better else 1


def unscored(reason: str) -> Score:
    """Return that this cannot be judged."""
    return Score(None, reason)


def share(good: int, of: int, reason: str) -> Score:
    """Return `good` out of `of`, with the reason; nothing out of nothing cannot be judged."""
    return Score(good / of, reason) if of else unscored("there is nothing to judge")
