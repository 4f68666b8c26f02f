"""Look a moment ahead before anything is shown.

Claims that stand in an answer of sections, or beside "the corpus does not say", read otherwise than they do alone.
Where the whole answer is there within a moment, as it is when sentences of the corpus are chosen, it is shown in its
own form from the first word; where a model takes its time, each verified sentence is shown as it comes.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from queue import Empty, Queue
from threading import Thread

from rag.pipeline import AnswerEvent, ClaimEvent, Event

MOMENT = 0.15
"""Seconds that the first claim waits for the end."""


def look_ahead(events: Iterable[Event], moment: float = MOMENT) -> Iterator[Event]:
    """Yield `events` as they come; but no claims where the end follows the first one within a moment."""
    queue: Queue[Event | BaseException | None] = Queue()
    Thread(target=_fill, args=(events, queue), name="slack-pipeline", daemon=True).start()
    coming = _received(queue)
    for event in coming:
        if isinstance(event, ClaimEvent):
            yield from _settled(event, queue, moment)
            yield from coming
            return
        yield event


def _received(queue: Queue[Event | BaseException | None]) -> Iterator[Event]:
    while (event := _next(queue, None)) is not None:
        yield event


def _settled(first: ClaimEvent, queue: Queue[Event | BaseException | None], moment: float) -> Iterator[Event]:
    """Yield what came within a moment of the first claim: the end alone, if it was among it."""
    until = time.monotonic() + moment
    waited: list[Event] = [first]
    while (left := until - time.monotonic()) > 0:
        try:
            event = _next(queue, left)
        except Empty:
            break
        if event is None:
            queue.put(None)  # no end came at all: whoever reads on will miss it
            break
        waited.append(event)
        if isinstance(event, AnswerEvent):
            yield event
            return
    yield from waited


def _next(queue: Queue[Event | BaseException | None], seconds: float | None) -> Event | None:
    """Return the next event, None at the end; raise what the pipeline raised, or `Empty` after `seconds`."""
    event = queue.get(timeout=seconds)
    if isinstance(event, BaseException):
        raise event
    return event


def _fill(events: Iterable[Event], queue: Queue[Event | BaseException | None]) -> None:
    try:
        for event in events:
            queue.put(event)
    except Exception as error:  # it is raised again where the events are read
        queue.put(error)
    else:
        queue.put(None)
