from __future__ import annotations

import pytest

from rag.understand.terms import english_lexicon, spanish_only, terms, translate


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("the fine", "penalti", id="one word"),
        pytest.param("fines", "penalti", id="plural"),
        pytest.param("social media", "network", id="two words in a row"),
        pytest.param("may under 16s join", "sixteen", id="number within a phrase"),
        pytest.param("what about CSAM", "abus", id="acronym"),
    ],
)
def test_a_question_is_also_searched_by_other_words(question, expected):
    assert expected in terms().wordings(question)


def test_other_words_leave_out_what_was_asked_already():
    assert "fine" not in terms().wordings("the fine and the penalty")


@pytest.mark.parametrize("question", ["", "the of and", "zebra", "👶🏽"])
def test_words_without_a_group_bring_nothing(question):
    assert terms().wordings(question) == ()


def test_related_stems_never_name_the_stem_itself():
    assert [stem for stem, others in terms().related.items() if stem in others] == []


@pytest.mark.parametrize(
    ("question", "english"),
    [
        pytest.param("verificación de edad", "age verification", id="longest phrase first"),
        pytest.param("¿Qué multa hay?", "what fine", id="one word"),
        pytest.param("LEYES", "laws", id="plural and capitals"),
        pytest.param("palabras desconocidas", "", id="nothing known"),
        pytest.param("", "", id="nothing asked"),
    ],
)
def test_spanish_words_of_the_field_are_put_into_english(question, english):
    assert translate(question).startswith(english)
    assert bool(translate(question)) == bool(english)


@pytest.mark.parametrize(
    ("word", "is_spanish"), [("menores", True), ("internet", False), ("chatbot", False), ("ia", False)]
)
def test_words_of_both_languages_do_not_count_as_spanish(word, is_spanish):
    assert (word in spanish_only()) is is_spanish


def test_the_lexicon_has_the_words_of_groups_and_acronyms():
    assert {"sextortion", "csam", "kosa"} <= english_lexicon()
