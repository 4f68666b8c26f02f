"""Call the model with patience and with bounds: retries, a rest after failures, a budget, and the cost of it all."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from random import random
from time import monotonic, sleep
from typing import Protocol

from rag.writers.llm.background import Bounds
from rag.writers.llm.breaker import Breaker
from rag.writers.llm.faults import OF_THE_PROVIDER, WORTH_ANOTHER_TRY, ChatError, Fault, fault_of
from rag.writers.llm.model import CUT_OFF, Piece
from rag.writers.llm.prompt import Message, tokens_of
from rag.writers.llm.spending import Prices, Spending

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
"""Seconds before another try: doubled each time, and a random part of it, so that many callers do not come at once."""


class Streams(Protocol):
    """A chat model, as far as calling it goes."""

    @property
    def tells_end(self) -> bool:
        """Whether a stream that ends without a reason has broken off."""

    def stream(self, messages: Sequence[Message], bounds: Bounds) -> Generator[Piece, None, None]:
        """Yield what the model says."""


@dataclass(slots=True)
class Usage:
    """What one answer took; filled while it is written."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    first_word_ms: float = 0.0
    """From the first call to the first word."""
    _started: float = field(default_factory=monotonic)

    def hear(self) -> None:
        """Take the time of the first word."""
        if not self.first_word_ms:
            self.first_word_ms = round((monotonic() - self._started) * 1000, 2)


@dataclass(frozen=True, slots=True)
class Caller:
    """Calls one model for everybody; safe to share between threads."""

    chat: Streams
    bounds: Bounds
    retries: int
    breaker: Breaker
    spending: Spending
    prices: Prices
    pause: Callable[[float], None] = sleep

    def stream(self, messages: Sequence[Message], usage: Usage) -> Generator[str, None, None]:
        """Yield the words of the model; raise `ChatError` where they do not come, or stop.

        All tries together take no longer than the bound of the whole. A call that has begun is not repeated: its
        words may have been shown.
        """
        if not self.spending.has_room():
            raise ChatError(Fault.SPENT)
        if not self.breaker.may_call():
            raise ChatError(Fault.RESTING)
        deadline = monotonic() + self.bounds.whole
        for attempt in range(self.retries + 1):
            try:
                yield from self._once(messages, usage, deadline)
            except GeneratorExit:
                self.breaker.succeeded()  # the reader had enough, which is no failure
                raise
            except ChatError as fault:
                self._note(fault, attempt)
                pause = _pause(attempt, fault.wait)
                is_last = attempt == self.retries or fault.fault not in WORTH_ANOTHER_TRY
                if is_last or monotonic() + pause >= deadline:
                    self._give_up(fault)
                    raise
                self.pause(pause)
            else:
                self.breaker.succeeded()
                return

    def _once(self, messages: Sequence[Message], usage: Usage, deadline: float) -> Iterator[str]:
        """Yield the words of one call, and count it, however it ends."""
        usage.calls += 1
        bounds = Bounds(self.bounds.silence, max(0.0, deadline - monotonic()))
        said, counted, stopped_by = "", (0, 0), ""
        pieces = self.chat.stream(messages, bounds)
        try:
            for piece in pieces:
                counted = (counted[0] + piece.input_tokens, counted[1] + piece.output_tokens)
                stopped_by = piece.stopped_by or stopped_by
                if piece.text:
                    usage.hear()
                    said += piece.text
                    yield piece.text
            if not said.strip():
                raise ChatError(Fault.EMPTY)
            if stopped_by == CUT_OFF or (not stopped_by and self.chat.tells_end):
                raise ChatError(Fault.BROKEN_OFF, stopped_by or "no end was told")
        except Exception as error:
            raise fault_of(error, begun=bool(said.strip())) from error
        finally:
            pieces.close()  # the reader has gone, or all is said: nothing more is paid for
            self._count(messages, said, counted, usage)

    def _count(self, messages: Sequence[Message], said: str, counted: tuple[int, int], usage: Usage) -> None:
        """Add what a call took; where the provider did not say, it is estimated."""
        input_tokens = counted[0] or (sum(tokens_of(message.text) for message in messages) if said else 0)
        output_tokens = counted[1] or (tokens_of(said) if said else 0)
        cost = self.prices.of(input_tokens, output_tokens)
        usage.input_tokens += input_tokens
        usage.output_tokens += output_tokens
        usage.cost += cost
        if input_tokens + output_tokens:
            try:
                self.spending.add(input_tokens + output_tokens, cost)
            except (OSError, sqlite3.Error) as error:
                log.warning("The spending of today could not be written down: %s", error)

    def _note(self, fault: ChatError, attempt: int) -> None:
        log.warning("The language model, try %d: %s", attempt + 1, fault)

    def _give_up(self, fault: ChatError) -> None:
        if fault.fault in OF_THE_PROVIDER:
            self.breaker.failed()


def _pause(attempt: int, asked: float | None) -> float:
    if asked is not None:
        return asked
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0**attempt) * (0.5 + random() / 2)
