"""One message, from its first sentence to its final form, exactly once.

    speech = Speech(slack, ledger, place, event="message:…", us="U…")
    speech.say("The limit is 16. [1]")        streamed, or posted and edited where Slack has no streaming
    speech.finish(message)                    complete, whatever happened before

A message is noted before it is sent. Where the note has no time, an earlier attempt broke off in between, or the answer
of Slack was lost: what we posted in the thread since the question is then looked up, and the message that nobody has
noted is this one. Events of a thread are answered one after the other, so there can be only one.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from enum import Enum

from rag.answer import Answer
from ui.slack.escape import markdown
from ui.slack.ledger import Ledger
from ui.slack.message import Message, sentence
from ui.slack.web import Place, Refused, Slack, Unsure

log = logging.getLogger(__name__)

BREATH = 0.4
"""Seconds between two growths of a message: what comes faster goes together."""
LONGEST_STREAM = 3_000
"""Characters that are streamed; the rest comes with the final form, where it is known what fits."""
TRIES = 3
GONE = {"message_not_found", "cant_update_message", "edit_window_closed"}


class Way(Enum):
    """How a message grows."""

    STREAM = "stream"
    EDIT = "edit"
    """Slack does not stream here: the message is edited instead."""
    WHOLE = "whole"
    """Not at all: it comes complete."""


class Speech:
    """A message of ours in one place."""

    def __init__(
        self,
        slack: Slack,
        ledger: Ledger,
        place: Place,
        *,
        event: str,
        us: str,
        part: str = "answer",
        before: Callable[[], None] = lambda: None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """`before` is called before anything appears: a status must not come after the message it announces."""
        self._slack, self._ledger, self._place, self._us = slack, ledger, place, us
        self._mark = f"{event}/{part}"
        self._noted = ledger.begin(event, part, place.channel)
        self._ts = self._noted.ts
        self._way = Way.STREAM if self._noted.is_new and place.thread_ts else Way.WHOLE
        self._may_stream_on = self._noted.is_new
        self._shown, self._waiting = "", ""
        self._grew_at = 0.0
        self._before, self._pause = before, pause

    @property
    def number(self) -> str:
        """The number of the message, for its buttons."""
        return str(self._noted.number)

    @property
    def is_whole(self) -> bool:
        """Whether an earlier attempt completed it."""
        return self._noted.is_whole

    @property
    def has_begun(self) -> bool:
        """Whether a part of it stands in Slack already."""
        return bool(self._ts)

    def say(self, text: str) -> None:
        """Let the message grow by `text`, when there has been time to breathe."""
        if self._way is Way.WHOLE or len(self._shown) + len(self._waiting) + len(text) > LONGEST_STREAM:
            self._way = self._way if self._ts else Way.WHOLE
            self._may_stream_on = False
            return
        if not self._may_stream_on:
            return
        self._waiting += text
        if time.monotonic() - self._grew_at >= BREATH:
            self._grow()

    def finish(self, message: Message, answer: Answer | None = None) -> None:
        """Give the message its final form. Raises `Refused` where it may not stand, `Unsure` where to try later."""
        if self._noted.is_whole:
            return
        self._before()
        if not self._ts and not self._noted.is_new:
            self._adopt()
        if not self._ts:
            self._post(message)
        elif not self._ends_stream(message):
            self._replace(message)
        self._ledger.whole(self._noted.number, answer)

    # growing

    def _grow(self) -> None:
        text, self._waiting = self._waiting, ""
        try:
            if self._ts:
                self._add(text)
            else:
                self._before()
                self._begin(text)
        except Refused as refusal:
            self._stop_growing(refusal)
            return
        except Unsure as doubt:
            # The final form goes over whatever stands there, so no more needs to be known now.
            log.info("A stream is unsure (%s)", doubt)
            self._way, self._may_stream_on = Way.WHOLE, False
            if not self._ts:
                self._adopt()
            return
        self._shown += text
        self._grew_at = time.monotonic()

    def _begin(self, text: str) -> None:
        if self._way is Way.STREAM:
            try:
                self._place_at(self._slack.start_stream(self._place, markdown(text)))
                return
            except Refused as refusal:
                log.info("No streaming here (%s)", refusal)
                self._way = Way.EDIT
        self._place_at(self._slack.post(self._place, sentence(text), self._mark))

    def _add(self, text: str) -> None:
        if self._way is Way.STREAM:
            self._slack.append_stream(self._place, self._ts, markdown(text))
        else:
            self._slack.update(self._place, self._ts, sentence(self._shown + text), self._mark)

    def _stop_growing(self, refusal: Refused) -> None:
        if not self._ts:
            raise refusal  # not even a plain message may stand here
        log.info("A stream ended early (%s)", refusal)
        self._way, self._may_stream_on = Way.WHOLE, False

    # ending

    def _ends_stream(self, message: Message) -> bool:
        """End the stream with what is missing; False where the message must be replaced as a whole."""
        if self._way is not Way.STREAM or message.body is None or not message.body.startswith(self._shown):
            return False
        rest = message.body[len(self._shown) :]
        try:
            self._slack.stop_stream(self._place, self._ts, markdown(rest), message.lower, self._mark)
        except (Refused, Unsure) as trouble:
            log.info("A stream did not end by itself (%s)", trouble)
            return False
        return True

    def _post(self, message: Message) -> None:
        for left in reversed(range(TRIES)):
            try:
                self._place_at(self._slack.post(self._place, message, self._mark))
                return
            except Unsure:
                self._pause(1.0)
                if self._adopt():
                    self._replace(message)
                    return
                if not left:
                    raise

    def _replace(self, message: Message) -> None:
        for left in reversed(range(TRIES)):
            try:
                if self._way is not Way.EDIT:
                    with suppress(Refused):  # it was not growing any more
                        self._slack.stop_stream(self._place, self._ts)
                self._slack.update(self._place, self._ts, message, self._mark)
                return
            except Refused as refusal:
                if str(refusal) not in GONE:
                    raise
                self._ts = ""
                self._place_at(self._slack.post(self._place, message, self._mark))
                return
            except Unsure:
                if not left:
                    raise
                self._pause(1.0)

    # finding again

    def _adopt(self) -> bool:
        """Find the message that an earlier attempt may have posted; False when there is none."""
        try:
            found = self._slack.ours(self._place, self._us)
        except Refused as refusal:
            log.warning("Cannot look up what was posted (%s): a message may appear twice", refusal)
            return False
        marked = [ts for ts, mark in found if mark == self._mark]
        bare = [ts for ts, mark in found if not mark] if self._place.thread_ts else []
        known = self._ledger.known(self._place.channel, bare) if bare else frozenset()
        for ts in (*marked, *(ts for ts in bare if ts not in known)):
            self._place_at(ts)
            return True
        return False

    def _place_at(self, ts: str) -> None:
        self._ts = ts
        self._ledger.placed(self._noted.number, ts)
