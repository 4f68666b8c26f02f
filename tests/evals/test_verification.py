from __future__ import annotations

import pytest

from evals.dishonest import SpokenCase
from evals.verification import Checked, broken_floors, check_all, failures, interval, table, trade_off
from rag.verify import Verifier

FINE = "A platform that breaks the act may be fined up to 49.5 million dollars."
LIE = "A platform that breaks the act may be fined up to 49.5 billion dollars."


def checked(*cases: SpokenCase) -> list[Checked]:
    return check_all(cases, Verifier.default())


def test_each_kind_gets_a_line_with_its_share_and_interval() -> None:
    lines = list(table(checked(SpokenCase("unit", LIE, (FINE,), False), SpokenCase("quote", FINE, (FINE,), True))))

    assert any(line.startswith("unit ") and "stopped 1.000 [0.207–1.000]" in line for line in lines)
    assert any(line.startswith("quote ") and "passed  1.000" in line for line in lines)


def test_what_is_true_and_not_shown_as_written_is_told_with_what_is_shown() -> None:
    found = checked(SpokenCase("free", "Breaking the act may cost a platform 49.5 million dollars.", (FINE,), True))

    assert "of 1 others 1 shown as their evidence" in next(line for line in table(found) if line.startswith("free"))
    assert next(iter(failures(found))).startswith("true, stopped (free)")


def test_a_kind_that_slips_through_breaks_its_floor() -> None:
    slipped = checked(SpokenCase("slip", FINE, (FINE,), False))

    assert any(line.startswith("Broken floor: slip, 0 of 1 stopped") for line in broken_floors(slipped))
    assert not list(broken_floors(checked(SpokenCase("quote", FINE, (FINE,), True))))


def test_the_trade_off_falls_with_the_score_that_is_asked_for() -> None:
    found = checked(SpokenCase("unit", LIE, (FINE,), False), SpokenCase("quote", FINE, (FINE,), True))

    lines = list(trade_off(found))

    assert lines[2].startswith("0.0")
    assert "none made" in lines[2]


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"), [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (5, 10, 0.237, 0.763)]
)
def test_intervals_hold_at_the_ends_too(hits: int, count: int, low: float, high: float) -> None:
    assert interval(hits, count) == pytest.approx((low, high), abs=0.001)
