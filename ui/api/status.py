"""How the server is: alive, ready, and its figures."""

from __future__ import annotations

import logging

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from ui.api.borders import services_of, visitor_of
from ui.api.opening import Opening
from ui.api.problems import Problem
from ui.api.services import Services
from ui.api.shapes import State
from ui.api.visitors import is_within

log = logging.getLogger(__name__)
router = APIRouter(tags=["status"])


@router.get("/healthz", response_model=State, summary="Is the process alive?")
async def alive() -> Response:
    """Return 200 as long as the process answers at all."""
    return JSONResponse({"state": "alive"}, headers={"Cache-Control": "no-store"})


@router.get("/readyz", response_model=State, responses={503: {"model": State}}, summary="Can it answer questions?")
async def ready(request: Request) -> Response:
    """Return 200 when the index is open and the database answers, 503 until then."""
    state = await run_in_threadpool(_state, services_of(request))
    return JSONResponse({"state": state}, 200 if state == "ready" else 503, headers={"Cache-Control": "no-store"})


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request) -> Response:
    """Return the figures in Prometheus's format, to the addresses that may read them."""
    services = services_of(request)
    if not is_within(visitor_of(request), services.network.metrics_from):
        raise Problem("not_for_you")
    return Response(services.metrics.text(), media_type=CONTENT_TYPE_LATEST)


def _state(services: Services) -> str:
    if isinstance(services.pipeline, Opening) and services.pipeline.state != "ready":
        return services.pipeline.state
    try:
        with services.database() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        log.error("The database does not answer.", exc_info=error)
        return "no_database"
    return "ready"
