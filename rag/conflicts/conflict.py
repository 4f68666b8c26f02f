"""A conflict and the table of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Ground(StrEnum):
    """Why sentences are held to disagree."""

    TOLD = "told"
    """One sentence tells both accounts."""
    OTHER_ACCOUNT = "other-account"
    """One sentence gives the account of a single source, and another sentence says it differently."""
    VALUES = "values"
    """Two articles say the same of the same thing with different values."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sentences that cannot all be right, or that tell of accounts that cannot."""

    sentences: tuple[str, ...]
    """Ids: one where it tells both accounts, else two."""
    ground: Ground
    about: str
    """`date`, `money`, `share`, `age`, `duration`, `count`; empty for something else."""
    values: tuple[str, ...] = ()
    """The words that differ, one for each sentence; empty for a ground that needs none."""


class Conflicts:
    """Every conflict of a corpus, found by sentence."""

    def __init__(self, found: Iterable[Conflict] = ()) -> None:
        self.all = tuple(found)
        self._by_sentence: dict[str, tuple[Conflict, ...]] = {}
        for conflict in self.all:
            for sentence in conflict.sentences:
                self._by_sentence[sentence] = (*self._by_sentence.get(sentence, ()), conflict)

    def of(self, sentence: str) -> tuple[Conflict, ...]:
        """Return the conflicts that a sentence is part of."""
        return self._by_sentence.get(sentence, ())

    def partners(self, sentence: str) -> tuple[tuple[str, Conflict], ...]:
        """Return the other side of each conflict of a sentence."""
        return tuple(
            (other, conflict) for conflict in self.of(sentence) for other in conflict.sentences if other != sentence
        )

    def __contains__(self, sentence: object) -> bool:
        return sentence in self._by_sentence

    def __len__(self) -> int:
        return len(self.all)
