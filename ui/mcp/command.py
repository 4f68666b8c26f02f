"""`footnote mcp`: start the server, or say which extra is missing."""

from __future__ import annotations

from importlib.util import find_spec

from rag.errors import SettingsError
from rag.settings import Settings


def serve_mcp(settings: Settings) -> None:
    """Serve the tools over standard input and output until the assistant goes away."""
    if find_spec("mcp") is None or find_spec("mcp_types") is None:
        raise SettingsError('The MCP server needs an extra. Install it: pip install "footnote[mcp]"')
    from rag import open_pipeline
    from ui.mcp.server import run
    from ui.mcp.tools import Tools

    run(Tools(lambda: open_pipeline(settings)))
