"""What every handler needs of a request: the services, who asks, in which language, from where."""

from __future__ import annotations

from fastapi import Request

from ui.api.problems import Problem
from ui.api.rim import fault, language_of_headers
from ui.api.services import Services


def services_of(request: Request) -> Services:
    """Return the services of the application that the request came to."""
    services = request.app.state.services
    assert isinstance(services, Services)
    return services


def visitor_of(request: Request) -> str:
    """Return the visitor's address, as far as it can be trusted (ui/api/visitors.py)."""
    return request.client.host if request.client else "unknown"


def surface_of(request: Request) -> str:
    """Return `widget` for a page of another site that the operator allowed, else `api`."""
    allowed = services_of(request).network.allowed_origins
    return "widget" if request.headers.get("origin", "") in allowed else "api"


def language_for(request: Request) -> str:
    """Return the language in which the visitor reads messages."""
    return language_of_headers(request.scope)


def broken(request: Request, error: Exception) -> Problem:
    """Write a fault of ours to the log under a number, and return what to tell the visitor."""
    return fault(error, services_of(request).metrics)
