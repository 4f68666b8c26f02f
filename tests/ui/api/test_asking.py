from __future__ import annotations

import json

import pytest

from rag.answer import Outcome
from tests.ui.api.conftest import client_of
from tests.ui.samples import ANSWERED, answer_of
from ui.api.limits import Limits

QUESTION = {"question": "What are the fines in the UK?"}


def events_of(text):
    """Return the events of a stream as (name, id, data)."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        found.append((fields["event"], fields.get("id"), json.loads(fields["data"])))
    return found


def test_a_question_returns_exactly_the_json_of_its_answer(client):
    got = client.post("/api/ask", json=QUESTION)

    assert got.status_code == 200
    assert got.json() == ANSWERED.to_dict()
    assert list(got.json()) == list(ANSWERED.to_dict())


def test_history_and_jurisdiction_reach_the_pipeline(client, pipeline):
    history = [{"role": "user", "content": "What about fines?"}, {"role": "assistant", "content": "They differ."}]

    client.post("/api/ask", json={"question": " And here? ", "history": history, "jurisdiction": "uk"})

    assert pipeline.asked == [("And here?", (("user", "What about fines?"), ("assistant", "They differ.")), "GB")]


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_an_answer(client, pipeline, outcome):
    pipeline.answer = answer_of(outcome)

    got = client.post("/api/ask", json=QUESTION)

    assert (got.status_code, got.json()["outcome"]) == (200, outcome.value)


def test_a_stream_tells_what_is_done_then_each_claim_then_the_answer(client):
    got = client.post("/api/ask/stream", json=QUESTION)

    events = events_of(got.text)
    assert got.headers["content-type"].startswith("text/event-stream")
    assert [name for name, _, _ in events] == ["status", "claim", "answer"]
    assert events[0][2] == {"text": "Searching …"}
    assert events[1][2] == ANSWERED.to_dict()["claims"][0]
    assert events[2][2] == ANSWERED.to_dict()


def test_the_number_of_an_answer_comes_with_it_both_ways(client, services):
    whole = client.post("/api/ask", json=QUESTION).headers["footnote-answer"]
    streamed = events_of(client.post("/api/ask/stream", json=QUESTION).text)[-1][1]

    assert whole != streamed
    assert services.recent.answer(whole) == services.recent.answer(streamed) == ANSWERED


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param({"question": ""}, "empty_question", id="nothing"),
        pytest.param({"question": " \n\t"}, "empty_question", id="blanks"),
        pytest.param({"question": "x" * 1001}, "long_question", id="too long"),
        pytest.param({"question": "x", "jurisdiction": "ZZ"}, "unknown_jurisdiction", id="unknown place"),
        pytest.param(
            {"question": "x", "history": [{"role": "user", "content": ""}] * 41}, "long_history", id="many turns"
        ),
        pytest.param({}, "unfit_request", id="no question"),
        pytest.param({"question": None}, "unfit_request", id="null"),
        pytest.param({"question": 3}, "unfit_request", id="a number"),
        pytest.param({"question": ["x"]}, "unfit_request", id="a list"),
        pytest.param({"question": "x", "histroy": []}, "unfit_request", id="a slip in a name"),
        pytest.param({"question": "x", "history": "x"}, "unfit_request", id="history is text"),
        pytest.param({"question": "x", "history": [["user", "x"]]}, "unfit_request", id="turns as lists"),
        pytest.param({"question": "x", "history": [{"role": "system", "content": "x"}]}, "unfit_request", id="a role"),
        pytest.param(
            {"question": "x", "history": [{"role": "user", "content": "x" * 20_001}]}, "unfit_request", id="a long turn"
        ),
        pytest.param([], "unfit_request", id="a list for a body"),
        pytest.param("x", "unfit_request", id="a text for a body"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_to_do(client, pipeline, path, body, code):
    got = client.post(path, json=body)

    assert (got.status_code, got.json()["error"]["code"]) == (422, code)
    assert got.json()["error"]["message"].endswith(".") or "?" in got.json()["error"]["message"]
    assert pipeline.asked == []


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        pytest.param(b"{", "application/json", id="half of a JSON"),
        pytest.param(b"\xff\xfe{}", "application/json", id="no text"),
        pytest.param(b'{"question": "x"}', "text/plain", id="not said to be JSON"),
        pytest.param(b"question=x", "application/x-www-form-urlencoded", id="a form"),
        pytest.param(b"[" * 100_000, "application/json", id="deep"),
        pytest.param(b'{"question": 1e999999}', "application/json", id="a number without end"),
        pytest.param(b"", "application/json", id="nothing"),
    ],
)
def test_a_body_that_is_no_question_is_refused_in_words(client, pipeline, content, media_type):
    got = client.post("/api/ask", content=content, headers={"Content-Type": media_type})

    assert (got.status_code, got.json()["error"]["code"]) == (422, "unfit_request")
    assert pipeline.asked == []


def test_html_in_a_question_is_only_text(client):
    question = "<script>alert(1)</script><img src=x onerror=alert(1)>"

    got = client.post("/api/ask", json={"question": question})

    assert got.json()["question"] == question
    assert got.headers["content-type"] == "application/json"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_half_a_character_in_a_question_breaks_nothing(client):
    half = b'{"question": "half \\ud83d of it"}'

    got = client.post("/api/ask", content=half, headers={"Content-Type": "application/json"})

    assert (got.status_code, got.json()["question"]) == (200, "half   of it")


@pytest.mark.parametrize(("accepted", "begins"), [("en", "The question has"), ("es-MX, en;q=0.5", "La pregunta tiene")])
def test_a_refusal_speaks_the_visitors_language(client, accepted, begins):
    got = client.post("/api/ask", json={"question": "x" * 1001}, headers={"Accept-Language": accepted})

    assert got.json()["error"]["message"].startswith(begins)
    assert got.headers["content-language"] == accepted[:2]


def test_the_question_after_the_last_one_allowed_is_told_when_to_come_back(make_services, pipeline):
    client = client_of(make_services(limits=Limits(per_visitor="2/minute")))
    client.post("/api/ask", json=QUESTION)
    client.post("/api/ask", json=QUESTION)

    got = client.post("/api/ask", json=QUESTION)

    assert got.status_code == 429
    assert 1 <= int(got.headers["retry-after"]) <= 60
    assert got.json()["error"]["retry_after"] == int(got.headers["retry-after"])
    assert "call the emergency services" in got.json()["error"]["message"]
    assert len(pipeline.asked) == 2


def test_a_fault_of_ours_is_a_number_and_not_a_traceback(client, pipeline, caplog):
    pipeline.error = TypeError("the secret inner workings")

    got = client.post("/api/ask", json=QUESTION)

    assert (got.status_code, got.json()["error"]["code"]) == (500, "broken")
    assert "secret" not in got.text
    number = got.json()["error"]["message"].split("number ")[1][:8]
    assert f"Failure {number}" in caplog.text


def test_a_fault_in_the_middle_of_a_stream_is_its_last_event(client, pipeline):
    pipeline.error = TypeError("the secret inner workings")

    events = events_of(client.post("/api/ask/stream", json=QUESTION).text)

    assert [name for name, _, _ in events] == ["status", "error"]
    assert events[-1][2]["error"]["code"] == "broken"
    assert "secret" not in str(events)


def test_no_question_gets_into_the_log(client, pipeline, caplog):
    pipeline.error = TypeError("broken on purpose")

    with caplog.at_level("DEBUG"):
        client.post("/api/ask", json={"question": "my daughter Ana"})

    assert "Ana" not in caplog.text


def test_answers_set_no_cookie_and_are_not_kept_by_caches(client):
    got = client.post("/api/ask/stream", json=QUESTION)

    assert "set-cookie" not in got.headers
    assert got.headers["cache-control"] == "no-store"
