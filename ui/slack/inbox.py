"""Keep events so that each is answered exactly once, whatever breaks.

    inbox.accept(event)     True the first time, False for every copy; only then is Slack told that it arrived
    inbox.claim(lane)       the next event, ours for the length of a lease
    inbox.renew()           we are still alive
    inbox.finish(work, …)   answered: what it needed is forgotten

An event whose worker died is handed out again once the lease has run out. Several processes may share one database:
each change is a single statement that names the state it changes, so that only one of them can make it.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from ui.database import Database
from ui.slack.event import Kind, Lane, SlackEvent
from ui.slack.tables import EventRow

TRUSTED = 0.7
"""Share of a lease after which a process that could not renew it stops to send anything."""

WAITING, WORKING, DONE = "waiting", "working", "done"


@dataclass(frozen=True, slots=True)
class Work:
    """An event that this process has claimed."""

    number: int
    event: SlackEvent
    attempt: int
    """1 for the first; more where an earlier one was broken off."""
    accepted_at: float
    claimed_at: float
    """By the clock of this process."""


def worker_name() -> str:
    """Return a name for this process that no other has."""
    return f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"


class Inbox:
    """The events of one database, as one process sees them."""

    def __init__(
        self, database: Database, *, lease: float, worker: str = "", clock: Callable[[], float] = time.time
    ) -> None:
        self.lease = lease
        self.worker = worker or worker_name()
        self._database = database
        self._clock = clock
        self._renewed_at = 0.0
        self._claiming = Lock()
        self._active: set[int] = set()

    def accept(self, event: SlackEvent) -> bool:
        """Keep `event`; return False when it was kept before."""
        row = EventRow(
            id=event.id,
            kind=event.kind.value,
            lane=event.lane.value,
            team=event.team,
            channel=event.channel,
            person=event.person,
            thread=event.thread,
            body=_to_body(event),
            state=WAITING,
            accepted_at=self._clock(),
        )
        try:
            with self._database.begin() as session:
                session.add(row)
        except IntegrityError:
            return False
        return True

    def claim(self, lane: Lane) -> Work | None:
        """Return the next event of `lane` whose thread nobody is working on, or None."""
        with self._claiming:
            return self._claim(lane)

    def _claim(self, lane: Lane) -> Work | None:
        now, other = self._clock(), aliased(EventRow)
        is_free = or_(
            and_(EventRow.state == WAITING, EventRow.lease_until <= now),
            and_(EventRow.state == WORKING, EventRow.lease_until < now),
        )
        is_behind = exists().where(other.thread == EventRow.thread, other.state != DONE, other.number < EventRow.number)
        oldest = (
            select(EventRow.number)
            .where(EventRow.lane == lane.value, is_free, ~is_behind)
            .order_by(EventRow.number)
            .limit(1)
        )
        with self._database() as session:
            number = session.scalar(oldest)  # looking needs no lock, and mostly there is nothing
        if number is None:
            return None
        taken = (
            update(EventRow)
            .where(EventRow.number == number, is_free)
            .values(state=WORKING, worker=self.worker, lease_until=now + self.lease, attempts=EventRow.attempts + 1)
            .returning(EventRow.number, EventRow.id, EventRow.body, EventRow.attempts, EventRow.accepted_at)
            .execution_options(synchronize_session=False)
        )
        with self._database.begin() as session:
            row = session.execute(taken).first()
        if row is None:
            return None  # another process was faster
        self._active.add(row.number)
        return Work(row.number, _from_body(row.id, row.body or {}), row.attempts, row.accepted_at, now)

    def renew(self) -> None:
        """Keep what this process works on, and has not let go of, for another lease."""
        now, numbers = self._clock(), self._active.copy()
        mine = and_(EventRow.state == WORKING, EventRow.worker == self.worker, EventRow.number.in_(numbers))
        with self._database.begin() as session:
            session.execute(update(EventRow).where(mine).values(lease_until=now + self.lease))
        self._renewed_at = now

    def let_go(self, work: Work) -> None:
        """Work on `work` no more: unless it was finished or postponed, it is anybody's when its lease runs out."""
        self._active.discard(work.number)

    def holds(self, work: Work) -> bool:
        """Whether `work` is certainly still ours; no longer some time before the lease ends, as a call takes time."""
        return self._clock() - max(work.claimed_at, self._renewed_at) < self.lease * TRUSTED

    def finish(self, work: Work, outcome: str, *, failure: str | None = None) -> bool:
        """Note that `work` has ended, and forget what it needed; False when another process had taken it over."""
        done = (
            update(EventRow)
            .where(EventRow.number == work.number, EventRow.worker == self.worker, EventRow.state == WORKING)
            .values(state=DONE, outcome=outcome, failure=failure, body=None, ended_at=self._clock())
            .returning(EventRow.number)
        )
        with self._database.begin() as session:
            return session.execute(done).first() is not None

    def postpone(self, work: Work, seconds: float) -> None:
        """Put `work` back for `seconds`: what it needs is out of reach just now."""
        later = (
            update(EventRow)
            .where(EventRow.number == work.number, EventRow.worker == self.worker)
            .values(state=WAITING, worker=None, lease_until=self._clock() + seconds)
        )
        with self._database.begin() as session:
            session.execute(later)

    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is worked on."""
        with self._database() as session:
            return session.execute(select(EventRow.number).where(EventRow.state != DONE).limit(1)).first() is None


def _to_body(event: SlackEvent) -> dict[str, Any]:
    kept = asdict(event)
    del kept["id"]
    return kept


def _from_body(event_id: str, body: Mapping[str, Any]) -> SlackEvent:
    return SlackEvent(**{**body, "id": event_id, "kind": Kind(body["kind"])})
