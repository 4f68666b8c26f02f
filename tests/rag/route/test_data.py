"""The examples and patterns are data, and data has tests."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evals.cases import Case, read_cases
from rag.route.examples import Kind, examples
from rag.route.features import FEATURES, SIGNS
from rag.route.model import Way, shipped_model
from rag.route.patterns import patterns
from rag.understand.words import words

FEWEST = {"en": 40, "es": 15}
GRAM = 6


def unseen() -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / "unseen.tsv").read_text(encoding="utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if line and not line.startswith("#")]


def grams(text: str) -> set[tuple[str, ...]]:
    spoken = words(text)
    return {tuple(spoken[start : start + GRAM]) for start in range(len(spoken) - GRAM + 1)}


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return read_cases()


@pytest.mark.parametrize("language", FEWEST)
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_enough_examples(kind, language):
    counts = Counter((example.kind, example.language) for example in examples())

    assert counts[kind, language] >= FEWEST[language]


def test_no_example_stands_twice():
    counts = Counter(tuple(words(example.text)) for example in examples())

    assert not [text for text, times in counts.items() if times > 1]


def test_no_example_shares_six_words_in_a_row_with_a_development_question(cases):
    asked = set[tuple[str, ...]]().union(*(grams(case.question) for case in cases))

    assert not [example.text for example in examples() if grams(example.text) & asked]


def test_no_example_is_a_development_question(cases):
    asked = {tuple(words(case.question)) for case in cases}

    assert not [example.text for example in examples() if tuple(words(example.text)) in asked]


def test_unseen_questions_are_unseen(cases):
    known = {tuple(words(text)) for text in (*(e.text for e in examples()), *(case.question for case in cases))}

    assert not [text for _, text in unseen() if tuple(words(text)) in known]


def test_every_sign_is_a_feature():
    assert {sign.kind for sign in patterns().signs} == set(SIGNS)


def test_the_weights_know_every_feature():
    assert all(set(shipped_model().weights[way]) == set(FEATURES) for way in Way)


def test_each_need_is_one_that_help_lines_serve():
    needs = {need for sign in patterns().signs for need in sign.needs}

    assert needs == {"image", "grooming", "sextortion", "self_harm", "abuse", "bullying"}
