"""Open the pipeline in the background, so that the server answers at once and says when it is ready.

opening = Opening(corpus, lambda progress: open_pipeline(settings, progress=progress))
opening.start()                     returns at once; opening.state becomes `ready`
opening.stream("What …")            raises Problem("starting") until then
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from threading import Event as Flag
from threading import Thread

from corpus import Corpus
from rag.answer import Hit
from rag.conversation import History
from rag.messages import suggestions
from rag.pipeline import Event, Pipeline
from ui.api.problems import Problem

log = logging.getLogger(__name__)

RETRY = 30
"""Seconds between attempts, when what the pipeline needs is not there yet (a Chroma server, for instance)."""


LAST_SECONDS = 10
"""How long closing waits for an attempt that is under way."""

Open = Callable[[Callable[[int, int], None]], Pipeline]
"""Opens the pipeline; calls what it is given while it builds an index, with (texts embedded, texts to embed)."""


class _Closed(Exception):  # noqa: N818 - what happened
    """The server stops while the index is being built."""


class Opening:
    """A pipeline that may not be open yet."""

    def __init__(self, corpus: Corpus, open_: Open, *, retry: float = RETRY) -> None:
        self.corpus = corpus
        self.state = "starting"
        """`starting`, `ready`, or `cannot_start` while it waits for its next attempt."""
        self._open = open_
        self._retry = retry
        self._closed = Flag()
        self._pipeline: Pipeline | None = None
        self._thread = Thread(target=self._work, name="opening", daemon=True)

    def start(self) -> None:
        """Begin to open; returns at once."""
        self._thread.start()

    def stream(self, question: str, history: History = (), *, jurisdiction: str | None = None) -> Iterator[Event]:
        """Yield the events of the pipeline; raises `Problem` until it is open."""
        return self._ready().stream(question, history, jurisdiction=jurisdiction)

    def retrieve(self, question: str, k: int = 10, *, jurisdiction: str | None = None) -> list[Hit]:
        """Return the best passages; raises `Problem` until the pipeline is open."""
        return self._ready().retrieve(question, k, jurisdiction=jurisdiction)

    def close(self) -> None:
        """Let go of the index; an attempt that is under way ends at its next step, and loses nothing but time."""
        self._closed.set()
        if self._thread.is_alive():
            self._thread.join(LAST_SECONDS)
        if self._pipeline:
            self._pipeline.close()

    def _ready(self) -> Pipeline:
        if self._pipeline and self.state == "ready":
            return self._pipeline
        raise Problem(self.state, seconds=RETRY if self.state == "cannot_start" else 5)

    def _work(self) -> None:
        while not self._closed.is_set():
            try:
                self._pipeline = self._open(self._go_on)
                self._pipeline.ask(suggestions("en")[0])  # the first question loads the model
                self.state = "ready"
                return
            except _Closed:
                return
            except Exception as error:  # the rim of this thread: whatever it is, the server says that it is not ready
                log.error("The pipeline could not be opened.", exc_info=error)
                self.state = "cannot_start"
            self._closed.wait(self._retry)

    def _go_on(self, _done: int, _of: int) -> None:
        if self._closed.is_set():
            raise _Closed
