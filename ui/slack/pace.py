"""Our own limits, per person and per channel: counted in the database, so that all processes count alike."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from ui.database import Database
from ui.slack.event import Kind
from ui.slack.inbox import Work
from ui.slack.tables import EventRow

WINDOW = 60.0
"""Seconds that are looked back."""

LIMITED = "limited"
"""Outcome of a question that came too soon; it does not count itself."""

COUNTED = (Kind.QUESTION.value, Kind.COMMAND.value, Kind.CHECK.value)


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that was reached."""

    key: str
    seconds: int
    """Until there is room again."""


class Pace:
    """How much may be asked in a minute; 0 is no limit."""

    def __init__(self, database: Database, *, per_person: int, per_channel: int) -> None:
        self._database = database
        self._per_person = per_person
        self._per_channel = per_channel

    def reached(self, work: Work) -> Limit | None:
        """Return the limit that `work` is over; how busy the workers are makes no difference to it."""
        event = work.event
        by_person = (EventRow.team == event.team) & (EventRow.person == event.person)
        in_channel = (EventRow.team == event.team) & (EventRow.channel == event.channel)
        return self._over(work, "limit.person", by_person, self._per_person) or (
            None if event.is_direct else self._over(work, "limit.channel", in_channel, self._per_channel)
        )

    def _over(self, work: Work, key: str, whose: ColumnElement[bool], most: int) -> Limit | None:
        if not most:
            return None
        earlier = (
            select(EventRow.accepted_at)
            .where(
                whose,
                EventRow.kind.in_(COUNTED),
                EventRow.number < work.number,
                EventRow.accepted_at > work.accepted_at - WINDOW,
                EventRow.outcome.is_distinct_from(LIMITED),
            )
            .order_by(EventRow.accepted_at.desc())
            .limit(most)
        )
        with self._database() as session:
            times = session.scalars(earlier).all()
        if len(times) < most:
            return None
        return Limit(key, max(1, math.ceil(times[-1] + WINDOW - work.accepted_at)))
