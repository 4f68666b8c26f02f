from __future__ import annotations

import threading
import time

import pytest

from tests.ui.api.conftest import client_of
from tests.ui.api.doors import ScriptedPipeline
from ui.api.opening import Opening
from ui.api.problems import Problem
from ui.api.services import services_over


class Openable(ScriptedPipeline):
    """A pipeline that can be asked as the warm-up asks, and closed."""

    def __init__(self, corpus) -> None:
        super().__init__(corpus)
        self.warmed: list[str] = []
        self.is_closed = False

    def ask(self, question, history=(), *, jurisdiction=None):
        self.warmed.append(question)
        return self.answer

    def close(self):
        self.is_closed = True


def wait_for(opening, state):
    deadline = time.monotonic() + 5
    while opening.state != state:
        assert time.monotonic() < deadline, opening.state
        time.sleep(0.01)


@pytest.fixture
def slow(corpus):
    """A pipeline that opens when it is told to."""
    told, pipeline = threading.Event(), Openable(corpus)

    def open_(progress):
        told.wait(5)
        return pipeline

    opening = Opening(corpus, open_)
    yield opening, told, pipeline
    told.set()
    opening.close()


def test_questions_are_asked_to_wait_until_it_is_open(slow):
    opening, told, _ = slow
    opening.start()

    with pytest.raises(Problem) as caught:
        opening.stream("What?")

    assert (caught.value.code, caught.value.status) == ("starting", 503)
    told.set()
    wait_for(opening, "ready")
    assert list(opening.stream("What?"))


def test_it_is_ready_only_after_a_first_question_has_loaded_the_model(slow):
    opening, told, pipeline = slow
    told.set()
    opening.start()
    wait_for(opening, "ready")

    assert len(pipeline.warmed) == 1


def test_the_server_answers_what_it_can_meanwhile(slow, services):
    opening, told, _ = slow
    opening.start()
    client = client_of(services_over(opening, services.database))

    waiting = client.get("/readyz"), client.get("/healthz"), client.get("/api/articles")
    refused = client.post("/api/ask", json={"question": "What?"})
    streamed = client.post("/api/ask/stream", json={"question": "What?"})
    told.set()
    wait_for(opening, "ready")

    assert [got.status_code for got in waiting] == [503, 200, 200]
    assert waiting[0].json() == {"state": "starting"}
    for got in (refused, streamed):
        assert (got.status_code, got.json()["error"]["code"], got.headers["retry-after"]) == (503, "starting", "5")
    assert client.get("/readyz").status_code == 200


def test_what_could_not_be_opened_is_tried_again(corpus, caplog):
    tries = []

    def open_(progress):
        tries.append(1)
        if len(tries) < 3:
            raise OSError("no Chroma server yet")
        return Openable(corpus)

    opening = Opening(corpus, open_, retry=0.01)
    opening.start()
    wait_for(opening, "ready")
    opening.close()

    assert len(tries) == 3
    assert "no Chroma server yet" in caplog.text


def test_while_it_cannot_be_opened_visitors_are_told(corpus):
    def open_(progress):
        raise OSError("no Chroma server yet")

    opening = Opening(corpus, open_, retry=60)
    opening.start()
    wait_for(opening, "cannot_start")

    with pytest.raises(Problem, match="could not start, and tries again"):
        opening.retrieve("What?")
    opening.close()


def test_closing_closes_the_pipeline_too(slow):
    opening, told, pipeline = slow
    told.set()
    opening.start()
    wait_for(opening, "ready")

    opening.close()

    assert pipeline.is_closed


def test_closing_ends_the_building_of_an_index(corpus):
    begun = threading.Event()

    def open_(progress):
        for done in range(1_000_000):
            begun.set()
            progress(done, 1_000_000)
            time.sleep(0.001)

    opening = Opening(corpus, open_)
    opening.start()
    assert begun.wait(5)

    started = time.monotonic()
    opening.close()

    assert time.monotonic() - started < 5
