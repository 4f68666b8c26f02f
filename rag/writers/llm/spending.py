"""Count tokens and money by day, and stop at a budget. Every process of one data folder counts together."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

SECONDS_TO_WAIT = 5.0
A_MILLION = 1_000_000

_TABLE = "CREATE TABLE IF NOT EXISTS spent (day TEXT PRIMARY KEY, tokens INTEGER NOT NULL, cost REAL NOT NULL)"
_ADD = (
    "INSERT INTO spent VALUES (?, ?, ?) "
    "ON CONFLICT (day) DO UPDATE SET tokens = tokens + excluded.tokens, cost = cost + excluded.cost"
)


@dataclass(frozen=True, slots=True)
class Prices:
    """Of a million tokens, in whatever currency the operator counts."""

    input: float = 0.0
    output: float = 0.0

    def of(self, input_tokens: int, output_tokens: int) -> float:
        """Return what so many tokens cost."""
        return (input_tokens * self.input + output_tokens * self.output) / A_MILLION


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent in a day; None is no bound."""

    tokens: int | None = None
    cost: float | None = None


class Spending:
    """What was spent today, in a file of its own."""

    def __init__(self, path: Path, budget: Budget, today: Callable[[], date] = date.today) -> None:
        self._path, self._budget, self._today = path, budget, today

    def has_room(self) -> bool:
        """Tell whether today's budget has something left; a folder that cannot be read leaves nothing."""
        if self._budget.tokens is None and self._budget.cost is None:
            return True
        try:
            tokens, cost = self.spent()
        except (OSError, sqlite3.Error):
            return False  # rather no prose than a bill without end
        within_tokens = self._budget.tokens is None or tokens < self._budget.tokens
        return within_tokens and (self._budget.cost is None or cost < self._budget.cost)

    def spent(self) -> tuple[int, float]:
        """Return today's tokens and cost."""
        with self._open() as database:
            row = database.execute("SELECT tokens, cost FROM spent WHERE day = ?", (self._day,)).fetchone()
        return (int(row[0]), float(row[1])) if row else (0, 0.0)

    def add(self, tokens: int, cost: float) -> None:
        """Count a call."""
        with self._open() as database:
            database.execute(_ADD, (self._day, tokens, cost))

    @property
    def _day(self) -> str:
        return self._today().isoformat()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=SECONDS_TO_WAIT)) as database, database:
            database.execute(_TABLE)
            yield database
