"""Read an asynchronous stream from synchronous code, with a bound on every wait, and let go of it at once.

One event loop serves the process: the providers' clients keep their connections for one loop.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import aclosing
from dataclasses import dataclass
from functools import cache
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Generic, TypeVar

Piece = TypeVar("Piece")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long to wait, in seconds."""

    silence: float
    """For the next piece."""
    whole: float
    """For all of it."""


@dataclass(frozen=True, slots=True)
class _Arrived(Generic[Piece]):
    piece: Piece


@dataclass(frozen=True, slots=True)
class _Ended:
    error: BaseException | None


def read(source: Callable[[], AsyncGenerator[Piece, None]], bounds: Bounds) -> Generator[Piece, None, None]:
    """Yield the pieces of `source` as they come.

    Raises `TimeoutError` where a bound is reached, and whatever `source` raises. Closing the iterator cancels the
    stream, and with it the connection behind it.
    """
    arrived: SimpleQueue[_Arrived[Piece] | _Ended] = SimpleQueue()
    task = asyncio.run_coroutine_threadsafe(_pump(source, arrived), _loop(os.getpid()))
    deadline = monotonic() + bounds.whole
    try:
        while True:
            item = _next(arrived, min(bounds.silence, deadline - monotonic()))
            if isinstance(item, _Ended):
                if item.error:
                    raise item.error
                return
            yield item.piece
    finally:
        task.cancel()


def _next(arrived: SimpleQueue[_Arrived[Piece] | _Ended], seconds: float) -> _Arrived[Piece] | _Ended:
    try:
        return arrived.get(timeout=max(0.0, seconds))
    except Empty:
        raise TimeoutError("nothing came in time") from None


async def _pump(
    source: Callable[[], AsyncGenerator[Piece, None]], arrived: SimpleQueue[_Arrived[Piece] | _Ended]
) -> None:
    """Move the pieces into the queue, and behind them the reason why there are no more."""
    try:
        async with aclosing(source()) as pieces:
            async for piece in pieces:
                arrived.put(_Arrived(piece))
    except Exception as error:  # whatever it is, the reader must hear of it and not wait
        arrived.put(_Ended(error))
    else:
        arrived.put(_Ended(None))


@cache
def _loop(_process: int) -> asyncio.AbstractEventLoop:
    """Return the running loop of this process; a forked one starts its own."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="footnote-chat", daemon=True).start()
    return loop
