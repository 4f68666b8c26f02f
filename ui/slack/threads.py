"""Remember what was said in a thread, and whether we follow it: the history is ours and is not read back from Slack."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ui.database import Database
from ui.slack.event import SlackEvent
from ui.slack.tables import ThreadRow, TurnRow

REMEMBERED = 12
"""Turns that are handed to the pipeline; it weighs the newest ones itself."""

Turns = tuple[tuple[str, str], ...]


class Threads:
    """The threads of one database."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def follows(self, key: str | None) -> bool:
        """Whether we were called into that thread and not told to stop."""
        if not key:
            return False
        with self._database() as session:
            thread = session.get(ThreadRow, key)
            return bool(thread and thread.is_followed)

    def follow(self, key: str, *, on: bool = True) -> bool:
        """Begin or end following a thread; return whether that changes anything."""
        if self.follows(key) == on:
            return False
        try:
            with self._database.begin() as session:
                session.merge(ThreadRow(key=key, is_followed=on, changed_at=self._clock()))
        except IntegrityError:  # another process was first to note it
            return False
        return True

    def before(self, event: SlackEvent) -> Turns:
        """Return what was said in the thread before `event`, oldest first."""
        earlier = (
            select(TurnRow.role, TurnRow.text)
            .where(TurnRow.thread == event.thread, TurnRow.event != event.id)
            .order_by(TurnRow.said_at.desc(), TurnRow.role.asc(), TurnRow.number.desc())
            .limit(REMEMBERED)
        )
        if event.said_at:
            earlier = earlier.where(TurnRow.said_at < event.said_at)
        with self._database() as session:
            return tuple((row.role, row.text) for row in reversed(session.execute(earlier).all()))

    def remember(self, event: SlackEvent, answer: str) -> None:
        """Keep a question and its answer, once."""
        said_at = event.said_at or self._clock()
        turns = [
            TurnRow(thread=event.thread, event=event.id, role=role, text=text, said_at=said_at)
            for role, text in (("user", event.text), ("assistant", answer))
        ]
        try:
            with self._database.begin() as session:
                session.add_all(turns)
        except IntegrityError:
            return  # an earlier attempt got as far as this
