"""Bring events by Socket Mode: the bot connects to Slack, so it needs no public address."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from threading import Event
from types import FrameType

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from rag.errors import SettingsError
from ui.slack.bot import Bot
from ui.slack.web import web_client

log = logging.getLogger(__name__)

PING_SECONDS = 10


def serve_socket(bot: Bot, app_token: str, address: str, on_ready: Callable[[], None]) -> None:
    """Connect, call `on_ready`, and work until the process is told to end.

    Raises `SettingsError` where Slack does not take the app token.
    """
    handler = SocketModeHandler(
        bot.app, app_token, web_client=web_client(None, address), ping_interval=PING_SECONDS, logger=_logger()
    )
    try:
        handler.connect()  # type: ignore[no-untyped-call]
    except SlackApiError as error:
        raise SettingsError(
            f"Slack refuses FOOTNOTE_SLACK_APP_TOKEN ({error.response.get('error', 'unknown')}). "
            "Make one under Basic Information, App-Level Tokens, with the scope connections:write."
        ) from error
    bot.start()
    on_ready()
    wait_for_the_end()
    handler.close()  # type: ignore[no-untyped-call]
    bot.stop()


def wait_for_the_end() -> None:
    """Return when the process is told to end, by Ctrl-C or by its supervisor."""
    ended = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, end)
    while not ended.wait(1.0):  # a wait without end would not hear the signal everywhere
        pass


def _logger() -> logging.Logger:
    logger = logging.getLogger("ui.slack.socket")
    logger.setLevel(logging.WARNING)
    return logger
