"""Bring events by HTTP, where Slack shall connect to us: an ASGI app of one route, to be mounted or served alone.

    api.mount("/slack", slack_asgi(bot))          POST /slack/events for events, commands and buttons

Bolt checks the signature and its age before any listener runs, so a request that is not Slack's gets 401 and leaves no
trace.
"""

from __future__ import annotations

from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ui.slack.bot import Bot

LARGEST_BODY = 1_000_000
"""Bytes; Slack's own requests are far smaller."""


def slack_asgi(bot: Bot) -> Starlette:
    """Return the app that takes Slack's requests for `bot`; starting and stopping the bot is left to its owner."""

    async def events(request: Request) -> Response:
        if not request.headers.get("x-slack-request-timestamp", "").isdecimal():
            return PlainTextResponse("Not from Slack", status_code=401)  # Bolt would break on it
        body = await _body(request)
        if body is None:
            return PlainTextResponse("Too large", status_code=413)
        try:
            read = to_bolt_request(request, body)
        except UnicodeDecodeError:
            return PlainTextResponse("Not text", status_code=400)
        return to_starlette_response(await run_in_threadpool(bot.app.dispatch, read))

    return Starlette(routes=[Route("/events", events, methods=["POST"])])


async def _body(request: Request) -> bytes | None:
    """Return the body, None where it is larger than anything that Slack sends."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)
