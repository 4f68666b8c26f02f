"""The one door: a question in, a cited answer out.

    question ─> route ─> read ─> retrieve ─> judge ─> compose ─> verify ─> cite ─> Answer
                  └─> help lines, a refusal, a pointer, a question back ─────────────┘

Every surface and the evaluation come through `Pipeline.ask`.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus import Corpus, CorpusError
from rag.answer import Answer, Claim, CorpusStamp, Hit, Outcome
from rag.cite import citations_of
from rag.claims import carried, claim_of, sections_of
from rag.closing import close_with
from rag.compose import Composer, Composition, Material
from rag.conversation import History
from rag.errors import FootnoteError
from rag.explain import explain_choice, explain_conflicts, explain_reading, explain_route, explain_time
from rag.messages import say
from rag.notes import Clock, Finding, notes_for
from rag.parts import compose_parts
from rag.reading import Helps, Reading, read
from rag.route import Route
from rag.stopwatch import Stopwatch
from rag.suggest.bank import Bank
from rag.suggest.follow_ups import follow_ups
from rag.understand import Question, Understanding, language_of
from rag.understand.times import TimeAsked, time_asked
from rag.understand.words import legible, on_one_line
from rag.verify import Verifier
from rag.wording import text_of, text_of_closing
from rag.writers.draft import EXTRACTIVE, Brief, Draft, Writer, Writing

if TYPE_CHECKING:
    from rag.assemble import RunnablePipeline

log = logging.getLogger(__name__)

FAULTS = (FootnoteError, CorpusError, OSError, RuntimeError, ValueError, LookupError, ArithmeticError, MemoryError)
"""What a part may break with. An error in our own use of types is none of these: it goes up to the surface."""


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
    route: Callable[[Question, History], Route]
    retrieve: Callable[[str, int, str | None], tuple[Hit, ...]]
    """Question text, number of passages and chosen jurisdiction -> hits, best first."""
    composer: Composer
    verifier: Verifier
    writer: Writer
    clock: Callable[[], Clock]
    close: Callable[[], None]
    helps: Helps | None = None
    """Question and conversation -> what a language model makes of them."""
    bank: Bank | None = None
    """Questions that are known to be answered; without one, none are offered next."""


class Pipeline:
    """Answers questions from one corpus; safe to share between threads."""

    def __init__(self, corpus: Corpus, steps: Steps) -> None:
        self.corpus = corpus
        self.mode = steps.writer.mode
        self._steps = steps
        self._stamp = CorpusStamp(corpus.version, len(corpus), corpus.as_of)

    @property
    def steps(self) -> Steps:
        """The parts that it is made of."""
        return self._steps

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
        text, watch = legible(question), Stopwatch()
        try:
            yield from self._events(text, history, _code(jurisdiction), watch)
        except FAULTS as error:
            yield AnswerEvent(self._failed(text, error, watch))

    def retrieve(self, question: str, k: int = 10, *, jurisdiction: str | None = None) -> list[Hit]:
        """Return the `k` best passages for `question`, best first, without writing an answer."""
        return list(self._steps.retrieve(legible(question), k, _code(jurisdiction)))

    def as_runnable(self) -> RunnablePipeline:
        """Return a LangChain runnable: {"question": …, "history": …} -> Answer."""
        from rag.assemble import runnable

        return runnable(self)

    @property
    def bank(self) -> Bank | None:
        """The questions that are known to be answered, by article."""
        return self._steps.bank

    def close(self) -> None:
        """Let go of the index."""
        self._steps.close()

    def _events(self, text: str, history: History, jurisdiction: str | None, watch: Stopwatch) -> Iterator[Event]:
        steps, language = self._steps, language_of(text)
        yield StatusEvent(say("status.understanding", language))
        with watch.time("route"):
            route = steps.route(steps.understanding.of(text, jurisdiction=jurisdiction), history)
        if route.outcome:
            yield from self._closed(text, language, route, jurisdiction, watch)
            return
        yield StatusEvent(say("status.searching", language, articles=len(self.corpus)))
        with watch.time("retrieve"):
            reading = read(
                route.text,
                history,
                steps.understanding,
                steps.composer,
                jurisdiction=jurisdiction,
                helps=steps.helps,
            )
            material = steps.composer.gather(reading.question, jurisdiction)
        yield StatusEvent(say("status.writing", language))
        with watch.time("write"):
            when = time_asked(reading.question.text, steps.clock().today)
            composition = self._composed(reading, material, when, jurisdiction)
        brief = Brief(reading.question, composition, history)
        if steps.writer.is_slow(brief):
            yield StatusEvent(say("status.prose", language))
        draft = yield from _released(steps.writer.write(brief, watch))
        answer = self._answer(text, reading.question, draft)
        with watch.time("suggest"):
            offered = self._offered(reading.question, history, draft.composition, draft.claims)
        explanation = (*self._explained(route, reading, draft.composition), *draft.explanation)
        yield AnswerEvent(replace(answer, follow_ups=offered, timings_ms=watch.timings(), explanation=explanation))

    def _closed(
        self, text: str, language: str, route: Route, jurisdiction: str | None, watch: Stopwatch
    ) -> Iterator[Event]:
        """Yield the end of a question that is not searched for: help lines first, then what is sourced."""
        assert route.outcome is not None
        closing = close_with(route, language, self.corpus, jurisdiction=jurisdiction)
        verifier = self._steps.verifier
        claims = carried(claim_of(on_one_line(fact.text), (fact,), verifier) for fact in closing.facts)
        yield from map(ClaimEvent, claims)
        yield AnswerEvent(
            Answer(
                question=text,
                outcome=route.outcome,
                language=language,
                mode=EXTRACTIVE,
                text=text_of_closing(closing, claims, language),
                corpus=self._stamp,
                claims=claims,
                citations=citations_of(claims, self.corpus),
                helplines=closing.helplines,
                follow_ups=closing.follow_ups,
                timings_ms=watch.timings(),
                explanation=explain_route(route),
            )
        )

    def _composed(
        self, reading: Reading, material: Material, when: TimeAsked | None, jurisdiction: str | None
    ) -> Composition:
        composer, together = self._steps.composer, None
        if reading.parts:
            together = compose_parts(composer, reading.parts, jurisdiction, said=reading.said)
        return together or composer.compose(reading.question, material, said=reading.said, when=when)

    def _answer(self, text: str, question: Question, draft: Draft) -> Answer:
        composition, claims = draft.composition, draft.claims
        sections = sections_of(composition.selections, claims)
        citations = citations_of(claims, self.corpus)
        finding = Finding(
            composition.premise.sentence.id if composition.premise else "",
            composition.missing if claims else (),
            composition.considered,
            composition.when,
            self._steps.composer.conflicts,
        )
        return Answer(
            question=text,
            outcome=_outcome(composition, claims),
            language=question.language,
            mode=draft.mode,
            text=text_of(composition, sections, claims, self._stamp, question.language),
            corpus=self._stamp,
            sections=sections,
            claims=claims,
            citations=citations,
            notes=(*draft.notes, *notes_for(question, citations, self.corpus, self._steps.clock(), finding)),
            usage=draft.usage,
            chance=_chance(composition),
        )

    def _offered(
        self, question: Question, history: History, composition: Composition, claims: Sequence[Claim]
    ) -> tuple[str, ...]:
        """Return what could be asked next: from the articles of the answer, else from the one that came nearest."""
        if self._steps.bank is None:
            return ()
        evidence = [one for claim in claims for one in claim.evidence]
        nearest = [one.article.id for one in composition.judged[:1]]
        articles = dict.fromkeys([one.article for one in evidence] or nearest)
        asked = [text for role, text in history if role == "user"]
        return follow_ups(
            question,
            asked,
            [self.corpus.article(one) for one in articles],
            {one.sentence for one in evidence},
            self.corpus,
            self._steps.bank,
        )

    def _explained(self, route: Route, reading: Reading, composition: Composition) -> tuple[str, ...]:
        chosen = explain_choice(composition, self._steps.composer.model)
        differing = explain_conflicts(composition, self._steps.composer.conflicts)
        return (*explain_route(route), *explain_reading(reading), *explain_time(composition.when), *chosen, *differing)

    def _failed(self, text: str, error: Exception, watch: Stopwatch) -> Answer:
        number, language = secrets.token_hex(4), language_of(text)
        log.error("Failure %s", number, exc_info=error)
        return Answer(
            question=text,
            outcome=Outcome.FAILED,
            language=language,
            mode=EXTRACTIVE,
            text=say("outcome.failed", language, number=number),
            corpus=self._stamp,
            timings_ms=watch.timings(),
        )


def _released(writing: Writing) -> Generator[Event, None, Draft]:
    """Yield each claim of `writing` as it comes; whoever stops listening stops the writing."""
    try:
        while True:
            yield ClaimEvent(next(writing))
    except StopIteration as end:
        draft: Draft = end.value
        return draft
    finally:
        writing.close()


def _code(jurisdiction: str | None) -> str | None:
    """Return a chosen jurisdiction as articles write it; None where nothing was chosen."""
    return (jurisdiction or "").strip().upper() or None


def _outcome(composition: Composition, claims: Sequence[Claim]) -> Outcome:
    if not claims or not composition.is_answer:
        return Outcome.NO_EVIDENCE
    return Outcome.PARTIAL if composition.missing else Outcome.ANSWERED


def _chance(composition: Composition) -> float | None:
    """Return the chance that the sentences answer; a composition of several parts has none of its own."""
    if not composition.selections:
        return 0.0
    return None if composition.selections[0].heading else composition.chance
