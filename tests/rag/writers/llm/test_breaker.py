from __future__ import annotations

from rag.writers.llm.breaker import Breaker


class Watch:
    """A clock that goes when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_failures_in_a_row_begin_a_rest_and_one_caller_ends_it() -> None:
    clock = Watch()
    breaker = Breaker(failures=2, rest=60, clock=clock)

    breaker.failed()
    assert breaker.may_call()
    breaker.failed()
    assert not breaker.may_call()

    clock.now = 61
    assert [breaker.may_call(), breaker.may_call()] == [True, False]
    breaker.succeeded()
    assert breaker.may_call()


def test_a_trial_that_fails_begins_another_rest() -> None:
    clock = Watch()
    breaker = Breaker(failures=1, rest=60, clock=clock)
    breaker.failed()
    clock.now = 61

    assert breaker.may_call()
    breaker.failed()
    clock.now = 100

    assert not breaker.may_call()


def test_failures_that_are_not_in_a_row_do_not_add_up() -> None:
    breaker = Breaker(failures=2)

    for _ in range(5):
        breaker.failed()
        breaker.succeeded()

    assert breaker.may_call()
