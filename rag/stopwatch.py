"""Time the steps of one answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter


class Stopwatch:
    """Milliseconds a step, and in total since it was made."""

    def __init__(self) -> None:
        self._start = perf_counter()
        self._steps: dict[str, float] = {}

    @contextmanager
    def time(self, step: str) -> Iterator[None]:
        """Add the time that the block takes to `step`."""
        start = perf_counter()
        try:
            yield
        finally:
            self._steps[step] = self._steps.get(step, 0.0) + _since(start)

    def timings(self) -> dict[str, float]:
        """Return the steps so far and the `total`, in milliseconds."""
        return {"total": _since(self._start), **self._steps}


def _since(start: float) -> float:
    return round((perf_counter() - start) * 1000, 2)
