"""Put our own frame around Gradio's page: title, language and description from the first byte, and no script but ours.

Gradio renders its page in the browser; until then there would be nothing, under Gradio's name. So the answer of
Gradio's first page is taken apart and its scripts are set into a template of ours. What a public page does not need of
Gradio (its login, its monitoring, its own pages) is not there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.paths import path_of
from ui.api.problems import preferred_language
from ui.web.page import Address, page_for
from ui.web.pieces import render
from ui.web.routes import missing
from ui.web.site import Site
from ui.web.texts import LANGUAGES

CONFIG = re.compile(rb"<script>(window\.gradio_config = .*?)</script>", re.DOTALL)
MODULE = re.compile(rb'<script type="module"[^>]*\bsrc="(\./assets/[\w./-]+\.js)"')

OPEN = ("assets/", "static/", "svelte/", "gradio_api/", "config", "theme.css")
"""What Gradio's page and its clients ask for; everything else of Gradio's is shut."""
VARIES = "Accept-Language, Sec-Fetch-Site, Referer"


class GradioChanged(RuntimeError):  # noqa: N818 - what happened, in two words
    """Gradio's page no longer has a part that we take from it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What Gradio's page is made of, as far as we need it."""

    config: Markup
    """Gradio's own script with its configuration, which it has made safe to stand in a page."""
    module: str


def parts_of(page: bytes) -> Parts:
    """Return the parts of Gradio's page, or raise `GradioChanged`."""
    config, module = CONFIG.search(page), MODULE.search(page)
    if not config or not module:
        raise GradioChanged("Gradio's page is not as expected: look at ui/web/shell.py for the installed version.")
    return Parts(Markup(config.group(1).decode()), module.group(1).decode())


class Shell:
    """Stands before Gradio's application in one language, and gives its first page the frame of the site."""

    def __init__(self, gradio: ASGIApp, site: Site, language: str) -> None:
        self._gradio = gradio
        self._site = site
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the first page and for what is not there; pass on what Gradio needs."""
        if scope["type"] != "http":
            await self._gradio(scope, receive, send)
            return
        path = path_of(scope).lstrip("/")
        if path.startswith(OPEN):
            await self._gradio(scope, receive, send)
            return
        response = await self._first_page(scope, receive) if not path else self._nothing(scope)
        await response(scope, receive, send)

    async def _first_page(self, scope: Scope, receive: Receive) -> Response:
        if scope["method"] not in {"GET", "HEAD"}:
            return Response(status_code=405)
        return self._elsewhere(scope) or await self._framed(scope, receive)

    def _elsewhere(self, scope: Scope) -> Response | None:
        """Return the way to the visitor's own language for whoever comes from outside, else None."""
        headers = Headers(scope=scope)
        if self._language != LANGUAGES[0] or not _comes_from_outside(headers):
            return None
        wanted = preferred_language(headers.get("accept-language", ""))
        if wanted == self._language:
            return None
        query = scope.get("query_string", b"").decode("latin-1")
        target = f"{wanted}/" + (f"?{query}" if query else "")
        return RedirectResponse(target, 302, {"Vary": VARIES, "Cache-Control": "no-store"})

    async def _framed(self, scope: Scope, receive: Receive) -> Response:
        status, page = await _fetched(self._gradio, scope, receive)
        if status != 200:
            return Response(page, status)
        site, language = self._site, self._language
        query = scope.get("query_string", b"").decode("latin-1")
        body = render(
            "ask.html",
            language,
            page=page_for(site, "ask", Address(language, "", query)),
            gradio=parts_of(page),
            places=len(site.places(language)),
            date=site.voice(language).words.date(site.corpus.as_of),
        )
        return HTMLResponse(body, headers={"Vary": VARIES})

    def _nothing(self, scope: Scope) -> Response:
        if "text/html" not in Headers(scope=scope).get("accept", ""):
            return Response("There is nothing at this address.\n", 404, media_type="text/plain")
        return missing(self._site, self._language, Request(scope))


def _comes_from_outside(headers: Headers) -> bool:
    """Whether the visitor arrives, rather than goes from page to page here (then the language has been chosen)."""
    site = headers.get("sec-fetch-site")
    if site:
        return site != "same-origin"
    return f"//{headers.get('host', '')}/" not in headers.get("referer", "")


async def _fetched(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[int, bytes]:
    """Return status and body of what `app` answers, uncompressed."""
    headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
    status, parts = 500, [b""]

    async def keep(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            parts.append(message.get("body", b""))

    await app({**scope, "method": "GET", "headers": headers}, receive, keep)
    return status, b"".join(parts)
