"""Leave a provider alone that keeps failing, and try it again later with one question."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic

FAILURES, REST = 3, 60.0
"""Failures in a row after which it rests, and for how many seconds."""


class Breaker:
    """Counts failures in a row; safe to share between threads."""

    def __init__(self, *, failures: int = FAILURES, rest: float = REST, clock: Callable[[], float] = monotonic) -> None:
        self._most, self._rest, self._clock = failures, rest, clock
        self._lock = Lock()
        self._failed = 0
        self._closed_until = 0.0

    def may_call(self) -> bool:
        """Tell whether the provider may be called; after a rest one caller tries while the others go on waiting."""
        with self._lock:
            if self._failed < self._most:
                return True
            if self._clock() < self._closed_until:
                return False
            self._closed_until = self._clock() + self._rest
            return True

    def succeeded(self) -> None:
        """Forget the failures."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """Count a failure; enough of them in a row begin a rest."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._most:
                self._closed_until = self._clock() + self._rest
