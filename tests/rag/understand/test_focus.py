"""What a question is after."""

from __future__ import annotations

import pytest

from rag.understand.focus import Focus, ask_kinds, focus_of, is_counted


@pytest.mark.parametrize(
    ("question", "language", "focus"),
    [
        ("How many recommendations did the committee make?", "en", Focus("count", ("recommend",))),
        ("What's the yearly budget of the commission?", "en", Focus("what", ("year", "budget"))),
        ("In which month did it start?", "en", Focus("which", ("month",))),
        ("how long is the queue", "en", Focus("degree", ("queue",))),
        ("¿Cuántas cuentas de menores se han cerrado?", "es", Focus("count", ("cuent",))),
        ("¿Quién vigila a las plataformas?", "es", Focus("who", ("vigil",))),
        ("Did Reddit appeal?", "en", Focus()),
        ("", "en", Focus()),
    ],
)
def test_a_question_is_after_the_words_behind_its_question_word(question, language, focus):
    assert focus_of(question, language) == focus


def test_no_focus_has_more_than_four_words():
    assert len(focus_of("Which big red old wooden sailing ships sank?", "en").stems) == 4


@pytest.mark.parametrize(
    ("asked", "sentence", "is_so"),
    [
        (("recommend",), "The final report made 12 recommendations.", True),
        (("recommend",), "The final report of 9 March made twelve recommendations.", True),
        (("budget",), "The final report made 12 recommendations.", False),
        (("recommend",), "It made recommendations.", False),
        ((), "The final report made 12 recommendations.", False),
    ],
)
def test_what_a_number_counts_stands_beside_it(asked, sentence, is_so):
    assert is_counted(asked, sentence, "en") is is_so


def test_kinds_of_question_word_are_told_apart():
    assert len(set(ask_kinds())) == len(ask_kinds()) > 5
