from __future__ import annotations

import re
from pathlib import Path

import pytest

import ui.api
from ui.api.problems import LANGUAGES, STATUS, Problem, messages, preferred_language

SOURCES = [path.read_text(encoding="utf-8") for path in Path(ui.api.__file__).parent.rglob("*.py")]


def test_every_message_is_there_in_both_languages_with_the_same_places():
    for code, said in messages().items():
        assert set(said) == set(LANGUAGES), code
        assert set(re.findall(r"\{\w+\}", said["en"])) == set(re.findall(r"\{\w+\}", said["es"])), code
        assert said["en"] != said["es"]


def test_every_problem_that_the_code_raises_has_a_message_and_every_status_a_problem():
    raised = {code for text in SOURCES for code in re.findall(r'Problem\(\s*"(\w+)"', text)}

    assert raised
    assert raised <= set(messages())
    assert set(STATUS) <= set(messages())


def test_a_problem_says_what_to_do_and_when():
    problem = Problem("busy", seconds=7)

    assert problem.to_dict("en")["error"] == {
        "code": "busy",
        "message": problem.said("en"),
        "retry_after": 7,
    }
    assert "in 7 seconds" in problem.said("en")
    assert "en 7 segundos" in problem.said("es")
    assert problem.said("fr") == problem.said("en")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("es", "es"),
        ("es-ES,es;q=0.9,en;q=0.8", "es"),
        ("en-GB,en;q=0.9,es;q=0.8", "en"),
        ("fr, es;q=0.5, en;q=0.4", "es"),
        ("de", "en"),
        ("es;q=x, en", "en"),
        (",;q=,,", "en"),
        ("es," * 10_000, "es"),
    ],
)
def test_the_language_that_a_browser_puts_first(accepted, language):
    assert preferred_language(accepted) == language
