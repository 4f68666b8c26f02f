from __future__ import annotations

import unicodedata

import pytest

from rag.understand import language_of
from rag.understand.question import LONGEST, Question


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What must platforms do in Spain?", "en"),
        ("¿Qué deben hacer las plataformas en España?", "es"),
        ("que edad minima hay en españa", "es"),
        ("ley de menores", "es"),
        ("edad mínima", "es"),
        ("Is the Ley Kuri in force?", "en"),
        ("What is the Consejo de Ministros?", "en"),
        ("TikTok", "en"),
        ("no", "en"),
        ("", "en"),
        ("👶🏽", "en"),
        ("日本", "en"),
    ],
)
def test_the_language_of_a_question_is_recognised(text, language):
    assert language_of(text) == language


def test_a_question_is_read_in_all_the_forms_that_searching_needs(understanding):
    question = understanding.of("What is the fine in Austrailia for under 16s?")

    assert question.text == "What is the fine in Austrailia for under 16s?"
    assert question.language == "en"
    assert question.mended == (("austrailia", "australia"),)
    assert question.searches == ("What is the fine in australia for under 16s?",)
    assert question.stems[:2] == ("fine", "australia")
    assert "penalti" in question.wordings
    assert question.codes == {"AU"}
    assert question.asked == {"amount"}
    assert question.numbers == {"16"}


def test_the_search_spells_out_acronyms_and_the_places_of_peoples(understanding):
    question = understanding.of("What does the British OSA say?")

    assert question.searches == ("What does the British OSA say? (United Kingdom, Online Safety Act)",)
    assert question.place_stems == ("unit", "kingdom")


def test_a_spanish_question_is_also_searched_in_english(understanding):
    question = understanding.of("¿Qué multas hay?")

    assert question.language == "es"
    assert question.searches[0] == "¿Qué multas hay?"
    assert "fine" in question.searches[1]
    assert {"mult", "fine"} <= set(question.stems)


def test_a_spanish_question_is_not_mended(understanding):
    assert understanding.of("¿Qué dice la ley de parlamant?").mended == ()


def test_a_spanish_question_without_a_word_of_the_field_is_searched_as_it_is(understanding):
    assert understanding.of("¿Y eso?").searches == ("¿Y eso?",)


def test_the_law_around_a_place_reaches_there(understanding):
    assert understanding.of("rules in Spain").reach == {"ES", "EU"}


def test_a_chosen_jurisdiction_counts_where_the_question_names_none(understanding):
    assert understanding.of("What are the fines?", jurisdiction="GB").codes == {"GB"}
    assert understanding.of("What are the fines in Spain?", jurisdiction="GB").codes == {"ES"}


def test_accents_typed_apart_are_read_like_others(understanding):
    typed = unicodedata.normalize("NFD", "¿Qué día entró en vigor la ley de España?")

    question = understanding.of(typed)

    assert question.text == typed
    assert question.asked == {"date", "standing"}
    assert question.codes == {"ES"}


def test_a_pasted_book_is_read_in_part_and_kept_whole(understanding):
    book = "word " * LONGEST + "Spain"

    question = understanding.of(book)

    assert question.text == book
    assert question.codes == frozenset()
    assert len(question.searches[0]) <= LONGEST


def test_the_same_question_is_read_once(understanding):
    assert understanding.of("What about Denmark?") is understanding.of("What about Denmark?")


@pytest.mark.parametrize("text", ["", "   ", "the of and", "?", "👶🏽", "\x00", "a", "1", "\n\n"])
def test_a_question_without_content_is_still_a_question(understanding, text):
    question = understanding.of(text)

    assert isinstance(question, Question)
    assert question.codes == frozenset()
    assert len(question.searches) == 1
