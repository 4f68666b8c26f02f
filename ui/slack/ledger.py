"""Note each message before it is sent, so that after a crash it is known what may already stand in Slack."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from rag.answer import Answer
from ui.database import Database
from ui.slack.records import answer_from
from ui.slack.tables import MessageRow


@dataclass(frozen=True, slots=True)
class Noted:
    """A message as it was noted."""

    number: int
    ts: str
    """Empty while nobody knows whether it was sent."""
    is_whole: bool
    is_new: bool
    """Noted just now, so certainly not sent."""


class Ledger:
    """The messages of one database."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def begin(self, event: str, part: str, channel: str) -> Noted:
        """Note that a message is about to be sent; an earlier note of the same message is returned as it is."""
        try:
            with self._database.begin() as session:
                row = MessageRow(event=event, part=part, channel=channel, is_whole=False, posted_at=self._clock())
                session.add(row)
                session.flush()
                return Noted(row.number, "", is_whole=False, is_new=True)
        except IntegrityError:
            same = select(MessageRow).where(MessageRow.event == event, MessageRow.part == part)
            with self._database() as session:
                row = session.scalars(same).one()
                return Noted(row.number, row.ts or "", row.is_whole, is_new=False)

    def placed(self, number: int, ts: str) -> None:
        """Note that a message stands in Slack."""
        with self._database.begin() as session:
            session.execute(update(MessageRow).where(MessageRow.number == number).values(ts=ts))

    def whole(self, number: int, answer: Answer | None = None) -> None:
        """Note that a message is complete, with the answer that it shows."""
        values = {"is_whole": True, "answer": answer.to_dict() if answer else None}
        with self._database.begin() as session:
            session.execute(update(MessageRow).where(MessageRow.number == number).values(values))

    def forget(self, number: int) -> None:
        """Strike a note out: the message may be tried again."""
        with self._database.begin() as session:
            session.execute(delete(MessageRow).where(MessageRow.number == number))

    def known(self, channel: str, times: Iterable[str]) -> frozenset[str]:
        """Return those of `times` at which a message of ours is noted in `channel`."""
        ours = select(MessageRow.ts).where(MessageRow.channel == channel, MessageRow.ts.in_(list(times)))
        with self._database() as session:
            return frozenset(ts for ts in session.scalars(ours) if ts)

    def answer(self, number: str) -> Answer | None:
        """Return the answer that a message shows; None when it is no longer kept."""
        if not number.isdigit():
            return None
        with self._database() as session:
            row = session.get(MessageRow, int(number))
            return answer_from(row.answer) if row and row.answer else None
