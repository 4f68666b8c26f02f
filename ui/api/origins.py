"""Let pages of other sites in where the operator allowed them, and nobody else's.

A browser tells from which site a request comes (Sec-Fetch-Site, Origin), and a page cannot forge it. Programs that are
no browsers send neither; the limits are for them.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.paths import is_api
from ui.api.problems import Problem

OUR_OWN = {"", "none", "same-origin"}
"""What a browser says of a page of this server, or of a person who typed the address; nothing, of old browsers."""


class AllowedOrigins:
    """Middleware that opens the API to the sites that were allowed (CORS), and only the API."""

    def __init__(self, app: ASGIApp, *, origins: tuple[str, ...]) -> None:
        self._inner = _Guard(app, origins)
        self._cors = CORSMiddleware(
            self._inner,
            allow_origins=list(origins),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Content-Type", "Footnote-Key"],
            expose_headers=["Footnote-Answer", "Retry-After"],
            max_age=600,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request, or refuse it."""
        if scope["type"] == "http" and is_api(scope):
            await self._cors(scope, receive, send)
        else:
            await self._inner(scope, receive, send)


class _Guard:
    """Refuses what another site's page sends, and takes back what a mounted page would allow."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        self._app = app
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] not in {"GET", "HEAD", "OPTIONS"} and self._is_foreign(scope):
            raise Problem("foreign_origin")

        async def send_without_leave(message: Message) -> None:
            if message["type"] == "http.response.start":  # Gradio would let any site in
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name in [name for name in headers if name.startswith("access-control-")]:
                    del headers[name]
            await send(message)

        await self._app(scope, receive, send_without_leave)

    def _is_foreign(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        allowed = is_api(scope) and headers.get("origin", "").lower() in self._origins
        return not allowed and headers.get("sec-fetch-site", "") not in OUR_OWN
