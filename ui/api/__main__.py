"""Serve the API alone, without the web page: python -m ui.api [--host 127.0.0.1] [--port 7860]."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.api.serve import HOST, PORT, open_services, serve
from ui.cli import app as commands
from ui.cli import run
from ui.log import begin
from ui.terminal import remark

COMMAND = "api"


@commands.command(COMMAND, hidden=True)
def serve_api(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = HOST,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")] = PORT,
) -> None:
    """Serve the HTTP API without the web page, until it is stopped."""
    from ui.api.app import create_app

    services = open_services(begin())
    serve(create_app(services), services, host=host, port=port, announce=_announce)


def _announce(address: str) -> None:
    remark(f"Footnote's API is at {address} (Ctrl-C stops it).")


if __name__ == "__main__":
    import sys

    sys.exit(run([COMMAND, *sys.argv[1:]]))
