from __future__ import annotations

import re

import pytest

from rag.writers.llm.keys import issue, read_keys


def test_keys_are_short_distinct_and_the_same_for_the_same_question() -> None:
    keys = issue(range(500), "What is the fine?")

    assert len(keys) == 500
    assert all(re.fullmatch(r"[a-z]\d\d", key) for key in keys)
    assert keys == issue(range(500), "What is the fine?")
    assert list(keys) != list(issue(range(500), "What is the age?"))


@pytest.mark.parametrize(
    ("sentence", "text", "keys"),
    [
        pytest.param("It is 16. [r42]", "It is 16.", ("r42",), id="after the stop"),
        pytest.param("It is 16 [r42].", "It is 16.", ("r42",), id="before the stop"),
        pytest.param("It is 16. [r42][k17] [r42]", "It is 16.", ("r42", "k17"), id="several, each once"),
        pytest.param("It is 16. [r42, K17]", "It is 16.", ("r42", "k17"), id="in one bracket"),
        pytest.param("It is 16 [r42], not 15. [k17]", "It is 16, not 15.", ("r42", "k17"), id="in the middle"),
        pytest.param("It is 16. [1]", "It is 16.", ("1",), id="invented"),
        pytest.param("It is 16. [source: r42]", "It is 16.", ("source: r42",), id="not the key alone"),
        pytest.param("It is 16.", "It is 16.", (), id="none"),
        pytest.param("- **It** is `16`. [r42]", "It is 16.", ("r42",), id="markup"),
        pytest.param("| It | is 16 [r42] |", "It | is 16 [r42]", ("r42",), id="table"),
        pytest.param(
            "He said “it [the age] is 16”. [r42]", "He said “it [the age] is 16”.", ("r42",), id="other brackets"
        ),
    ],
)
def test_keys_and_markup_are_taken_off(sentence: str, text: str, keys: tuple[str, ...]) -> None:
    said = read_keys(sentence)

    assert said.keys == keys
    if "|" not in sentence:
        assert said.text == text
