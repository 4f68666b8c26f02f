from __future__ import annotations

import json

import pytest

from rag.reading import Help
from rag.writers.llm.query import read_help

TALK = (("user", "What is the minimum age in Spain's bill?"), ("assistant", "The bill sets it at 16."))
MANY = "What is the age limit in Spain, who enforces it and how high are the fines?"


def said(standalone: str = "", parts: tuple[str, ...] = ()) -> str:
    return f"Here you are:\n```json\n{json.dumps({'standalone': standalone, 'parts': parts})}\n```"


def test_a_follow_up_is_restated_with_what_was_spoken_of() -> None:
    asked = "Who enforces the minimum age in Spain's bill?"

    assert read_help(said(asked), "And who enforces it?", TALK) == Help(asked)


@pytest.mark.parametrize(
    "standalone",
    [
        pytest.param("Who enforces the minimum age in Portugal?", id="another country"),
        pytest.param("Who enforces the minimum age of 18 in Spain?", id="a number"),
        pytest.param("Does the AEPD enforce the bill in Spain?", id="a name"),
        pytest.param("¿Quién hace cumplir la edad mínima?", id="another language"),
        pytest.param("Who enforces it " + "in Spain " * 50, id="far longer"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_rewrite_that_adds_anything_is_thrown_away(standalone: str) -> None:
    assert read_help(said(standalone), "And who enforces it?", TALK) == Help()


def test_without_a_conversation_nothing_is_restated() -> None:
    assert read_help(said("What is the fine in Spain?"), "What is the fine in Spain?", ()) == Help()


def test_a_question_is_taken_apart() -> None:
    parts = (
        "What is the age limit in Spain?",
        "Who enforces the age limit in Spain?",
        "How high are the fines in Spain?",
    )

    assert read_help(said(MANY, parts), MANY, ()).parts == parts


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(("What is the age limit in Spain?",), id="one"),
        pytest.param(("What is the age limit in Spain?", "What is the fine in France?"), id="a country added"),
        pytest.param(("What is the age limit?", "Is it good?"), id="half of it forgotten"),
        pytest.param(("What is the age limit in Spain?",) * 9, id="too many"),
    ],
)
def test_parts_that_are_not_those_of_the_question_are_thrown_away(parts: tuple[str, ...]) -> None:
    assert read_help(said(MANY, parts), MANY, ()).parts == ()


@pytest.mark.parametrize("answer", ["", "I can't.", "{", '{"standalone": 3, "parts": "x"}', "[1, 2]", "null"])
def test_what_is_no_answer_helps_nothing(answer: str) -> None:
    assert read_help(answer, MANY, TALK) == Help()
