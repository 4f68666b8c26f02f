"""Ask over HTTP: one JSON answer, or a stream of what is being done, each verified claim, and the answer."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.sse import format_sse_event

from rag.answer import Answer, claim_to_dict
from rag.pipeline import AnswerEvent, ClaimEvent, Event, StatusEvent
from ui.api.borders import broken, language_for, services_of, surface_of, visitor_of
from ui.api.problems import Problem
from ui.api.services import Services
from ui.api.shapes import AnswerShape, Question, Refusal

log = logging.getLogger(__name__)

NUMBER = "Footnote-Answer"
"""The header with the number under which an answer is at hand for a while."""

CLIENT_LEFT = 499
"""Nobody reads it; proxies write it into their logs for a client that went away."""

TURNED_AWAY: dict[int | str, dict[str, Any]] = {
    status: {"model": Refusal, "description": said}
    for status, said in (
        (413, "The request is too large."),
        (422, "The question cannot be used as it is."),
        (429, "Too many questions; the header Retry-After tells when to come back."),
        (503, "The queue is full, or the server is still starting; the header Retry-After tells when to come back."),
        (504, "The answer took too long."),
    )
}

STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events: `status` ({text}), `claim` (a claim of the answer), `answer` (the whole answer, last; "
        "its id is the answer's number), or `error` in its place.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}

router = APIRouter(prefix="/api", tags=["ask"])
Result = TypeVar("Result")


@router.post("/ask", response_model=AnswerShape, responses=TURNED_AWAY, summary="Ask a question")
async def ask(request: Request, body: Question) -> Response:
    """Return the answer; its number is in the header `Footnote-Answer`, for feedback, links and references.

    Every outcome is an answer (200), `failed` included: read `outcome`.
    """
    services = services_of(request)
    asking = services.desk.ask(
        body.question,
        _history(body),
        jurisdiction=body.jurisdiction,
        visitor=visitor_of(request),
        surface=surface_of(request),
    )
    answer = await _while_connected(request, asking)
    if answer is None:
        return Response(status_code=CLIENT_LEFT)
    return JSONResponse(answer.to_dict(), headers={NUMBER: services.recent.remember(answer)})


@router.post("/ask/stream", response_class=StreamingResponse, responses=TURNED_AWAY | STREAM, summary="Ask, and watch")
async def ask_and_watch(request: Request, body: Question) -> Response:
    """Return server-sent events while the answer is made. A client that goes away stops the work."""
    services = services_of(request)
    events = services.desk.stream(
        body.question,
        _history(body),
        jurisdiction=body.jurisdiction,
        visitor=visitor_of(request),
        surface=surface_of(request),
    )
    first = await anext(events)  # what cannot be taken is refused here, with a status of its own
    return StreamingResponse(
        _as_text(request, services, first, events),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},  # else a proxy would hold events back
    )


async def _as_text(
    request: Request, services: Services, first: Event, rest: AsyncGenerator[Event, None]
) -> AsyncIterator[bytes]:
    try:
        yield _event(services, first)
        async for event in rest:
            yield _event(services, event)
    except Problem as problem:
        yield _sse("error", problem.to_dict(language_for(request)))
    except Exception as error:  # the answer has begun, so nobody further out can say that it broke
        yield _sse("error", broken(request, error).to_dict(language_for(request)))
    finally:
        await rest.aclose()


def _event(services: Services, event: Event) -> bytes:
    match event:
        case StatusEvent(text):
            return _sse("status", {"text": text})
        case ClaimEvent(claim):
            return _sse("claim", claim_to_dict(claim))
        case AnswerEvent(answer):
            return _sse("answer", answer.to_dict(), services.recent.remember(answer))


def _sse(name: str, data: dict[str, Any], number: str | None = None) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False), id=number)


def _history(body: Question) -> tuple[tuple[str, str], ...]:
    return tuple((turn.role, turn.content) for turn in body.history)


async def _while_connected(request: Request, work: Coroutine[Any, Any, Answer]) -> Answer | None:
    """Return the answer, or None when the client went away before it was there: the work is then stopped."""
    answering, leaving = asyncio.create_task(work), asyncio.create_task(_leave(request))
    try:
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return answering.result() if answering.done() else None
    finally:
        for task in (answering, leaving):
            task.cancel()
        await asyncio.gather(answering, leaving, return_exceptions=True)


async def _leave(request: Request) -> None:
    """End when the client goes away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
