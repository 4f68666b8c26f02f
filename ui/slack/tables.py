"""The tables of the bot: events with their claims, threads and what was said in them, what was posted, votes.

Times are seconds since 1970, as Slack writes them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ui.database import Base


class EventRow(Base):
    """Something that Slack told us and that must end in an answer."""

    __tablename__ = "slack_events"
    __table_args__ = (
        Index("slack_events_open", "state", "lane"),
        Index("slack_events_thread", "thread", "state"),
        Index("slack_events_pace", "team", "person", "accepted_at"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    """Order of arrival, which is the order of work within a thread."""
    id: Mapped[str] = mapped_column(unique=True)
    """What makes it this event and no other, whatever else Slack sends along."""
    kind: Mapped[str]
    lane: Mapped[str]
    team: Mapped[str]
    channel: Mapped[str]
    person: Mapped[str]
    thread: Mapped[str]
    """Key of the thread; events of one thread are worked on one after the other."""
    body: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What the work needs; emptied when it is done."""
    state: Mapped[str]
    worker: Mapped[str | None]
    lease_until: Mapped[float] = mapped_column(default=0.0)
    """After this a working event belongs to whoever takes it; before it a waiting one rests."""
    attempts: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str | None]
    failure: Mapped[str | None]
    """The number that the message names and the log knows."""
    accepted_at: Mapped[float]
    ended_at: Mapped[float | None]


class ThreadRow(Base):
    """A thread that Footnote was called into."""

    __tablename__ = "slack_threads"

    key: Mapped[str] = mapped_column(primary_key=True)
    is_followed: Mapped[bool]
    changed_at: Mapped[float]


class TurnRow(Base):
    """One turn of a conversation."""

    __tablename__ = "slack_turns"
    __table_args__ = (UniqueConstraint("event", "role"), Index("slack_turns_thread", "thread", "said_at"))

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    thread: Mapped[str]
    event: Mapped[str]
    role: Mapped[str]
    text: Mapped[str]
    said_at: Mapped[float]
    """Slack's time of the question, for both turns: what is asked later may be answered earlier."""


class MessageRow(Base):
    """A message of ours, noted before it is sent: what is noted without a time may or may not stand in Slack."""

    __tablename__ = "slack_messages"
    __table_args__ = (UniqueConstraint("event", "part"), Index("slack_messages_place", "channel", "ts"))

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    event: Mapped[str]
    part: Mapped[str]
    channel: Mapped[str]
    ts: Mapped[str | None]
    """Slack's name for it within the channel."""
    is_whole: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The answer that it shows, for its buttons."""
    posted_at: Mapped[float]


class VoteRow(Base):
    """What somebody thought of an answer; a second thought replaces the first."""

    __tablename__ = "slack_votes"
    __table_args__ = (UniqueConstraint("message", "person"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    message: Mapped[int]
    person: Mapped[str]
    is_helpful: Mapped[bool]
    reason: Mapped[str | None]
    comment: Mapped[str | None]
    question: Mapped[str]
    answer: Mapped[str]
    corpus: Mapped[str]
    """Version of the corpus that was asked."""
    cast_at: Mapped[float]
