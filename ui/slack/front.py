"""Take in what Slack sends: read it, keep it, tell Slack that it arrived; the work is done elsewhere.

Whatever raises here keeps Slack from being told, and Slack sends it again.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from ui.slack.event import Kind, SlackEvent
from ui.slack.inbox import Inbox
from ui.slack.permit import Permit
from ui.slack.reading import (
    Payload,
    read_action,
    read_command,
    read_message,
    read_opened,
    read_shortcut,
    read_submission,
    team_of,
    thread_of,
)
from ui.slack.threads import Threads

log = logging.getLogger(__name__)

PATIENCE = 60.0
"""Seconds that a reply in an unknown thread is held, in memory alone: the mention it follows may come after it."""
MOST_HELD = 500


@dataclass(frozen=True, slots=True)
class Held:
    """A reply in a thread that we do not follow, or not yet."""

    at: float
    thread: str
    body: Payload


class Front:
    """The door that events come in by."""

    def __init__(
        self,
        inbox: Inbox,
        threads: Threads,
        permit: Permit,
        us: str,
        *,
        on_new: Callable[[SlackEvent], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._inbox, self._threads, self._permit, self._us = inbox, threads, permit, us
        self._on_new = on_new
        self._clock = clock
        self._held: deque[Held] = deque(maxlen=MOST_HELD)
        self._lock = Lock()

    def message(self, body: Payload) -> None:
        """Take a message or a mention."""
        thread = thread_of(body)
        event = read_message(body, self._us, follows=self._threads.follows(thread))
        if event is None:
            self._hold(thread, body)
            return
        self._keep(event)
        if event.kind is Kind.QUESTION and not (event.is_direct or event.is_unasked):
            self._release(event.thread)

    def opened(self, body: Payload) -> None:
        """Take the opening of the home tab or of the conversation."""
        self._keep(read_opened(body))

    def command(self, body: Payload) -> SlackEvent:
        """Take a slash command, and return it."""
        event = read_command(body)
        self._keep(event)
        return event

    def shortcut(self, body: Payload) -> None:
        """Take a message to be checked."""
        self._keep(read_shortcut(body))

    def action(self, body: Payload) -> None:
        """Take a button."""
        self._keep(read_action(body))

    def submission(self, body: Payload) -> None:
        """Take a form."""
        self._keep(read_submission(body))

    def _keep(self, event: SlackEvent | None) -> None:
        if event is None:
            return
        if not self._permit.knows(event.team):
            log.warning("An event of workspace %s was left alone: it is not in FOOTNOTE_SLACK_WORKSPACES", event.team)
            return
        if event.kind is Kind.QUESTION and not event.is_direct and not event.is_unasked:
            self._threads.follow(event.thread)  # now: what is said next may come in before this is answered
        if event.kind is Kind.STOP and not event.is_direct:
            self._threads.follow(event.thread, on=False)
        if self._inbox.accept(event):
            self._on_new(event)

    def _hold(self, thread: str | None, body: Payload) -> None:
        is_other = body.get("event", {}).get("subtype") or body.get("event", {}).get("bot_id")
        if thread and not is_other and self._permit.knows(team_of(body)):
            with self._lock:
                self._held.append(Held(self._clock(), thread, body))

    def _release(self, thread: str) -> None:
        """Take what was said in a thread shortly before we were called into it, and came in before that."""
        with self._lock:
            fresh = [held for held in self._held if self._clock() - held.at < PATIENCE]
            mine = [held for held in fresh if held.thread == thread]
            self._held = deque((held for held in fresh if held.thread != thread), maxlen=MOST_HELD)
        for held in mine:
            self._keep(read_message(held.body, self._us, follows=True))
