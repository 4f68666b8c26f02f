from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator
from time import monotonic

import pytest

from rag.writers.llm.background import Bounds, read

LONG = Bounds(5.0, 5.0)


async def counting(pause: float = 0.0) -> AsyncGenerator[int, None]:
    for number in range(100):
        yield number
        await asyncio.sleep(pause)


def test_pieces_come_in_order() -> None:
    assert list(read(counting, LONG)) == list(range(100))


@pytest.mark.parametrize("bounds", [Bounds(0.1, 5.0), Bounds(5.0, 0.1)], ids=["silence", "whole"])
def test_no_wait_is_longer_than_its_bound(bounds: Bounds) -> None:
    started = monotonic()

    with pytest.raises(TimeoutError):
        list(read(lambda: counting(0.3), bounds))

    assert monotonic() - started < 2.0


def test_an_error_of_the_source_is_raised_behind_what_came_before_it() -> None:
    async def breaking() -> AsyncGenerator[int, None]:
        yield 1
        raise ConnectionResetError

    pieces = read(breaking, LONG)

    assert next(pieces) == 1
    with pytest.raises(ConnectionResetError):
        next(pieces)


def test_closing_cancels_the_source() -> None:
    cancelled = threading.Event()

    async def endless() -> AsyncGenerator[int, None]:
        try:
            while True:
                yield 1
                await asyncio.sleep(0.01)
        finally:
            cancelled.set()

    pieces = read(endless, LONG)
    next(pieces)
    pieces.close()

    assert cancelled.wait(2.0)
