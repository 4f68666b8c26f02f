"""Read the corpus over HTTP: the list of articles, and one of them with its sentences, offsets and sources."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from corpus import Article, Corpus, Status, Topic
from rag.answer import CorpusStamp
from ui.api.borders import services_of
from ui.api.problems import Problem
from ui.api.shapes import ArticleShape, ArticlesShape, Refusal
from ui.api.words import read_place, read_word
from ui.render_articles import article_to_dict, list_to_dicts

router = APIRouter(prefix="/api/articles", tags=["articles"])

REFUSED: dict[int | str, dict[str, Any]] = {422: {"model": Refusal, "description": "A filter names nothing we know."}}
MISSING: dict[int | str, dict[str, Any]] = {404: {"model": Refusal, "description": "There is no such article."}}

Filter = Annotated[str | None, Query(max_length=40)]


@router.get("", response_model=ArticlesShape, responses=REFUSED, summary="List the articles")
async def list_articles(
    request: Request, jurisdiction: Filter = None, topic: Filter = None, status: Filter = None
) -> Response:
    """Return the articles, all of them or those of one place, topic or status; sorted by id."""
    corpus = services_of(request).corpus
    places = {article.jurisdiction for article in corpus}
    wanted = {
        "jurisdiction": read_place(jurisdiction, places) if jurisdiction else None,
        "topic": read_word(topic.lower(), list(Topic), "topic") if topic else None,
        "status": read_word(status.lower(), list(Status), "status") if status else None,
    }
    found = [article for article in corpus if _fits(article, wanted)]
    stamp = asdict(CorpusStamp(corpus.version, len(corpus), corpus.as_of))
    return _unchanging(request, corpus, {"corpus": stamp, "articles": list_to_dicts(found)})


@router.get("/{article_id}", response_model=ArticleShape, responses=MISSING, summary="Read an article")
async def read_article(request: Request, article_id: str) -> Response:
    """Return one article: its body, and its sentences with their offsets in the body and their sources."""
    corpus = services_of(request).corpus
    if article_id not in corpus:
        raise Problem("unknown_article", given=article_id[:100])
    return _unchanging(request, corpus, article_to_dict(corpus.article(article_id)))


def _fits(article: Article, wanted: dict[str, str | None]) -> bool:
    return (
        wanted["jurisdiction"] in (None, article.jurisdiction)
        and (wanted["topic"] is None or wanted["topic"] in article.topics)
        and wanted["status"] in (None, article.status)
    )


def _unchanging(request: Request, corpus: Corpus, body: dict[str, Any]) -> Response:
    """Return `body`, which changes only with the corpus: whoever has it already is told so."""
    tag = f'"{corpus.version}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return JSONResponse(body, headers=headers)
