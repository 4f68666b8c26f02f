"""The page over a small corpus, with a pipeline that answers by looking words up."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import ui.keep  # noqa: F401 - its tables are made when the database is opened
from corpus import Corpus, load_corpus
from tests.ui.web.lookup import LookupPipeline
from ui.api.app import create_app
from ui.api.limits import Limits
from ui.api.serve import close_services
from ui.api.services import Services, services_over
from ui.database import engine_of, open_database
from ui.web.routes import routes_of
from ui.web.site import Site
from ui.web.view import Voice

ARTICLES = Path(__file__).parents[2] / "rag" / "articles"
TODAY = date(2026, 7, 30)


@pytest.fixture(autouse=True, scope="module")
def _loops_of_gradio() -> Iterator[None]:
    """Let go, without a complaint, of the event loops that Gradio makes in its threads and never closes."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return load_corpus(ARTICLES)


@pytest.fixture
def voice(corpus) -> Voice:
    return Voice("en", lambda article: corpus.article(article).language)


@pytest.fixture
def pipeline(corpus) -> LookupPipeline:
    return LookupPipeline(corpus)


@pytest.fixture
def services(pipeline, tmp_path) -> Iterator[Services]:
    database = open_database(f"sqlite:///{tmp_path / 'footnote.db'}")
    made = services_over(pipeline, database, limits=Limits(per_visitor="1000/minute"))
    yield made
    close_services(made)
    engine_of(database).dispose()


@pytest.fixture
def site(services, tmp_path) -> Site:
    return Site(services, tmp_path / "baseline.json", lambda: TODAY)


@pytest.fixture
def client(site) -> Iterator[TestClient]:
    """The pages without Gradio's, which takes seconds to import."""
    app = create_app(site.services)
    app.router.routes.extend(routes_of(site))
    with TestClient(app, headers={"accept": "text/html"}) as opened:
        yield opened
