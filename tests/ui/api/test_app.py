from __future__ import annotations

import json

import pytest
from pydantic import BaseModel

from rag.answer import Outcome
from tests.ui.api.conftest import client_of
from tests.ui.samples import ANSWERED, SIGNPOSTED, answer_of
from ui.api.services import Network
from ui.api.shapes import AnswerShape, ArticleShape, ArticlesShape, Refusal, SnapshotShape


def paths(client) -> dict[str, set[str]]:
    described = client.get("/api/openapi.json").json()["paths"]
    return {path: set(methods) for path, methods in described.items()}


def test_openapi_describes_what_can_be_asked_for(client):
    assert paths(client) == {
        "/api/ask": {"post"},
        "/api/ask/stream": {"post"},
        "/api/articles": {"get"},
        "/api/articles/{article_id}": {"get"},
        "/api/feedback": {"post"},
        "/api/feedback/reasons": {"get"},
        "/api/feedback/{token}": {"delete"},
        "/api/share": {"post"},
        "/api/shared/{token}": {"get", "delete"},
        "/api/shared/{token}/{form}": {"get"},
        "/api/answers/{number}/{form}": {"get"},
        "/healthz": {"get"},
        "/readyz": {"get"},
    }


@pytest.mark.parametrize("answer", [ANSWERED, SIGNPOSTED, *map(answer_of, Outcome)], ids=lambda one: one.outcome)
def test_answers_have_the_shape_that_openapi_gives_them(answer):
    AnswerShape.model_validate_json(json.dumps(answer.to_dict()))


def test_everything_returned_has_the_shape_that_openapi_gives_it(client):
    asked = client.post("/api/ask", json={"question": "x"})
    shared = client.post("/api/share", json={"answer": asked.headers["footnote-answer"]}).json()
    returned: list[tuple[type[BaseModel], str]] = [
        (ArticlesShape, "/api/articles"),
        (ArticleShape, "/api/articles/eu-csa-regulation-proposal"),
        (SnapshotShape, shared["path"]),
        (Refusal, "/api/articles/nothing"),
        (Refusal, "/nothing"),
    ]

    for shape, path in returned:
        shape.model_validate(client.get(path).json())


@pytest.mark.parametrize("prefix", ["", "/footnote"], ids=["the proxy takes the prefix away", "it passes it on"])
def test_the_api_works_under_a_prefix_either_way(make_services, prefix):
    client = client_of(make_services(network=Network(root_path="/footnote")))

    asked = client.post(f"{prefix}/api/ask", json={"question": "x"})
    shared = client.post(f"{prefix}/api/share", json={"answer": asked.headers["footnote-answer"]}).json()

    assert asked.status_code == 200
    assert shared["path"].startswith("/footnote/api/shared/")
    assert client.get(shared["path"]).status_code == 200
    assert client.get(f"{prefix}/widget.js").headers["cross-origin-resource-policy"] == "cross-origin"
    assert client.post(f"{prefix}/gradio_api/upload").json()["error"]["code"] == "closed_door"


@pytest.mark.parametrize("path", ["/nothing", "/api/", "/api/ask/x", "/.env", "/%2e%2e/etc/passwd", "/api/ask%00"])
def test_an_address_where_nothing_is_says_where_to_look(client, path):
    got = client.get(path)

    assert (got.status_code, got.json()["error"]["code"]) == (404, "unknown_path")


def test_a_wrong_method_says_where_to_look(client):
    got = client.get("/api/ask")

    assert (got.status_code, got.json()["error"]["code"]) == (405, "unfit_method")
    assert "GET" in got.json()["error"]["message"]
