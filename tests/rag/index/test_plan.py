from __future__ import annotations

from dataclasses import replace

import pytest

from rag.index import plan as plan_module
from rag.index.plan import plan_index
from tests.rag.index.builder import make_corpus

CORPUS = make_corpus()
SECOND = make_corpus(edition="second")
PLAN = plan_index(CORPUS, "model@1")


def test_the_same_corpus_and_model_give_the_same_fingerprint() -> None:
    assert plan_index(make_corpus(), "model@1").fingerprint == PLAN.fingerprint


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(plan_index(SECOND, "model@1"), id="a changed sentence"),
        pytest.param(
            plan_index(replace(SECOND, version=CORPUS.version), "model@1"), id="a change under the same version"
        ),
        pytest.param(plan_index(replace(CORPUS, version="other"), "model@1"), id="another corpus version"),
        pytest.param(plan_index(CORPUS, "model@2"), id="another model"),
        pytest.param(plan_index(CORPUS, "model@1", on_server=True), id="a Chroma server"),
    ],
)
def test_whatever_shapes_an_index_changes_its_fingerprint(other: plan_module.Plan) -> None:
    assert other.fingerprint != PLAN.fingerprint


@pytest.mark.parametrize(("name", "value"), [("TEXT_FORMAT", "other"), ("HNSW", {"space": "l2"}), ("SCHEMA", 99)])
def test_a_changed_constant_changes_the_fingerprint(name: str, value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_module, name, value)

    assert plan_index(CORPUS, "model@1").fingerprint != PLAN.fingerprint
