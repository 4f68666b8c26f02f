"""Each sign with wordings that have it and wordings that do not; the code uses no others."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import rag
from rag.understand.places import DATA
from rag.understand.signs import has_sign

TABLES = tomllib.loads((DATA / "signs.toml").read_text(encoding="utf-8"))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in Path(rag.__file__).parent.rglob("*.py"))

EXAMPLES = {
    "surveys_states": (
        [
            "Which states ban phones in schools?",
            "List US states with such a law",
            "¿Qué estados de EE. UU. lo prohíben?",
        ],
        ["What states parties must do", "Which EU member states plan it?", "What does the court state?"],
    ),
    "asks_standing": (
        ["Is it only proposed?", "Is the act in force?", "Is it already law?", "¿Está en vigor?", "just a plan"],
        ["Who enforces it?", "How much is the fine?", "Which platforms are covered?"],
    ),
    "takes_as_done": (
        ["When did Spain ban TikTok?", "Who was fined?", "How long was the sentence?", "¿Cuándo entró en vigor?"],
        ["What is grooming?", "Which platforms are named?", "Who is in charge?"],
    ),
    "takes_as_plan": (
        ["What would the bill do?", "Who announced it?", "the Danish agreement", "¿Qué dice el proyecto?"],
        ["What does the act do?", "When did it start?", "Who enforces it?"],
    ),
    "predicts": (
        ["Will the Greek ban survive?", "Do you think it works?", "¿Va a aprobarse la ley?", "What happens next year?"],
        [
            "What is the minimum age in Spain?",
            "When did the act start?",
            "Who said so?",
        ],
    ),
    "asks_outcome": (
        ["Did the court freeze it?", "How did the judges rule?", "What was decided?", "¿Cómo terminó el juicio?"],
        ["Who enforces the act?", "What is the fine?", "How much is the fine?"],
    ),
    "counts": (
        ["How many accounts were closed?", "how much is the fine", "¿Cuántas cuentas se cerraron?"],
        ["When does it start?", "How does it work?", "¿Quién multa?"],
    ),
    "says_unknown": (
        ["No ruling is reported.", "The figure has not been confirmed.", "A vote was due in May.", "No consta."],
        ["The court upheld the law.", "It applies since May.", "Nobody objected."],
    ),
    "presupposes": (
        ["When did Spain ban it?", "Why does Ofcom read messages?", "¿Desde cuándo está prohibido?", "It is, right?"],
        ["What is the minimum age?", "Who enforces the act?", "Compare Spain and France."],
    ),
    "denies": (
        ["The bill is not yet law.", "It remains a proposal.", "Parents face no penalties.", "El proyecto no es ley."],
        ["The act is in force.", "Platforms must check ages.", "La ley está en vigor."],
    ),
    "asks_disagreement": (
        [
            "I've seen both dates, which is it?",
            "Is it the 10th or the 11th?",
            "I've come across two totals.",
            "The ministers don't say the same.",
            "He visto cifras distintas.",
        ],
        ["What is the limit?", "When did it start?", "¿Cuál es la edad?"],
    ),
    "surveys": (
        [
            "Which countries have a minimum age?",
            "Which Asian and African countries have one?",
            "where in the world is it banned",
            "¿Qué países lo prohíben?",
            "Is there any other country?",
        ],
        ["Which law has the highest fine?", "What does Spain do?", "¿Qué hace?"],
    ),
    "asks_when": (
        ["When did it start?", "On which date?", "¿Cuándo entró en vigor?", "¿En qué fecha?"],
        ["Who signed it?", "What is the fine?", "¿Quién lo firmó?"],
    ),
}
"""Sign -> (has it, has it not)."""


@pytest.mark.parametrize(("sign", "text"), [(sign, text) for sign, (has, _) in EXAMPLES.items() for text in has])
def test_a_wording_has_its_sign(sign, text):
    assert has_sign(sign, text)


@pytest.mark.parametrize(("sign", "text"), [(sign, text) for sign, (_, lacks) in EXAMPLES.items() for text in lacks])
def test_other_wordings_have_it_not(sign, text):
    assert not has_sign(sign, text)


def test_case_is_no_matter():
    assert has_sign("asks_when", "WHEN DID IT START")


def test_every_sign_has_examples_and_every_example_a_sign():
    assert set(EXAMPLES) == set(TABLES)


def test_every_sign_that_the_code_asks_for_is_there_and_every_sign_is_asked_for():
    assert set(re.findall(r'has_sign\(\s*"(\w+)"', CODE)) == set(TABLES)


@pytest.mark.parametrize("sign", TABLES)
def test_patterns_can_be_read_and_match_no_empty_text(sign):
    patterns = TABLES[sign]["patterns"]

    assert set(TABLES[sign]) == {"patterns"}
    assert len(patterns) == len(set(patterns)) > 0
    assert not any(re.compile(pattern, re.IGNORECASE).search("") for pattern in patterns)


def test_an_unknown_sign_is_a_mistake():
    with pytest.raises(KeyError):
        has_sign("no such sign", "text")
