from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError

from tests.ui.api.conftest import client_of
from ui.api.services import Network


def test_the_process_is_alive_and_ready(client):
    assert client.get("/healthz").json() == {"state": "alive"}
    assert client.get("/readyz").json() == {"state": "ready"}


def test_it_is_not_ready_without_its_database(client, services, monkeypatch):
    def broken(*_):
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr("sqlalchemy.orm.Session.execute", broken)

    got = client.get("/readyz")

    assert (got.status_code, got.json()) == (503, {"state": "no_database"})
    assert client.get("/healthz").status_code == 200


def test_the_figures_are_for_those_who_run_the_server(make_services):
    services = make_services(network=Network(metrics_from=("10.0.0.0/8",)))

    stranger = client_of(services).get("/metrics")

    assert (stranger.status_code, stranger.json()["error"]["code"]) == (403, "not_for_you")
    assert client_of(services, "10.1.2.3").get("/metrics").status_code == 200


def test_the_figures_count_what_happened_and_name_nobody(make_services):
    services = make_services(network=Network(metrics_from=("203.0.113.7",)))
    client = client_of(services)
    number = client.post("/api/ask", json={"question": "a private question"}).headers["footnote-answer"]
    client.post("/api/feedback", json={"answer": number, "thumb": "down", "reason": "unclear", "claim": 0})
    client.post("/api/share", json={"answer": number})
    for _ in range(20):
        last = client.post("/api/ask", json={"question": "more"})

    text = client.get("/metrics").text

    assert last.status_code == 429
    assert 'footnote_answers_total{language="en",outcome="answered",surface="api"} 20.0' in text
    assert 'footnote_answer_seconds_count{surface="api"} 20.0' in text
    assert 'footnote_notes_total{kind="not_in_force"} 20.0' in text
    assert 'footnote_feedback_total{about="claim",reason="unclear",thumb="down"} 1.0' in text
    assert 'footnote_limited_total{reason="too_many_questions"} 1.0' in text
    assert "footnote_shared_total 1.0" in text
    assert "footnote_corpus_articles 139.0" in text
    assert "private" not in text
    assert "203.0.113" not in text


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/api/docs"])
def test_no_page_that_loads_scripts_from_elsewhere_is_served(client, path):
    assert client.get(path).status_code == 404


def test_two_servers_in_one_process_count_apart(make_services):
    one, other = make_services(), make_services()

    client_of(one).post("/api/ask", json={"question": "x"})

    assert b"footnote_answers_total{" in one.metrics.text()
    assert b"footnote_answers_total{" not in other.metrics.text()
