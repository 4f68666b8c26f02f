"""The one door: a question in, a cited answer out.

    question ─> understand ─> retrieve ─> judge ─> write ─> verify ─> cite ─> Answer

Every surface and the evaluation come through `Pipeline.ask`.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import Corpus
from rag.answer import Answer, Claim, CorpusStamp, Hit, Label, Outcome
from rag.cite import citations_of, evidence_of, marked_text, number_next
from rag.explain import explain_choice, explain_hits, explain_question
from rag.messages import say
from rag.notes import Clock, notes_for
from rag.relevance import Judged
from rag.stopwatch import Stopwatch
from rag.understand import Question, Understanding, language_of
from rag.understand.words import legible
from rag.verify import Verifier
from rag.writers import Draft, Writer

if TYPE_CHECKING:
    from rag.assemble import RunnablePipeline

log = logging.getLogger(__name__)

History = Sequence[tuple[str, str]]
"""Turns of a conversation, oldest first: ("user" or "assistant", text)."""

READ = 10
"""Passages whose sentences a writer may use."""
NEAREST = 3
"""Articles named when nothing answers."""


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """What is being done, in words for a person who waits."""

    text: str


@dataclass(frozen=True, slots=True)
class ClaimEvent:
    """The next sentence of the answer, verified and numbered."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """The whole answer; always the last event."""

    answer: Answer


Event = StatusEvent | ClaimEvent | AnswerEvent


@dataclass(frozen=True, slots=True)
class Steps:
    """The parts that a pipeline is made of, each a plain callable or a small object."""

    understanding: Understanding
    retrieve: Callable[[str, int, str | None], tuple[Hit, ...]]
    """Question text, number of passages and chosen jurisdiction -> hits, best first."""
    judge: Callable[[Question, Sequence[Hit]], tuple[Judged, ...]]
    writer: Writer
    verifier: Verifier
    clock: Callable[[], Clock]
    close: Callable[[], None]


class Pipeline:
    """Answers questions from one corpus; safe to share between threads."""

    def __init__(self, corpus: Corpus, steps: Steps, *, mode: str = "extractive") -> None:
        self.corpus = corpus
        self.mode = mode
        self._steps = steps
        self._stamp = CorpusStamp(corpus.version, len(corpus), corpus.as_of)

    def ask(self, question: str, history: History = (), *, jurisdiction: str | None = None) -> Answer:
        """Return the answer to `question`.

        `jurisdiction` keeps to what holds in one place (a code of the corpus, such as `GB`). Never raises because a
        part broke: the outcome is then `failed`, and the log has the reason under the number that the text names.
        """
        *_, last = self.stream(question, history, jurisdiction=jurisdiction)
        assert isinstance(last, AnswerEvent)
        return last.answer

    def stream(self, question: str, history: History = (), *, jurisdiction: str | None = None) -> Iterator[Event]:
        """Yield what is being done, each claim once it is verified, and the answer last."""
        text = legible(question)
        try:
            yield from self._events(text, jurisdiction)
        except Exception as error:  # whatever broke, behind this door or in a library, the asker gets an answer
            yield AnswerEvent(self._failed(text, error))

    def retrieve(self, question: str, k: int = 10, *, jurisdiction: str | None = None) -> list[Hit]:
        """Return the `k` best passages for `question`, best first, without writing an answer."""
        return list(self._steps.retrieve(legible(question), k, jurisdiction))

    def as_runnable(self) -> RunnablePipeline:
        """Return a LangChain runnable: {"question": …, "history": …} -> Answer."""
        from rag.assemble import runnable

        return runnable(self)

    def close(self) -> None:
        """Let go of the index."""
        self._steps.close()

    def _events(self, text: str, jurisdiction: str | None) -> Iterator[Event]:
        steps, watch = self._steps, Stopwatch()
        language = language_of(text)
        yield StatusEvent(say("status.understanding", language))
        with watch.time("route"):
            question = steps.understanding.of(text, jurisdiction=jurisdiction)
        yield StatusEvent(say("status.searching", language, articles=len(self.corpus)))
        with watch.time("retrieve"):
            hits = steps.retrieve(text, READ, jurisdiction)
        yield StatusEvent(say("status.writing", language))
        with watch.time("write"):
            judged = steps.judge(question, hits)
            drafts = list(steps.writer.write(question, judged))
        with watch.time("verify"):
            claims = self._verified(drafts)
        yield from map(ClaimEvent, claims)
        explanation = (*explain_question(question), *explain_hits(hits), *explain_choice(judged, drafts))
        yield AnswerEvent(self._answer(question, claims, hits, watch, explanation))

    def _verified(self, drafts: Sequence[Draft]) -> tuple[Claim, ...]:
        """Return what the evidence carries, numbered by first appearance."""
        numbers: dict[str, int] = {}
        return tuple(
            number_next(claim, numbers)
            for claim in map(self._claim, drafts)
            if claim.verdict.label is not Label.UNSUPPORTED
        )

    def _claim(self, draft: Draft) -> Claim:
        evidence = tuple(evidence_of(judged.sentence) for judged in draft.evidence)
        return Claim(draft.text, evidence, self._steps.verifier.check(draft.text, [one.quote for one in evidence]))

    def _answer(
        self,
        question: Question,
        claims: tuple[Claim, ...],
        hits: Sequence[Hit],
        watch: Stopwatch,
        explanation: tuple[str, ...],
    ) -> Answer:
        citations = citations_of(claims, self.corpus)
        return Answer(
            question=question.text,
            outcome=Outcome.ANSWERED if claims else Outcome.NO_EVIDENCE,
            language=question.language,
            mode=self.mode,
            text=marked_text(claims) if claims else self._no_evidence(question, hits),
            corpus=self._stamp,
            claims=claims,
            citations=citations,
            notes=notes_for(question, citations, self.corpus, self._steps.clock()),
            timings_ms=watch.timings(),
            explanation=explanation,
        )

    def _no_evidence(self, question: Question, hits: Sequence[Hit]) -> str:
        said = say("outcome.no_evidence", question.language, articles=len(self.corpus), as_of=self.corpus.as_of)
        nearest = dict.fromkeys(self.corpus.article(hit.passage.article_id).title for hit in hits)
        titles = "; ".join(list(nearest)[:NEAREST])
        return f"{said} {say('nearest', question.language, titles=titles)}" if titles else said

    def _failed(self, text: str, error: Exception) -> Answer:
        number, language = secrets.token_hex(4), language_of(text)
        log.error("Failure %s", number, exc_info=error)
        return Answer(
            question=text,
            outcome=Outcome.FAILED,
            language=language,
            mode=self.mode,
            text=say("outcome.failed", language, number=number),
            corpus=self._stamp,
        )
