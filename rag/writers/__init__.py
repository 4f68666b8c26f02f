"""Write an answer from judged sentences: what every writer takes and gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from rag.relevance import Judged
from rag.understand import Question


class Draft(Protocol):
    """A sentence that a writer proposes, before it is checked."""

    @property
    def text(self) -> str:
        """The sentence."""

    @property
    def evidence(self) -> tuple[Judged, ...]:
        """The sentences of the corpus it rests on."""


class Writer(Protocol):
    """Turns judged sentences into the sentences of an answer."""

    def write(self, question: Question, judged: Sequence[Judged]) -> Iterator[Draft]:
        """Yield the sentences of the answer in order; nothing when none of `judged` answers."""
