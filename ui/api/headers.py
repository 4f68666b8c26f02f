"""Headers that keep a page from doing what it should not: load from elsewhere, run what was smuggled in, be framed.

The policy for pages is strict: scripts come from this server or carry the number of this very response. Gradio writes
inline scripts into its page without one, so it is put in here, into every script that stands in the page as markup; a
`<script>` inside a text or inside another script is no markup and gets none. `style-src` allows inline styles, which
Gradio's components cannot do without.
"""

from __future__ import annotations

import secrets
from html.parser import HTMLParser

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.paths import path_of

PAGE_POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'nonce-{nonce}'; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; "
    "font-src 'self' data:; "
    "connect-src 'self'; "
    "object-src 'none'; "
    "base-uri 'self'; "
    "form-action 'self'; "
    "frame-ancestors 'none'"
)
OTHER_POLICY = "default-src 'none'; frame-ancestors 'none'"
"""For what is no page: were a browser made to show it as one, nothing in it would run or load."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOR_EVERYBODY = ("/widget.js",)
"""What pages of other sites load as a script."""
ONLY_TEXT = {"noembed", "noframes", "textarea", "title"}
"""In these a browser reads no markup; Python's parser learnt it only in its later releases."""
ONE_YEAR = "max-age=31536000"


class SafeHeaders:
    """Middleware that gives every response its headers and every page its policy."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request, and what comes back with its headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):  # a page must come unpacked to be given its number
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        await self._app(scope, receive, _Sender(scope, send))


class _Sender:
    """Sends one response; a page is held back until it is whole."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._page: Message | None = None
        self._parts: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._start(message)
        elif self._page and message["type"] == "http.response.body":
            self._parts.append(message.get("body", b""))
            if not message.get("more_body"):
                await self._finish(self._page, b"".join(self._parts))
        else:
            await self._send(message)

    async def _start(self, message: Message) -> None:
        headers = MutableHeaders(raw=message.setdefault("headers", []))
        for name, value in ALWAYS.items():
            headers.setdefault(name, value)
        if path_of(self._scope) in FOR_EVERYBODY:
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if self._scope.get("scheme") == "https":
            headers["Strict-Transport-Security"] = ONE_YEAR
        if headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers:
            self._page = message
            return
        headers.setdefault("Content-Security-Policy", OTHER_POLICY)
        await self._send(message)

    async def _finish(self, start: Message, page: bytes) -> None:
        nonce = secrets.token_urlsafe(16)
        body = with_nonce(page.decode("utf-8", "replace"), nonce).encode()
        headers = MutableHeaders(raw=start["headers"])
        headers["Content-Security-Policy"] = PAGE_POLICY.format(nonce=nonce)
        headers["Cache-Control"] = "no-store"  # the number is good for one response
        if self._scope["method"] != "HEAD":
            headers["Content-Length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def with_nonce(page: str, nonce: str) -> str:
    """Return `page` with the number in every script that stands in it as markup."""
    places = _Scripts.places(page)
    pieces, last = [], 0
    for place in places:
        pieces += [page[last:place], f' nonce="{nonce}"']
        last = place
    return "".join([*pieces, page[last:]])


class _Scripts(HTMLParser):
    """Finds where scripts begin, as a browser does: not inside texts, comments or other scripts."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = _line_starts(page)
        self.found: list[int] = []

    @classmethod
    def places(cls, page: str) -> list[int]:
        """Return the places right behind `<script`."""
        parser = cls(page)
        parser.feed(page)
        parser.close()
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and not any(name == "nonce" for name, _ in attrs):
            line, column = self.getpos()
            self.found.append(self._lines[line - 1] + column + len("<script"))
        elif tag in ONLY_TEXT:
            self.set_cdata_mode(tag)


def _line_starts(page: str) -> list[int]:
    starts = [0]
    while (end := page.find("\n", starts[-1])) >= 0:
        starts.append(end + 1)
    return starts
