"""Put the web page into the application: our pages as routes, and Gradio's once for each language.

app = create_app(services)
mount(app, Site(services, measures=Path("evals/baseline.json"), today=date.today))
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.api.paths import path_of
from ui.web.routes import routes_of
from ui.web.site import Site
from ui.web.texts import LANGUAGES

if TYPE_CHECKING:
    from fastapi import FastAPI


def mount(app: FastAPI, site: Site) -> None:
    """Add the page to `app`, behind whatever it answers already."""
    # Read when Gradio is imported; without it, Gradio would report to its makers and look its hosts up.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr

    from ui.web.blocks import build
    from ui.web.look import theme
    from ui.web.shell import Shell

    app.router.routes.extend(routes_of(site))
    for language in reversed(LANGUAGES):  # the first language is mounted at the root and would take every path
        path = "/" if language == LANGUAGES[0] else f"/{language}"
        gr.mount_gradio_app(
            app,
            build(site, language),
            path,
            footer_links=[],
            run_history=False,
            show_error=False,
            max_file_size="1kb",
            theme=theme(),
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
        )
        mounted = app.router.routes[-1]
        assert isinstance(mounted, Mount)
        mounted.app = Shell(mounted.app, site, language)
    app.add_middleware(WholePath)


class WholePath:
    """Middleware that gives every request its whole path.

    Some proxies take their prefix away, some do not; what is mounted below another path is found only with it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its whole path."""
        if scope["type"] == "http":
            scope = {**scope, "path": str(scope.get("root_path", "")) + path_of(scope)}
        await self._app(scope, receive, send)
