"""Take in what is sent: so much, in so many seconds, at the doors that are open.

Gradio brings doors that this page does not need and a public server must not have: files of any size, shared states,
ways around its own queue. Only what the page itself sends is let through.
"""

from __future__ import annotations

import asyncio
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.limits import Limits, Rates
from ui.api.metrics import Metrics
from ui.api.paths import is_api, path_of
from ui.api.problems import Problem

SECONDS = 20.0
"""For a whole body; a client that sends a letter a minute would keep a connection for ever."""

LARGEST_OF_PAGE_KB = 1024
"""The page sends the conversation back and forth, as Gradio does."""

PAGE_DOORS = re.compile(r"(?:/[a-z]{2})?/gradio_api/(?:queue/join|cancel|reset)/?")
"""Where the page sends something, in each of its languages."""

CLOSED = ("/gradio_api/proxy=", "/gradio_api/vibe-", "/gradio_api/profiling", "/monitoring")
"""Where nobody has any business, even to look."""


class Bodies:
    """Middleware that reads the body of a request before anything else has to wait for it."""

    def __init__(
        self, app: ASGIApp, *, limits: Limits, rates: Rates, metrics: Metrics, seconds: float = SECONDS
    ) -> None:
        self._app = app
        self._limits = limits
        self._rates = rates
        self._metrics = metrics
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request with its body, or raise `Problem`."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = path_of(scope)
        if path.startswith(CLOSED):
            raise Problem("closed_door")
        if scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        if not is_api(scope) and not PAGE_DOORS.fullmatch(path):
            raise Problem("closed_door")
        self._admit(scope)
        body = await self._read(receive, self._limits.largest_body_kb if is_api(scope) else LARGEST_OF_PAGE_KB)
        await self._app(scope, _replay(body, receive), send)

    def _admit(self, scope: Scope) -> None:
        client = scope.get("client")
        try:
            self._rates.admit_request(client[0] if client else "unknown")
        except Problem as problem:
            self._metrics.limited(problem.code)
            raise

    async def _read(self, receive: Receive, most_kb: int) -> list[Message]:
        messages: list[Message] = []
        size = 0
        try:
            async with asyncio.timeout(self._seconds):
                while not messages or messages[-1].get("more_body"):
                    messages.append(await receive())
                    size += len(messages[-1].get("body", b""))
                    if size > most_kb * 1024:
                        raise Problem("too_large", most=most_kb)
        except TimeoutError:
            raise Problem("too_slow") from None
        return messages


def _replay(messages: list[Message], receive: Receive) -> Receive:
    """Return a `receive` that gives what was read, and then whatever comes."""
    left = iter(messages)

    async def receive_again() -> Message:
        for message in left:
            return message
        return await receive()

    return receive_again
