"""The Bolt app: which of Slack's events go to which part of the front.

Every listener keeps the event in the database and only then tells Slack that it arrived; that takes milliseconds, and a
database that is out of reach makes Slack send the event again. The work begins afterwards and elsewhere.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from rag.understand import language_of
from ui.slack.blocks import BUTTON_TEXT
from ui.slack.escape import entities, shortened
from ui.slack.front import Front
from ui.slack.reading import ACTIONS, CHECK_SHORTCUT, REASON_VIEW
from ui.slack.web import Identity
from ui.slack.words import say

COMMAND = "/footnote"

Body = dict[str, Any]


def build_app(client: WebClient, identity: Identity, front: Front, *, signing_secret: str | None) -> App:
    """Return the app. Without a signing secret it takes events by Socket Mode alone: HTTP gets 401."""
    app = App(
        name="footnote",
        logger=_logger(),
        client=client,
        authorize=lambda **_: AuthorizeResult(
            enterprise_id=None,
            team_id=identity.team,
            bot_user_id=identity.user,
            bot_id=identity.bot,
            bot_token=client.token,
        ),
        signing_secret=signing_secret or secrets.token_hex(32),  # one that nobody knows: an empty one anybody could use
        process_before_response=True,
        attaching_conversation_kwargs_enabled=False,
    )
    _listen(app, front)
    return app


def _listen(app: App, front: Front) -> None:
    @app.command(COMMAND)
    def command(ack: Ack, body: Body) -> None:
        event = front.command(body)
        if not event.text:
            ack()
            return
        question = entities(shortened(event.text, BUTTON_TEXT))
        ack(text=say("status.command", language_of(event.text), question=question), response_type="ephemeral")

    for name in ("message", "app_mention"):
        app.event(name)(_taking(front.message))
    for name in ("app_home_opened", "assistant_thread_started"):
        app.event(name)(_taking(front.opened))
    for name in ("assistant_thread_context_changed", "app_context_changed"):
        app.event(name)(_taking(lambda body: None))
    app.shortcut(CHECK_SHORTCUT)(_taking(front.shortcut))
    app.action(re.compile(rf"^(?:{'|'.join(ACTIONS)})(?::|$)"))(_taking(front.action))
    app.view(REASON_VIEW)(_taking(front.submission))


def _taking(take: Callable[[Body], None]) -> Callable[..., None]:
    def listener(ack: Ack, body: Body) -> None:
        take(body)
        ack()

    return listener


def _logger() -> logging.Logger:
    """Return a logger for Bolt that keeps what people write out of the log, whatever the level of the others."""
    logger = logging.getLogger("ui.slack.bolt")
    logger.setLevel(logging.WARNING)
    logger.addFilter(_without_words)
    return logger


def _without_words(record: logging.LogRecord) -> bool:
    """Drop remarks about requests that nobody listens for, which repeat them, and about a token given twice."""
    message = record.msg if isinstance(record.msg, str) else ""
    return not message.startswith(("Unhandled request", "As `installation_store` or `authorize` has been used"))
