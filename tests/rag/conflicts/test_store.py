from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rag.conflicts import open_conflicts, store
from tests.rag.conflicts.builder import corpus_of

CORPUS = corpus_of(
    a=["The government adopted the plan on 10 February 2026.", "One tracker dates the adoption to 9 February 2026."]
)


def test_conflicts_are_looked_for_once(tmp_path, monkeypatch):
    first = open_conflicts(CORPUS, tmp_path)
    monkeypatch.setattr(store, "find_conflicts", None)

    assert open_conflicts(CORPUS, tmp_path).all == first.all
    assert len(first) == 1


def test_another_corpus_is_looked_at_anew(tmp_path):
    open_conflicts(CORPUS, tmp_path)

    assert len(open_conflicts(replace(corpus_of(a=["Nothing here."]), version="another"), tmp_path)) == 0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"corpus": "of a test", "rules": 1}'])
def test_a_broken_file_is_made_anew(tmp_path, text):
    (tmp_path / store.NAME).write_text(text)

    assert len(open_conflicts(CORPUS, tmp_path)) == 1
    assert json.loads((tmp_path / store.NAME).read_text())["corpus"] == "of a test"


def test_a_folder_that_cannot_be_written_costs_no_answer(tmp_path):
    (tmp_path / "file").write_text("")

    assert len(open_conflicts(CORPUS, tmp_path / "file")) == 1


def test_each_side_names_the_other(tmp_path):
    found = open_conflicts(CORPUS, tmp_path)

    ((other, conflict),) = found.partners("a#1.2")
    assert other == "a#1.1"
    assert found.of("a#1.1") == (conflict,)
    assert "a#1.3" not in found
