"""The pages beside Gradio's: overview, sources, figures, about, shared answers, and the files that pages are made with.

app.router.routes.extend(routes_of(site))
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from corpus import CorpusError
from ui.keep import open_shared
from ui.web.article import article_view
from ui.web.library import Search, search
from ui.web.measures import read_measures
from ui.web.overview import Choice, overview
from ui.web.page import NAMES, STATIC, Address, below_root, page_for
from ui.web.pieces import render
from ui.web.site import Site
from ui.web.texts import LANGUAGES, named, said
from ui.web.turn import State, Turn
from ui.web.view import view_of

Handler = Callable[[Site, str, Request], Response]

TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
A_YEAR = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"


def routes_of(site: Site) -> list[BaseRoute]:
    """Return the routes of every page, in every language."""
    pages: list[tuple[str, Handler]] = [
        ("overview", show_overview),
        ("sources", show_sources),
        ("sources/{article}", show_article),
        ("measures", show_measures),
        ("about", show_about),
        ("a/{token}", show_shared),
    ]
    found: list[BaseRoute] = [
        Route("/" + below_root(language, path), _endpoint(handler, site, language), methods=["GET"])
        for language in LANGUAGES
        for path, handler in pages
    ]
    found += [Route(f"/{language}", _add_slash, methods=["GET"]) for language in LANGUAGES[1:]]
    return [*found, Route("/ui/{file:path}", send_file, methods=["GET"])]


def show_overview(site: Site, language: str, request: Request) -> Response:
    """Answer with the overview, of the topic and the status that the address names."""
    choice = Choice(request.query_params.get("topic", ""), request.query_params.get("status", ""))
    drawn = overview(site.corpus, choice, site.voice(language), site.today())
    title = said("overview.heading", language)
    return _answer(site, "overview", "overview", language, request, title=title, overview=drawn)


def show_sources(site: Site, language: str, request: Request) -> Response:
    """Answer with the articles that fit what the address asks for."""
    wanted = Search(*(request.query_params.get(name, "")[:200] for name in ("words", "place", "topic", "status")))
    found = search(site.corpus, wanted, site.voice(language))
    title = said("library.heading", language)
    return _answer(
        site,
        "sources",
        "sources",
        language,
        request,
        title=title,
        found=found,
        wanted=wanted,
        places=site.places(language),
        topics=_topics(site, language),
        sentences=len(site.corpus.sentences),
    )


def show_article(site: Site, language: str, request: Request) -> Response:
    """Answer with one article as a page, or alone (`?part`) for the panel beside an answer."""
    name = request.path_params["article"]
    try:
        article = site.corpus.article(name)
    except CorpusError:
        return missing(site, language, request)
    shown = article_view(article, site.corpus, site.voice(language), cited=request.query_params.get("s", ""))
    if "part" in request.query_params:
        address = Address(language, "")
        return _html(render("article.html", language, article=shown, base=address.base, is_part=True))
    return _answer(
        site,
        "sources",
        f"sources/{name}",
        language,
        request,
        title=article.title,
        template="article_page",
        article=shown,
        question=said("overview.question_article", language, title=article.title),
    )


def show_measures(site: Site, language: str, request: Request) -> Response:
    """Answer with the figures of the last evaluation, or with a friendly word when there are none."""
    figures = read_measures(site.measures, language)
    title = said("measures.heading", language)
    return _answer(site, "measures", "measures", language, request, title=title, figures=figures)


def show_about(site: Site, language: str, request: Request) -> Response:
    """Answer with what Footnote is and is not."""
    keep = site.services.keep
    title = said("about.heading", language)
    return _answer(site, "about", "about", language, request, title=title, keep=keep, places=len(site.places(language)))


def show_shared(site: Site, language: str, request: Request) -> Response:
    """Answer with a shared answer as it was given."""
    snapshot = open_shared(site.services.database, request.path_params["token"])
    if snapshot is None:
        return missing(site, language, request, said("site.missing_shared", language))
    voice = site.voice(language)
    turn = Turn(snapshot.answer["question"], state=State.DONE, answer=snapshot.answer)
    return _answer(
        site,
        "",
        f"a/{request.path_params['token']}",
        language,
        request,
        title=turn.question,
        is_private=True,
        template="shared",
        view=view_of(turn, voice),
        shared_on=voice.words.date(snapshot.shared_on.isoformat()),
        base="../",
        is_snapshot=True,
        countries=(),
        place_name="",
    )


def missing(site: Site, language: str, request: Request, text: str = "") -> Response:
    """Answer that there is nothing, in the frame of the site."""
    path = request.url.path.removeprefix(request.scope.get("root_path", "")).strip("/")
    path = path.removeprefix(f"{language}/") if language != LANGUAGES[0] else path
    response = _answer(
        site,
        "",
        path,
        language,
        request,
        title=said("site.missing_title", language),
        is_private=True,
        template="missing",
        text=text or said("site.missing", language),
    )
    response.status_code = 404
    return response


async def send_file(request: Request) -> Response:
    """Answer with a file that pages are made with."""
    path = (STATIC / request.path_params["file"]).resolve()
    if not path.is_relative_to(STATIC) or path.suffix not in TYPES or not path.is_file():
        return Response("There is no such file.", 404, media_type="text/plain")
    lasts = A_YEAR if request.url.query or path.suffix == ".woff2" else AN_HOUR
    return FileResponse(path, media_type=TYPES[path.suffix], headers={"Cache-Control": lasts})


def _endpoint(handler: Handler, site: Site, language: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(partial(handler, site, language, request))

    return answer


async def _add_slash(request: Request) -> Response:
    last = request.url.path.rstrip("/").rpartition("/")[2]
    return RedirectResponse(f"{last}/", 308)


def _answer(
    site: Site,
    name: str,
    path: str,
    language: str,
    request: Request,
    *,
    title: str,
    is_private: bool = False,
    template: str = "",
    **values: object,
) -> Response:
    assert not name or name in NAMES
    page = page_for(site, name, Address(language, path, request.url.query), title=title, is_private=is_private)
    return _html(render(f"{template or name}.html", language, page=page, **{"base": page.base, **values}))


def _topics(site: Site, language: str) -> list[tuple[str, str]]:
    """Return every topic that an article has, and its name, sorted by name."""
    topics = {topic.value for article in site.corpus for topic in article.topics}
    return sorted(((topic, named("topic", topic, language)) for topic in topics), key=lambda pair: pair[1])


def _html(body: str) -> Response:
    return HTMLResponse(body)
