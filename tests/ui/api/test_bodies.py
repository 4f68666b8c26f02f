from __future__ import annotations

import asyncio

import pytest

from tests.ui.api.conftest import client_of
from ui.api.bodies import Bodies
from ui.api.limits import Limits, Rates
from ui.api.metrics import Metrics
from ui.api.problems import Problem


def test_a_giant_body_is_refused_wherever_its_length_is_told(client, pipeline):
    giant = b'{"question": "' + b"x" * 300_000 + b'"}'

    told = client.post("/api/ask", content=giant, headers={"Content-Type": "application/json"})
    in_pieces = client.post("/api/ask", content=iter([giant[:1000], giant[1000:]]))

    for got in (told, in_pieces):
        assert (got.status_code, got.json()["error"]["code"]) == (413, "too_large")
        assert "256 KB" in got.json()["error"]["message"]
    assert pipeline.asked == []


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/upload/",
        "/gradio_api/component_server",
        "/gradio_api/run/predict",
        "/gradio_api/call/predict",
        "/gradio_api/process_recording",
        "/gradio_api/vibe-edit",
        "/gradio_api//upload",
        "/gradio_api/queue/../upload",
        "/",
        "/login",
        "/metrics",
    ],
)
def test_doors_that_the_page_does_not_need_are_closed(client, path):
    got = client.post(path, content=b"x" * 2_000_000)

    assert (got.status_code, got.json()["error"]["code"]) == (403, "closed_door")


@pytest.mark.parametrize("path", ["/gradio_api/proxy=https://evil.example/x", "/gradio_api/vibe-code", "/monitoring"])
def test_nobody_looks_where_nobody_has_any_business(client, path):
    assert client.get(path).json()["error"]["code"] == "closed_door"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_no_other_method_opens_them(client, method):
    got = client.request(method, "/gradio_api/upload", content=b"x")

    assert got.status_code in (403, 405)


def test_requests_of_one_visitor_are_counted_even_when_each_is_cheap(make_services):
    client = client_of(make_services(limits=Limits(requests_per_visitor="3/minute")))

    statuses = [client.post("/api/feedback", json={}).status_code for _ in range(4)]

    assert statuses == [422, 422, 422, 429]
    assert client.get("/api/articles").status_code == 200


async def send_nothing(message):
    raise AssertionError(f"nothing is to be sent: {message}")


def test_a_body_that_trickles_in_is_given_up():
    async def app(scope, receive, send):
        raise AssertionError("must not be reached")

    async def slow():
        await asyncio.sleep(0.05)
        return {"type": "http.request", "body": b"x", "more_body": True}

    bodies = Bodies(app, limits=Limits(), rates=Rates(Limits()), metrics=Metrics(), seconds=0.2)
    scope = {"type": "http", "method": "POST", "path": "/api/ask", "client": ("203.0.113.7", 1), "headers": ()}

    with pytest.raises(Problem) as caught:
        asyncio.run(bodies(scope, slow, send_nothing))

    assert (caught.value.code, caught.value.status) == ("too_slow", 408)


def test_a_visitor_who_leaves_while_sending_ends_the_reading():
    received = []

    async def app(scope, receive, send):
        received.append(await receive())

    async def leaving():
        return {"type": "http.disconnect"}

    bodies = Bodies(app, limits=Limits(), rates=Rates(Limits()), metrics=Metrics())
    scope = {"type": "http", "method": "POST", "path": "/api/ask", "client": None, "headers": ()}

    asyncio.run(bodies(scope, leaving, send_nothing))

    assert received == [{"type": "http.disconnect"}]
