from __future__ import annotations

import pytest
from fastapi import Response
from fastapi.testclient import TestClient

from ui.api.app import create_app
from ui.api.services import Network

SCHOOL = "https://school.example"
EVIL = "https://evil.example"
QUESTION = {"question": "What?"}


@pytest.fixture
def client(make_services) -> TestClient:
    app = create_app(make_services(network=Network(allowed_origins=(SCHOOL,))))

    @app.get("/open")
    def too_open() -> Response:  # as Gradio answers
        return Response("x", headers={"Access-Control-Allow-Origin": EVIL, "Access-Control-Allow-Credentials": "true"})

    return TestClient(app, client=("203.0.113.7", 50000))


def from_page(origin, site="cross-site"):
    return {"Origin": origin, "Sec-Fetch-Site": site}


def test_an_allowed_site_may_ask_and_read_the_answers_number(client):
    got = client.post("/api/ask", json=QUESTION, headers=from_page(SCHOOL))

    assert got.status_code == 200
    assert got.headers["access-control-allow-origin"] == SCHOOL
    assert "Footnote-Answer" in got.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in got.headers


def test_an_allowed_site_may_read_why_it_was_refused(client):
    got = client.post("/api/ask", json={"question": ""}, headers=from_page(SCHOOL))

    assert (got.status_code, got.headers["access-control-allow-origin"]) == (422, SCHOOL)


def test_its_browser_may_ask_beforehand(client):
    wanted = {
        **from_page(SCHOOL),
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }

    got = client.options("/api/ask/stream", headers=wanted)

    assert (got.status_code, got.headers["access-control-allow-origin"]) == (200, SCHOOL)


@pytest.mark.parametrize(
    "origin",
    [EVIL, "null", "https://school.example.evil.example", "http://school.example", "https://school.example:444", ""],
)
def test_any_other_site_is_refused(client, pipeline, origin):
    got = client.post("/api/ask", json=QUESTION, headers=from_page(origin))

    assert (got.status_code, got.json()["error"]["code"]) == (403, "foreign_origin")
    assert "access-control-allow-origin" not in got.headers
    assert pipeline.asked == []


@pytest.mark.parametrize("origin", [EVIL, "null"])
def test_the_browser_of_any_other_site_is_told_no_beforehand(client, origin):
    wanted = {**from_page(origin), "Access-Control-Request-Method": "POST"}

    got = client.options("/api/ask", headers=wanted)

    assert got.status_code == 400
    assert "access-control-allow-origin" not in got.headers


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_the_page_itself_may_ask_whatever_name_it_is_reached_by(client, site):
    assert client.post("/api/ask", json=QUESTION, headers=from_page("https://us.example", site)).status_code == 200


def test_a_program_that_is_no_browser_may_ask(client):
    assert client.post("/api/ask", json=QUESTION).status_code == 200


def test_even_an_allowed_site_gets_no_further_than_the_api(client):
    got = client.post("/gradio_api/queue/join", json={}, headers=from_page(SCHOOL))

    assert got.json()["error"]["code"] == "foreign_origin"


def test_what_a_mounted_page_would_allow_is_taken_back(client):
    got = client.get("/open", headers=from_page(EVIL))

    assert not [name for name in got.headers if name.startswith("access-control-")]
