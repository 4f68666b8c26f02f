"""Say at once that somebody is at work, without ever saying so after the answer stands there.

Statuses go out beside the work, so that neither waits for the other. Slack takes a status down after two minutes, so a
long answer has it put up again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from ui.slack.web import Place, Slack, SlackTrouble

log = logging.getLogger(__name__)

LASTS = 90.0
"""Seconds after which a status is put up again; Slack's own limit is 120."""
BREATH = 1.0
"""Seconds between two statuses of one event."""


class Status:
    """What is shown about one event."""

    def __init__(self, place: Place, show: Callable[[Place, str], None]) -> None:
        self._place, self._show = place, show
        self._lock = Lock()
        self._is_open = True
        self._text, self._shown_at = "", 0.0

    def show(self, text: str) -> None:
        """Show `text`, unless the answer is there already or another status has just been shown."""
        with self._lock:
            if not self._is_open or time.monotonic() - self._shown_at < BREATH:
                return
            self._put(text)

    def again(self) -> None:
        """Show the last text again when it is about to go."""
        with self._lock:
            if self._is_open and self._text and time.monotonic() - self._shown_at >= LASTS:
                self._put(self._text)

    def close(self, *, take_down: bool = False) -> None:
        """Show nothing more; a message of ours takes a status down by itself, `take_down` does it without one."""
        with self._lock:
            if take_down and self._text:
                self._put("")
            self._is_open = False

    def _put(self, text: str) -> None:
        try:
            self._show(self._place, text)
        except SlackTrouble as trouble:  # an answer matters more than its announcement
            log.info("No status (%s)", trouble)
        self._text, self._shown_at = text, time.monotonic()


class Statuses:
    """The statuses of one process."""

    def __init__(self, slack: Slack, *, hands: int = 4) -> None:
        self._slack = slack
        self._pool = ThreadPoolExecutor(hands, thread_name_prefix="slack-status")
        self._lock = Lock()
        self._open: dict[str, Status] = {}

    def of(self, event: str, place: Place) -> Status:
        """Return the status of an event, the same one whoever asks."""
        with self._lock:
            return self._open.setdefault(event, Status(place, self._slack.show_status))

    def end(self, event: str) -> None:
        """Forget an event that is answered."""
        with self._lock:
            status = self._open.pop(event, None)
        if status:
            status.close()

    def aside(self, job: Callable[[], None]) -> None:
        """Do something beside the work."""
        self._pool.submit(_safely, job)

    def refresh(self) -> None:
        """Put up again what is about to go."""
        with self._lock:
            open_ = list(self._open.values())
        for status in open_:
            self.aside(status.again)

    def close(self) -> None:
        """Let nothing more go out."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _safely(job: Callable[[], None]) -> None:
    try:
        job()
    except SlackTrouble as trouble:
        log.info("Not done beside the work (%s)", trouble)
    except Exception:
        log.exception("Something broke beside the work")
