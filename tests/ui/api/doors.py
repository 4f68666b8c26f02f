"""Pipelines that behave as a test needs: quick, slow, broken, stopped half-way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

from corpus import Corpus
from rag.answer import Answer
from rag.pipeline import AnswerEvent, ClaimEvent, Event, StatusEvent
from rag.understand.words import legible
from tests.ui.samples import ANSWERED


class ScriptedPipeline:
    """Answers everything with one answer, with the question put into it; remembers what it was asked."""

    def __init__(self, corpus: Corpus, answer: Answer = ANSWERED) -> None:
        self.corpus = corpus
        self.answer = answer
        self.error: BaseException | None = None
        self.asked: list[tuple[str, tuple, str | None]] = []
        self.gate = threading.Event()
        """Answers come once it is set; it is set from the start."""
        self.gate.set()
        self.begun = threading.Semaphore(0)
        """Released whenever an answer is begun."""
        self.closed = threading.Event()
        """Set when a stream was ended before its answer."""

    def stream(self, question, history=(), *, jurisdiction=None) -> Iterator[Event]:
        self.asked.append((question, tuple(history), jurisdiction))
        try:
            yield StatusEvent("Searching …")
            self.begun.release()
            while not self.gate.wait(0.02):
                yield StatusEvent("Still searching …")
            if self.error:
                raise self.error
            answer = replace(self.answer, question=legible(question))  # as the real one does
            yield from map(ClaimEvent, answer.claims)
            yield AnswerEvent(answer)
        except GeneratorExit:
            self.closed.set()
            raise

    def retrieve(self, question, k=10, *, jurisdiction=None):
        return []
