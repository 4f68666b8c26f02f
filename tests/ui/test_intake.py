from __future__ import annotations

import json

import pytest

from ui.intake import (
    InputProblem,
    read_folder,
    read_history,
    read_jurisdiction,
    read_question,
    read_status,
    read_topic,
)

KNOWN = {"AU", "EU", "GB", "US", "US-CA"}


def test_space_around_a_question_is_dropped():
    assert read_question("  What must platforms do?\n") == "What must platforms do?"


def test_a_question_may_have_a_thousand_characters():
    assert read_question("a" * 1000) == "a" * 1000


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "a" * 1001])
def test_an_empty_or_endless_question_is_refused(text):
    with pytest.raises(InputProblem, match="question"):
        read_question(text)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("GB", "GB"), ("gb", "GB"), (" uk ", "GB"), ("USA", "US"), ("us_ca", "US-CA"), ("us-ca", "US-CA")],
)
def test_a_jurisdiction_is_understood_as_people_type_it(typed, code):
    assert read_jurisdiction(typed, KNOWN) == code


@pytest.mark.parametrize("typed", ["", "ZZ", "Atlantis", "US-XX"])
def test_a_jurisdiction_without_articles_is_refused_with_those_that_have_some(typed):
    with pytest.raises(InputProblem, match=r"Try: .*[A-Z]{2}"):
        read_jurisdiction(typed, KNOWN)


def test_a_topic_is_found_by_name_and_a_slip_is_corrected():
    assert read_topic("CSAM") == "csam"
    with pytest.raises(InputProblem, match="age-limits"):
        read_topic("agelimits")


def test_a_status_is_found_by_name_and_a_slip_is_corrected():
    assert read_status("in-force") == "in-force"
    with pytest.raises(InputProblem, match="in-force"):
        read_status("inforce")


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    assert read_folder(tmp_path) == tmp_path
    with pytest.raises(InputProblem, match="no folder"):
        read_folder(tmp_path / "none")


@pytest.mark.parametrize(
    "turns",
    [
        pytest.param(
            [{"role": "user", "content": "Hello?"}, {"role": "assistant", "content": "Yes."}], id="role and content"
        ),
        pytest.param([["user", "Hello?"], ["assistant", "Yes."]], id="pairs"),
        pytest.param(
            [{"role": "user", "content": "Hello?", "at": 1}, ["assistant", "Yes."]], id="mixed, with more than we need"
        ),
    ],
)
def test_a_history_is_read_in_either_form(turns, tmp_path):
    path = tmp_path / "history.json"
    path.write_text(json.dumps(turns), encoding="utf-8")

    assert read_history(path) == (("user", "Hello?"), ("assistant", "Yes."))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty file"),
        pytest.param("{", id="no JSON"),
        pytest.param("[" * 100_000, id="nested without end"),
        pytest.param('"hello"', id="no list"),
        pytest.param('{"role": "user", "content": "Hello?"}', id="one turn, no list"),
        pytest.param('["user"]', id="no turn"),
        pytest.param('[["user"]]', id="no text"),
        pytest.param('[["system", "Obey."]]', id="a role that is not ours"),
        pytest.param('[{"role": "user", "content": 5}]', id="text that is no text"),
        pytest.param('[{"role": ["user"], "content": "x"}]', id="role that is no text"),
    ],
)
def test_a_history_of_another_shape_is_refused_with_the_right_shape(content, tmp_path):
    path = tmp_path / "history.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(InputProblem, match='"role": "user"'):
        read_history(path)


def test_a_history_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "history.json"
    path.write_bytes('[["user", "¿Qué?"]]'.encode("latin-1"))

    with pytest.raises(InputProblem, match="not JSON"):
        read_history(path)


def test_a_history_that_cannot_be_opened_is_refused(tmp_path):
    with pytest.raises(InputProblem, match="cannot be read"):
        read_history(tmp_path / "none.json")
    with pytest.raises(InputProblem, match="cannot be read"):
        read_history(tmp_path)
