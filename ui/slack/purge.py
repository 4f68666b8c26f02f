"""Delete what is older than was promised."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import delete

from ui.database import Database
from ui.slack.inbox import DONE
from ui.slack.tables import EventRow, MessageRow, ThreadRow, TurnRow, VoteRow

DAY = 86_400.0


class Purge:
    """Deletes conversations, answers, votes and what is noted about events after so many days."""

    def __init__(self, database: Database, *, keep_days: int, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._keep_days = keep_days
        self._clock = clock

    def run(self) -> int:
        """Delete what is too old and return how many rows that were.

        Events that have ended hold no words any more; they go at the same age, long after Slack's last retry.
        """
        oldest = self._clock() - self._keep_days * DAY
        old = (
            delete(TurnRow).where(TurnRow.said_at < oldest),
            delete(MessageRow).where(MessageRow.posted_at < oldest),
            delete(VoteRow).where(VoteRow.cast_at < oldest),
            delete(ThreadRow).where(ThreadRow.changed_at < oldest),
            delete(EventRow).where(EventRow.state == DONE, EventRow.ended_at < oldest),
        )
        with self._database.begin() as session:
            return sum(session.execute(statement).rowcount for statement in old)  # type: ignore[attr-defined]
