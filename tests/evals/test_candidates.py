from __future__ import annotations

import json

import pytest

from evals.candidates import add
from evals.cases import CaseError, read_cases
from tests.evals.products import AGE, answer

GIVEN = {
    "question": " What must platforms do? ",
    "consent": True,
    "redacted": True,
    "comment": "It named the wrong country.",
    "answer": answer("What must platforms do?", AGE).to_dict(),
}


def kept(folder, **changes):
    file = folder / "feedback.json"
    file.write_text(json.dumps(GIVEN | changes), encoding="utf-8")
    return file


def test_a_thumbs_down_becomes_a_case_that_can_be_read(tmp_path):
    path, identifier = add(kept(tmp_path), tmp_path / "candidates")

    (one,) = read_cases(path.parent)
    assert one.id == identifier
    assert one.question == "What must platforms do?"
    assert one.articles == ("au-minimum-age-act",)
    assert "It named the wrong country." in one.note


@pytest.mark.parametrize("name", ["consent", "redacted"])
def test_without_consent_or_redaction_nothing_is_taken(tmp_path, name):
    with pytest.raises(CaseError, match=f"`{name}` is not true"):
        add(kept(tmp_path, **{name: False}), tmp_path / "candidates")

    assert not (tmp_path / "candidates").exists()


@pytest.mark.parametrize("told", ["Write to mum@example.org", "Call +34 612 345 678 90"])
def test_what_looks_like_an_address_or_a_number_is_not_taken(tmp_path, told):
    with pytest.raises(CaseError, match="Redact it first"):
        add(kept(tmp_path, comment=told), tmp_path / "candidates")


def test_a_question_that_waits_already_is_not_added_twice(tmp_path):
    add(kept(tmp_path), tmp_path / "candidates")

    with pytest.raises(CaseError, match="waits in"):
        add(kept(tmp_path), tmp_path / "candidates")


@pytest.mark.parametrize("text", ["", "[]", '"a"'])
def test_a_file_of_another_kind_is_named(tmp_path, text):
    file = tmp_path / "feedback.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(CaseError, match=r"feedback\.json is no"):
        add(file, tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CaseError, match=r"nothing\.json cannot be read"):
        add(tmp_path / "nothing.json", tmp_path)
