"""Serve the page together with the API: until stopped, as `footnote web` does, or for the length of a block.

serve_page(settings, host="127.0.0.1", port=7860, announce=print)
with running(settings) as address: ...                  on a free port, once it can answer
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Thread
from typing import TYPE_CHECKING, cast

from starlette.types import ASGIApp

from rag.settings import Settings
from ui.api.app import create_app
from ui.api.opening import Opening
from ui.api.serve import close_services, open_services, serve, server_for
from ui.api.services import Services
from ui.database import engine_of
from ui.web.mount import mount
from ui.web.site import Site

if TYPE_CHECKING:
    from fastapi import FastAPI


def page_over(services: Services, settings: Settings) -> FastAPI:
    """Return the application with the API and the page."""
    app = create_app(services)
    mount(app, Site(services, settings.measures_file, lambda: settings.today or date.today()))
    return app


def serve_page(settings: Settings, *, host: str, port: int, announce: Callable[[str], object]) -> None:
    """Serve until stopped; `announce` is called with the address once it listens.

    Raises `FootnoteError` and `corpus.CorpusError` before anything listens.
    """
    services = open_services(settings)
    serve(page_over(services, settings), services, host=host, port=port, announce=announce)


@contextmanager
def running(
    settings: Settings, services: Services | None = None, *, around: Callable[[FastAPI], ASGIApp] = lambda app: app
) -> Iterator[str]:
    """Serve in a thread on a free port, and give the address once questions can be answered.

    `around` puts something before the application, as a proxy would stand before it.
    """
    services = services or open_services(settings)
    server = server_for(cast("FastAPI", around(page_over(services, settings))))
    listening = socket.create_server(("127.0.0.1", 0))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, name="page")
    thread.start()
    try:
        if isinstance(services.pipeline, Opening):
            services.pipeline.start()
            while services.pipeline.state == "starting":
                time.sleep(0.1)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join()
        close_services(services)
        engine_of(services.database).dispose()
