"""Know the visitor's address: the word of a proxy counts where the operator trusts it, nobody else's does.

Whatever strangers send in X-Forwarded-For and its like is taken away before anything reads it: else anybody could ask
under ten thousand addresses, or have the page built for another host.
"""

from __future__ import annotations

import ipaddress
from typing import cast

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

SAID_BY_PROXIES = (b"forwarded", b"x-forwarded-", b"x-real-ip", b"x-original-", b"x-rewrite-url")


class TrustedProxies:
    """Middleware that believes the proxies it was given."""

    def __init__(self, app: ASGIApp, *, networks: tuple[str, ...]) -> None:
        self._app = app
        self._networks = networks
        self._believing = cast("ASGIApp", ProxyHeadersMiddleware(app, trusted_hosts=list(networks)))  # type: ignore[arg-type]  # uvicorn's own names for the same types

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request with the address of the visitor."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope.get("client") and is_within(scope["client"][0], self._networks):
            await self._believing(scope, receive, send)
        else:
            headers = [pair for pair in scope["headers"] if not pair[0].lower().startswith(SAID_BY_PROXIES)]
            await self._app({**scope, "headers": headers}, receive, send)


def is_within(address: str, networks: tuple[str, ...]) -> bool:
    """Tell whether an address is in one of the networks."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None) or parsed
    return any(mapped in ipaddress.ip_network(network, strict=False) for network in networks)
