"""Feedback, shared answers and references over HTTP.

An answer is named by its number and never sent here, so that nobody can have a forged one kept or shared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from ui.api.borders import services_of, surface_of
from ui.api.problems import Problem
from ui.api.services import Services
from ui.api.shapes import (
    FeedbackKept,
    FeedbackSent,
    ReasonsShape,
    Refusal,
    ShareKept,
    ShareSent,
    SnapshotShape,
)
from ui.keep import (
    Feedback,
    FeedbackProblem,
    Snapshot,
    Thumb,
    keep_feedback,
    open_shared,
    reasons,
    share,
    withdraw_feedback,
    withdraw_shared,
)
from ui.references import to_bibtex, to_markdown, to_ris

router = APIRouter(prefix="/api", tags=["feedback, links and references"])

MISSING: dict[int | str, dict[str, Any]] = {404: {"model": Refusal, "description": "There is none, or no longer."}}
UNFIT: dict[int | str, dict[str, Any]] = {422: {"model": Refusal, "description": "It does not fit."}}
WRONG: dict[int | str, dict[str, Any]] = {403: {"model": Refusal, "description": "The key is another one."}}

PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


class Form(StrEnum):
    """How references can be written."""

    MARKDOWN = "markdown"
    BIBTEX = "bibtex"
    RIS = "ris"


WRITERS: Mapping[Form, tuple[Callable[[Mapping[str, Any]], str], str, str]] = {
    Form.MARKDOWN: (to_markdown, "text/markdown", "md"),
    Form.BIBTEX: (to_bibtex, "application/x-bibtex", "bib"),
    Form.RIS: (to_ris, "application/x-research-info-systems", "ris"),
}


@router.get("/feedback/reasons", response_model=ReasonsShape, summary="The reasons on offer for a thumb")
async def list_reasons(language: Annotated[str, Query(max_length=20)] = "en") -> dict[str, list[dict[str, str]]]:
    """Return the reasons in words, in English or Spanish."""
    return {
        thumb.value: [{"reason": reason.value, "text": said} for reason, said in reasons(thumb, language).items()]
        for thumb in Thumb
    }


@router.post(
    "/feedback", status_code=201, response_model=FeedbackKept, responses=MISSING | UNFIT, summary="Say what you think"
)
async def give_feedback(request: Request, body: FeedbackSent) -> Response:
    """Keep a thumb for an answer or for one of its claims; the question only if `with_question` is true."""
    services = services_of(request)
    answer = services.recent.answer(body.answer)
    feedback = Feedback(body.thumb, body.reason, body.comment, body.claim, body.with_question)
    surface, today = surface_of(request), date.today()
    try:
        token = await run_in_threadpool(
            keep_feedback, services.database, answer, feedback, surface=surface, today=today
        )
    except FeedbackProblem as problem:
        raise Problem("unfit_feedback", reason=problem) from problem
    services.metrics.fed_back(feedback)
    return _kept({"token": token}, today, services.keep.feedback_days)


@router.delete("/feedback/{token}", status_code=204, responses=MISSING, summary="Take feedback back")
async def take_feedback_back(request: Request, token: str) -> Response:
    """Delete what was kept under this token."""
    if not await run_in_threadpool(withdraw_feedback, services_of(request).database, token):
        raise Problem("no_such_feedback")
    return Response(status_code=204)


@router.post("/share", status_code=201, response_model=ShareKept, responses=MISSING, summary="Share an answer")
async def share_answer(request: Request, body: ShareSent) -> Response:
    """Keep the answer as it stands and return the token of its link, and the key that takes it back.

    Question and answer can then be read by everybody who has the link.
    """
    services, today = services_of(request), date.today()
    answer = services.recent.answer(body.answer)
    link = await run_in_threadpool(share, services.database, answer, today=today)
    services.metrics.shared()
    path = f"{services.network.root_path}/api/shared/{link.token}"
    return _kept({"token": link.token, "key": link.key, "path": path}, today, services.keep.shared_days)


@router.get("/shared/{token}", response_model=SnapshotShape, responses=MISSING, summary="Read a shared answer")
async def read_shared(request: Request, token: str) -> Response:
    """Return a shared answer as it was given, with the version of its corpus."""
    snapshot = await _snapshot(services_of(request), token)
    return JSONResponse({"answer": snapshot.answer, "shared_on": snapshot.shared_on.isoformat()}, headers=PRIVATE)


@router.delete("/shared/{token}", status_code=204, responses=MISSING | WRONG, summary="Take a link back")
async def take_link_back(
    request: Request, token: str, footnote_key: Annotated[str, Header(max_length=100)] = ""
) -> Response:
    """Delete a shared answer; the header `Footnote-Key` holds the key that came with its link."""
    services = services_of(request)
    await _snapshot(services, token)
    if not await run_in_threadpool(withdraw_shared, services.database, token, footnote_key):
        raise Problem("wrong_key")
    return Response(status_code=204)


@router.get("/shared/{token}/{form}", responses=MISSING, summary="A shared answer with its references")
async def write_shared(request: Request, token: str, form: Form) -> Response:
    """Return a shared answer as Markdown, or its sources as BibTeX or RIS."""
    return _download((await _snapshot(services_of(request), token)).answer, form)


@router.get("/answers/{number}/{form}", responses=MISSING, summary="An answer with its references")
async def write_answer(request: Request, number: str, form: Form) -> Response:
    """Return an answer that was given in the last two hours as Markdown, or its sources as BibTeX or RIS."""
    return _download(services_of(request).recent.answer(number).to_dict(), form)


async def _snapshot(services: Services, token: str) -> Snapshot:
    snapshot = await run_in_threadpool(open_shared, services.database, token)
    if snapshot is None:
        raise Problem("no_such_share")
    return snapshot


def _kept(body: dict[str, str], today: date, days: int) -> Response:
    until = (today + timedelta(days=days)).isoformat()
    return JSONResponse({**body, "kept_until": until}, 201, headers=PRIVATE)


def _download(answer: Mapping[str, Any], form: Form) -> Response:
    write, media_type, ending = WRITERS[form]
    disposition = f'attachment; filename="footnote-answer.{ending}"'
    return Response(write(answer), media_type=media_type, headers={**PRIVATE, "Content-Disposition": disposition})
