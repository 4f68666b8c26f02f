"""What Slack tells us, as a record of our own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What is to be done."""

    QUESTION = "question"
    COMMAND = "command"
    """A question by slash command: the answer is for the asker alone."""
    CHECK = "check"
    STOP = "stop"
    PANE = "pane"
    """Somebody opened the conversation with the bot."""
    HOME = "home"
    VOTE = "vote"
    REASON = "reason"
    SHARE = "share"
    REST = "rest"
    """Somebody wants the part of an answer that was cut off."""


class Lane(StrEnum):
    """Who works on it: what Slack wants done within three seconds never waits behind answers."""

    QUICK = "quick"
    ANSWERS = "answers"


SLOW = {Kind.QUESTION, Kind.COMMAND, Kind.CHECK}


@dataclass(frozen=True, slots=True)
class SlackEvent:
    """Something that must end in an answer."""

    id: str
    """Equal for every copy of the same event, however it reaches us."""
    kind: Kind
    team: str
    channel: str
    person: str
    text: str = ""
    ts: str = ""
    """Slack's time of the message, its name within the channel."""
    thread_ts: str = ""
    """The message that the thread hangs on: where the answer goes."""
    is_direct: bool = False
    is_shared: bool = False
    """The channel is shared with another organisation."""
    is_unasked: bool = False
    """Said in a followed thread without a mention: perhaps not meant for us."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What only some kinds need: `response_url`, `trigger_id`, `message`, `value`, `by_button`."""

    @property
    def lane(self) -> Lane:
        """Return who works on it."""
        return Lane.ANSWERS if self.kind in SLOW else Lane.QUICK

    @property
    def thread(self) -> str:
        """Return the key of the thread; an event that belongs to none has one to itself.

        Openings of one person's conversation share one, so that two at once do not both greet.
        """
        if self.kind is Kind.PANE and not self.thread_ts:
            return f"pane:{self.team}/{self.person}"
        return f"{self.team}/{self.channel}/{self.thread_ts}" if self.thread_ts else self.id

    @property
    def said_at(self) -> float:
        """Return when the person said it, in seconds since 1970; 0 where Slack does not tell."""
        return seconds(self.ts)


def seconds(ts: str) -> float:
    """Return the seconds that a time of Slack names, 0 where it names none."""
    try:
        return float(ts)
    except ValueError:
        return 0.0
