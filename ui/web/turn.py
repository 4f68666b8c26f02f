"""One question of a conversation and what has arrived of its answer, as plain data.

turn = Turn("What are the fines?", place="GB").with_claim(claim, corpus).with_answer(answer, number)
history([turn])                    (("user", "What are the fines?"), ("assistant", "…"))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from corpus import Corpus
from rag.answer import Answer, Claim, CorpusStamp, Outcome
from rag.cite import citations_of
from rag.conversation import History

LONGEST_THREAD = 20
"""Turns that one page shows; older ones leave the page, and stay in the browser's own list."""


class State(StrEnum):
    """How far a turn is."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    PROBLEM = "problem"
    """It could not be taken, or broke outside the pipeline; `status` says so in a sentence."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, and its answer as far as it is there."""

    question: str
    place: str = ""
    """Code of the jurisdiction that the visitor chose; empty for none."""
    key: str = "1"
    """Tells it from the other turns of its page."""
    state: State = State.RUNNING
    status: str = ""
    """What is being done, or what went wrong."""
    claims: tuple[Claim, ...] = ()
    answer: Mapping[str, Any] | None = None
    """The JSON of the answer: whole when done, claims and citations alone before."""
    number: str = ""
    """Under which the answer is remembered for feedback and links; empty while there is none."""

    def with_claim(self, claim: Claim, corpus: Corpus) -> Turn:
        """Return the turn with one more sentence of its answer."""
        claims = (*self.claims, claim)
        so_far = Answer(
            question=self.question,
            outcome=Outcome.PARTIAL,
            language="",
            mode="",
            text="",
            corpus=CorpusStamp(corpus.version, len(corpus), corpus.as_of),
            claims=claims,
            citations=citations_of(claims, corpus),
        )
        return replace(self, claims=claims, answer=so_far.to_dict())

    def with_answer(self, answer: Answer, number: str) -> Turn:
        """Return the turn with its whole answer."""
        return replace(self, state=State.DONE, status="", claims=answer.claims, answer=answer.to_dict(), number=number)

    def stopped(self) -> Turn:
        """Return the turn as it stands when nobody wants the rest."""
        return replace(self, state=State.STOPPED, status="") if self.state is State.RUNNING else self

    def failed(self, sentence: str) -> Turn:
        """Return the turn with the sentence that says why there is no answer."""
        return replace(self, state=State.PROBLEM, status=sentence)


def history(turns: Iterable[Turn]) -> History:
    """Return the finished turns as a pipeline takes them, oldest first."""
    return tuple(
        part
        for turn in turns
        if turn.state is State.DONE and turn.answer
        for part in (("user", turn.question), ("assistant", str(turn.answer["text"])))
    )
