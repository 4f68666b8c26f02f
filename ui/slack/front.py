"""Take in what Slack sends: read it, keep it, tell Slack that it arrived; the work is done elsewhere.

Whatever raises here keeps Slack from being told, and Slack sends it again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

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
    thread_of,
)
from ui.slack.threads import Threads

log = logging.getLogger(__name__)


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
    ) -> None:
        self._inbox, self._threads, self._permit, self._us = inbox, threads, permit, us
        self._on_new = on_new

    def message(self, body: Payload) -> None:
        """Take a message or a mention."""
        thread = thread_of(body)
        self._keep(read_message(body, self._us, follows=self._threads.follows(thread)))

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
