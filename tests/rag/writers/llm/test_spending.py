from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from rag.writers.llm.spending import Budget, Prices, Spending

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.mark.parametrize(
    ("budget", "has_room"),
    [
        (Budget(), True),
        (Budget(tokens=101), True),
        (Budget(tokens=100), False),
        (Budget(cost=0.5), False),
        (Budget(tokens=1000, cost=0.6), True),
        (Budget(tokens=0), False),
    ],
)
def test_a_budget_is_used_up_by_what_was_spent_today(tmp_path: Path, budget: Budget, has_room: bool) -> None:
    spending = Spending(tmp_path / "new" / "spending.sqlite3", budget, lambda: MONDAY)
    spending.add(60, 0.3)
    spending.add(40, 0.2)

    tokens, cost = spending.spent()
    assert tokens == 100
    assert cost == pytest.approx(0.5)
    assert spending.has_room() is has_room


def test_a_new_day_has_a_new_budget(tmp_path: Path) -> None:
    Spending(tmp_path / "s", Budget(tokens=1), lambda: MONDAY).add(5, 0)

    assert Spending(tmp_path / "s", Budget(tokens=1), lambda: TUESDAY).has_room()


def test_everybody_who_spends_is_counted(tmp_path: Path) -> None:
    spending = Spending(tmp_path / "s", Budget(), lambda: MONDAY)
    spenders = [Thread(target=spending.add, args=(1, 0.0)) for _ in range(20)]

    for spender in spenders:
        spender.start()
    for spender in spenders:
        spender.join()

    assert spending.spent()[0] == 20


def test_what_cannot_be_counted_is_not_spent(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()

    assert not Spending(tmp_path / "s", Budget(tokens=10)).has_room()
    assert Spending(tmp_path / "s", Budget()).has_room()


def test_prices_are_of_a_million_tokens() -> None:
    assert Prices(2.0, 10.0).of(500_000, 100_000) == pytest.approx(2.0)
