"""Know which part of the server a request is for, whether the proxy passes its prefix on or takes it away."""

from __future__ import annotations

from starlette.types import Scope

API = "/api/"


def path_of(scope: Scope) -> str:
    """Return the path without the prefix of the proxy."""
    path, prefix = str(scope["path"]), str(scope.get("root_path", ""))
    if prefix and (path == prefix or path.startswith(f"{prefix}/")):
        return path[len(prefix) :] or "/"
    return path


def is_api(scope: Scope) -> bool:
    """Tell whether a request is for the API."""
    return path_of(scope).startswith(API)
