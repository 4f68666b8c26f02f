"""The last net: whatever breaks becomes a sentence with a number, and a line in the log under it."""

from __future__ import annotations

import logging
import secrets

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.metrics import Metrics
from ui.api.problems import Problem, preferred_language

log = logging.getLogger(__name__)


class Rim:
    """Middleware that turns what is raised further in into a response."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request; answer with what went wrong, if something did."""
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:
            if scope["type"] != "http":
                raise
            problem = error if isinstance(error, Problem) else fault(error, self._metrics)
            if not begun:  # else half a response is out, and the server ends the connection
                await refusal(problem, language_of_headers(scope))(scope, receive, send)


def fault(error: Exception, metrics: Metrics) -> Problem:
    """Write a fault of ours to the log under a number, and return what to tell the visitor."""
    number = secrets.token_hex(4)
    log.error("Failure %s", number, exc_info=error)
    metrics.broke()
    return Problem("broken", number=number)


def refusal(problem: Problem, language: str) -> JSONResponse:
    """Return the response for something that cannot be done."""
    headers = {"Content-Language": language, "Cache-Control": "no-store"}
    if problem.seconds is not None:
        headers["Retry-After"] = str(problem.seconds)
    return JSONResponse(problem.to_dict(language), problem.status, headers)


def language_of_headers(scope: Scope) -> str:
    """Return the language in which the visitor reads messages."""
    return preferred_language(Headers(scope=scope).get("accept-language", ""))
