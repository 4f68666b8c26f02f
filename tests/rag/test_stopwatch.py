from __future__ import annotations

import pytest

from rag import stopwatch
from rag.stopwatch import Stopwatch


@pytest.fixture
def clock(monkeypatch):
    """Seconds that a watch reads, one after the other."""

    def tell(*seconds: float) -> None:
        readings = iter(seconds)
        monkeypatch.setattr(stopwatch, "perf_counter", lambda: next(readings))

    return tell


def test_steps_and_total_are_in_milliseconds(clock):
    clock(10.0, 10.5, 10.75, 11.0)
    watch = Stopwatch()

    with watch.time("route"):
        pass

    assert watch.timings() == {"total": 1000.0, "route": 250.0}


def test_a_step_that_happens_twice_adds_up(clock):
    clock(0.0, 1.0, 1.1, 2.0, 2.2, 3.0)
    watch = Stopwatch()

    for _ in range(2):
        with watch.time("write"):
            pass

    assert watch.timings()["write"] == pytest.approx(300.0)


def test_a_step_that_breaks_is_timed_too(clock):
    clock(0.0, 1.0, 1.5, 2.0)
    watch = Stopwatch()

    with pytest.raises(ValueError, match="broke"), watch.time("verify"):
        raise ValueError("broke")

    assert watch.timings()["verify"] == 500.0


def test_without_steps_there_is_a_total(clock):
    clock(0.0, 0.001)

    assert Stopwatch().timings() == {"total": 1.0}
