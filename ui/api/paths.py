"""Know which part of the server a request is for, whether the proxy passes its prefix on or takes it away."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

API = "/api/"


class Prefix:
    """Middleware that knows the prefix under which a proxy serves us."""

    def __init__(self, app: ASGIApp, *, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request with the prefix, from which addresses are built, and with its whole path.

        What is mounted below another path is found only with the whole of it.
        """
        if self._prefix and scope["type"] == "http":
            scope["root_path"] = self._prefix
            scope["path"] = self._prefix + path_of(scope)
        await self._app(scope, receive, send)


def path_of(scope: Scope) -> str:
    """Return the path without the prefix of the proxy."""
    path, prefix = str(scope["path"]), str(scope.get("root_path", ""))
    if prefix and (path == prefix or path.startswith(f"{prefix}/")):
        return path[len(prefix) :] or "/"
    return path


def is_api(scope: Scope) -> bool:
    """Tell whether a request is for the API."""
    return path_of(scope).startswith(API)
