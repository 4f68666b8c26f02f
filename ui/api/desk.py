"""The desk that takes questions from every visitor: limits, one queue, a few answers at a time.

    async for event in desk.stream("What must platforms do?", visitor="203.0.113.7", surface="web"):
        ...                     StatusEvent, ClaimEvent, and the AnswerEvent last, as the pipeline yields them
    answer = await desk.ask("What must platforms do?", visitor="203.0.113.7", surface="api")

The pipeline is plain code that keeps a core busy, so it runs in threads of its own; the event loop stays free. Whoever
stops listening (closes the stream, or is cancelled) stops the work too: a question that waits is dropped, one that is
worked on ends at its next step.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing, closing, suppress
from dataclasses import dataclass, field
from threading import Event as Flag
from threading import Lock
from typing import Protocol, cast

from corpus import Corpus
from rag.answer import Answer, Hit
from rag.conversation import History
from rag.pipeline import AnswerEvent, Event, StatusEvent
from rag.understand import language_of
from ui.api.limits import Limits, Rates
from ui.api.metrics import Metrics
from ui.api.problems import Problem, say
from ui.api.words import read_place

RETRY_FULL = 10
"""Seconds after which a full queue is worth another try."""


class Door(Protocol):
    """What the surfaces need of a pipeline; one that is still opening raises `Problem`."""

    @property
    def corpus(self) -> Corpus:
        """What it answers from."""

    def stream(self, question: str, history: History = (), *, jurisdiction: str | None = None) -> Iterator[Event]:
        """Yield what is being done, each claim once it is verified, and the answer last."""

    def retrieve(self, question: str, k: int = 10, *, jurisdiction: str | None = None) -> list[Hit]:
        """Return the best passages."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, checked."""

    question: str
    history: History
    jurisdiction: str | None
    language: str
    surface: str


class Desk:
    """Asks one pipeline for many visitors; safe to use from any thread that runs an event loop."""

    def __init__(self, pipeline: Door, limits: Limits, rates: Rates, metrics: Metrics) -> None:
        self._pipeline = pipeline
        self._limits = limits
        self._rates = rates
        self._metrics = metrics
        self._threads = ThreadPoolExecutor(limits.at_once, thread_name_prefix="answer")
        self._places = frozenset(article.jurisdiction for article in pipeline.corpus)
        self._lock = Lock()
        self._under_way = 0

    async def ask(
        self,
        question: str,
        history: History = (),
        *,
        jurisdiction: str | None = None,
        visitor: str,
        surface: str,
    ) -> Answer:
        """Return the answer to `question`; raises `Problem` when it cannot be taken."""
        events = self.stream(question, history, jurisdiction=jurisdiction, visitor=visitor, surface=surface)
        async with aclosing(events):
            async for event in events:
                if isinstance(event, AnswerEvent):
                    return event.answer
        raise RuntimeError("The pipeline ended without an answer.")

    async def stream(
        self,
        question: str,
        history: History = (),
        *,
        jurisdiction: str | None = None,
        visitor: str,
        surface: str,
    ) -> AsyncGenerator[Event, None]:
        """Yield the events of `question`; raises `Problem` before the first when it cannot be taken."""
        asked = self.checked(question, history, jurisdiction, surface)
        self._admit(visitor)
        started = time.monotonic()
        errand = _Errand(asyncio.get_running_loop())
        before = self._begin(errand, asked)
        try:
            if before:
                yield StatusEvent(_waiting(before, asked.language))
            while (event := await errand.next(started + self._limits.longest_answer)) is not None:
                if isinstance(event, AnswerEvent):
                    self._metrics.answered(event.answer, surface, time.monotonic() - started)
                    errand.is_answered = True
                yield event
        finally:
            errand.stop()
            if not errand.is_answered:
                self._metrics.abandoned(surface)

    def checked(self, question: str, history: History, jurisdiction: str | None, surface: str) -> Asked:
        """Return the question as the pipeline takes it, or raise `Problem` saying what is wrong with it."""
        text = question.strip()
        if not text:
            raise Problem("empty_question")
        if len(text) > self._limits.longest_question:
            raise Problem("long_question", length=len(text), most=self._limits.longest_question)
        if len(history) > self._limits.longest_history:
            raise Problem("long_history", most=self._limits.longest_history)
        place = read_place(jurisdiction, self._places) if jurisdiction else None
        return Asked(text, history, place, language_of(text), surface)

    def waiting(self) -> int:
        """Return how many questions wait for their turn."""
        with self._lock:
            return max(0, self._under_way - self._limits.at_once)

    def close(self) -> None:
        """Take no more questions; those under way end at their next step."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _admit(self, visitor: str) -> None:
        try:
            self._rates.admit(visitor)
        except Problem as problem:
            self._metrics.limited(problem.code)
            raise

    def _begin(self, errand: _Errand, asked: Asked) -> int:
        """Put the errand in the queue and return how many are before it; raise `Problem` when the queue is full."""
        with self._lock:
            if self._under_way >= self._limits.at_once + self._limits.waiting:
                self._metrics.limited("queue_full")
                raise Problem("busy", seconds=RETRY_FULL)
            before = max(0, self._under_way - self._limits.at_once + 1)
            self._under_way += 1
        work = self._threads.submit(errand.run, lambda: self._open(asked))
        errand.work = work
        work.add_done_callback(self._end)
        return before

    def _open(self, asked: Asked) -> Iterator[Event]:
        return self._pipeline.stream(asked.question, asked.history, jurisdiction=asked.jurisdiction)

    def _end(self, _work: object) -> None:
        with self._lock:
            self._under_way -= 1


@dataclass(slots=True)
class _Errand:
    """Carries the events of one question from its thread to the event loop that waits for them."""

    loop: asyncio.AbstractEventLoop
    arrived: asyncio.Queue[Event | Exception | None] = field(default_factory=asyncio.Queue)
    stopped: Flag = field(default_factory=Flag)
    work: Future[None] | None = None
    is_answered: bool = False

    def run(self, open_: Callable[[], Iterator[Event]]) -> None:
        """Hand over every event; in a thread. Whatever breaks is handed over too."""
        if self.stopped.is_set():
            return
        try:
            # Every pipeline yields from a generator; closing it ends the work where it stands.
            with closing(cast("_Closable", open_())) as events:
                for event in events:
                    if self.stopped.is_set():
                        return
                    self._hand_over(event)
        except Exception as error:
            self._hand_over(error)
        finally:
            self._hand_over(None)

    async def next(self, deadline: float) -> Event | None:
        """Return the next event, None after the last; raises what broke, or `Problem` after the deadline."""
        try:
            event = await asyncio.wait_for(self.arrived.get(), max(0.0, deadline - time.monotonic()))
        except TimeoutError:
            raise Problem("took_too_long") from None
        if isinstance(event, Exception):
            raise event
        return event

    def stop(self) -> None:
        """Nobody listens any more."""
        self.stopped.set()
        if self.work:
            self.work.cancel()

    def _hand_over(self, event: Event | Exception | None) -> None:
        with suppress(RuntimeError):  # the loop has ended: nobody is left to hand it to
            self.loop.call_soon_threadsafe(self.arrived.put_nowait, event)


class _Closable(Protocol):
    def __iter__(self) -> Iterator[Event]: ...

    def close(self) -> None: ...


def _waiting(before: int, language: str) -> str:
    return say("waiting_one", language) if before == 1 else say("waiting", language, count=before)
