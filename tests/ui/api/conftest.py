"""The application over a scripted pipeline: in the process for most tests, on a real port where that matters."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient

import ui.keep  # noqa: F401 - its tables are made when the database is opened
from corpus import Corpus, load_corpus
from rag.settings import SHIPPED_ARTICLES
from tests.ui.api.doors import ScriptedPipeline
from ui.api.app import create_app
from ui.api.limits import Limits
from ui.api.serve import close_services, server_for
from ui.api.services import Network, Services, services_over
from ui.database import engine_of, open_database

VISITOR = "203.0.113.7"


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return load_corpus(SHIPPED_ARTICLES)


@pytest.fixture
def pipeline(corpus) -> ScriptedPipeline:
    return ScriptedPipeline(corpus)


@pytest.fixture
def make_services(pipeline, tmp_path) -> Iterator[Callable[..., Services]]:
    """Make services with the limits and the network that a test needs; all are closed at its end."""
    made: list[Services] = []

    def make(*, limits: Limits | None = None, network: Network | None = None) -> Services:
        database = open_database(f"sqlite:///{tmp_path / 'footnote.db'}")
        made.append(services_over(pipeline, database, limits=limits, network=network))
        return made[-1]

    yield make
    pipeline.gate.set()
    for services in made:
        close_services(services)
        engine_of(services.database).dispose()


@pytest.fixture
def services(make_services) -> Services:
    return make_services()


@pytest.fixture
def client(services) -> TestClient:
    return client_of(services)


def client_of(services: Services, address: str = VISITOR, **headers: str) -> TestClient:
    return TestClient(create_app(services), client=(address, 50000), headers=headers, raise_server_exceptions=True)


@contextmanager
def serving(services: Services, app=None) -> Iterator[str]:
    """Serve on a free port of loopback and give the address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    server = server_for(app or create_app(services))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
