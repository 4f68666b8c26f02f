"""How much one visitor, and all of them together, may ask in a time.

rates = Rates(Limits(per_visitor="20/minute"))
rates.admit("203.0.113.7")           raises Problem("too_many_questions") from the 21st on within a minute

Addresses are kept in memory, for as long as the window lasts, and written nowhere.
"""

from __future__ import annotations

import ipaddress
import math
import time
from dataclasses import dataclass

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from ui.api.problems import Problem
from ui.intake import LONGEST_QUESTION

EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is let in; plain values, each of which an operator can set."""

    longest_question: int = LONGEST_QUESTION
    """Characters."""
    longest_history: int = 40
    """Turns of a conversation."""
    per_visitor: str = "20/minute"
    """Questions of one visitor."""
    in_all: str = "600/minute"
    """Questions of all visitors together."""
    requests_per_visitor: str = "300/minute"
    """Whatever else one visitor sends (feedback, links, presses of buttons); looking at things is free."""
    at_once: int = 2
    """Questions that are worked on at the same time."""
    waiting: int = 100
    """Questions that may wait for their turn; the next one is asked to come back."""
    longest_answer: float = 120.0
    """Seconds, after which an answer is given up."""
    largest_body_kb: int = 256
    """Kilobytes of a request to the API."""


class Rates:
    """Counts questions and requests in moving windows."""

    def __init__(self, limits: Limits) -> None:
        self._windows = MovingWindowRateLimiter(MemoryStorage())
        self._per_visitor = parse(limits.per_visitor)
        self._in_all = parse(limits.in_all)
        self._requests = parse(limits.requests_per_visitor)

    def admit(self, visitor: str) -> None:
        """Count a question of `visitor`; raise `Problem` when it is one too many."""
        who = visitor_key(visitor)
        if not self._windows.hit(self._per_visitor, "question", who):
            raise Problem("too_many_questions", seconds=self._wait(self._per_visitor, "question", who))
        if not self._windows.hit(self._in_all, "question", EVERYBODY):
            raise Problem("busy", seconds=self._wait(self._in_all, "question", EVERYBODY))

    def admit_request(self, visitor: str) -> None:
        """Count something else that `visitor` sends; raise `Problem` when it is one too many."""
        who = visitor_key(visitor)
        if not self._windows.hit(self._requests, "request", who):
            raise Problem("too_many_requests", seconds=self._wait(self._requests, "request", who))

    def _wait(self, item: RateLimitItem, *names: str) -> int:
        """Return the whole seconds until the window has room again."""
        resets = self._windows.get_window_stats(item, *names).reset_time
        return max(1, math.ceil(resets - time.time()))


def visitor_key(address: str) -> str:
    """Return what one visitor is counted under: an IPv6 line has as many addresses as it likes, so its network."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
