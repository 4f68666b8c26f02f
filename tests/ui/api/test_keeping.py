from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.ui.samples import ANSWERED
from ui.keep import all_feedback, open_shared

QUESTION = {"question": ANSWERED.question}


@pytest.fixture
def number(client):
    """The number of an answer that was just given."""
    return client.post("/api/ask", json=QUESTION).headers["footnote-answer"]


def test_a_thumb_is_kept_with_its_day_of_deletion(client, services, number):
    body = {"answer": number, "thumb": "down", "reason": "not_in_source", "claim": 0, "comment": "Look again"}

    got = client.post("/api/feedback", json=body)

    (row,) = all_feedback(services.database)
    assert got.status_code == 201
    assert got.json() == {"token": row.token, "kept_until": (date.today() + timedelta(days=90)).isoformat()}
    assert (row.thumb, row.reason, row.claim, row.comment) == ("down", "not_in_source", 0, "Look again")
    assert (row.surface, row.question) == ("api", None)


def test_the_question_is_kept_only_when_that_is_said(client, services, number):
    client.post("/api/feedback", json={"answer": number, "thumb": "up", "with_question": True})

    assert all_feedback(services.database)[0].question == ANSWERED.question


def test_feedback_can_be_taken_back(client, services, number):
    token = client.post("/api/feedback", json={"answer": number, "thumb": "up"}).json()["token"]

    assert client.delete(f"/api/feedback/{token}").status_code == 204
    assert client.delete(f"/api/feedback/{token}").json()["error"]["code"] == "no_such_feedback"
    assert all_feedback(services.database) == ()


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        pytest.param({"answer": "unknown"}, 404, "no_such_answer", id="no such answer"),
        pytest.param({"claim": 7}, 422, "unfit_feedback", id="no such claim"),
        pytest.param({"thumb": "sideways"}, 422, "unfit_request", id="no such thumb"),
        pytest.param({"reason": "because"}, 422, "unfit_request", id="no such reason"),
        pytest.param({"comment": "x" * 1001}, 422, "unfit_request", id="a long comment"),
        pytest.param({"with_question": "yes"}, 422, "unfit_request", id="agreement must be said clearly"),
        pytest.param({"claim": "0"}, 422, "unfit_request", id="a text for a number"),
        pytest.param({"question": "forged"}, 422, "unfit_request", id="a question of its own"),
    ],
)
def test_feedback_that_does_not_fit_is_refused_and_nothing_kept(client, services, number, change, status, code):
    got = client.post("/api/feedback", json={"answer": number, "thumb": "up", **change})

    assert (got.status_code, got.json()["error"]["code"]) == (status, code)
    assert all_feedback(services.database) == ()


@pytest.mark.parametrize(("language", "first"), [("en", "It answers my question"), ("es", "Responde a mi pregunta")])
def test_the_reasons_are_offered_in_words(client, language, first):
    got = client.get("/api/feedback/reasons", params={"language": language}).json()

    assert got["up"][0] == {"reason": "answers_it", "text": first}
    assert {"reason": "other"}.items() <= got["down"][-1].items()


def test_a_shared_answer_is_read_as_it_was_given(client, services, number):
    shared = client.post("/api/share", json={"answer": number})

    got = client.get(shared.json()["path"])

    assert shared.status_code == 201
    assert got.json() == {"answer": ANSWERED.to_dict(), "shared_on": date.today().isoformat()}
    assert got.headers["x-robots-tag"] == "noindex"
    assert shared.json()["kept_until"] == (date.today() + timedelta(days=365)).isoformat()
    assert open_shared(services.database, shared.json()["token"])


def test_a_forged_answer_cannot_be_shared(client):
    got = client.post("/api/share", json={"answer": "made-up", "text": "The law was repealed. [1]"})

    assert got.status_code == 422
    assert client.post("/api/share", json={"answer": "made-up"}).json()["error"]["code"] == "no_such_answer"


def test_a_link_is_taken_back_with_its_key_only(client, number):
    shared = client.post("/api/share", json={"answer": number}).json()

    wrong = client.delete(shared["path"], headers={"Footnote-Key": shared["token"]})
    right = client.delete(shared["path"], headers={"Footnote-Key": shared["key"]})

    assert (wrong.status_code, wrong.json()["error"]["code"]) == (403, "wrong_key")
    assert right.status_code == 204
    assert client.get(shared["path"]).json()["error"]["code"] == "no_such_share"


@pytest.mark.parametrize(
    ("form", "media_type", "ending", "begins"),
    [
        ("markdown", "text/markdown; charset=utf-8", "md", "# What are the fines"),
        ("bibtex", "application/x-bibtex", "bib", "@misc{uk-parliament-2023-online,"),
        ("ris", "application/x-research-info-systems", "ris", "TY  - GOVDOC"),
    ],
)
def test_an_answer_can_be_taken_away_with_its_references(client, number, form, media_type, ending, begins):
    token = client.post("/api/share", json={"answer": number}).json()["token"]

    fresh = client.get(f"/api/answers/{number}/{form}")
    shared = client.get(f"/api/shared/{token}/{form}")

    assert fresh.content == shared.content
    assert fresh.text.startswith(begins)
    assert fresh.headers["content-type"] == media_type
    assert fresh.headers["content-disposition"] == f'attachment; filename="footnote-answer.{ending}"'


@pytest.mark.parametrize("path", ["/api/answers/unknown/ris", "/api/shared/unknown/ris", "/api/shared/unknown"])
def test_what_is_not_there_is_said_so(client, path):
    assert client.get(path).status_code == 404


def test_a_form_that_nobody_writes_is_refused(client, number):
    assert client.get(f"/api/answers/{number}/docx").status_code == 422
