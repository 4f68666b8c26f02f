"""Serve the HTTP transport alone, where no web page or API of ours runs that could carry it."""

from __future__ import annotations

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from ui.slack.bot import Bot
from ui.slack.http import slack_asgi


def serve_http(bot: Bot, host: str, port: int) -> None:
    """Take Slack's requests at `/slack/events` until the process is told to end."""
    bot.start()
    try:
        app = Starlette(routes=[Mount("/slack", slack_asgi(bot))])
        uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)
    finally:
        bot.stop()
