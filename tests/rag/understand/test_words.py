from __future__ import annotations

import unicodedata

import pytest

from rag.understand.words import (
    ENGLISH_STOP,
    STOP,
    composed,
    fold,
    is_shouted,
    legible,
    stem,
    stem_all,
    stems,
    words,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("What must platforms do?", ["what", "must", "platforms", "do"], id="a question"),
        pytest.param("the UK's law", ["the", "uk", "law"], id="possessive"),
        pytest.param("the UK’s law", ["the", "uk", "law"], id="typographic possessive"),
        pytest.param("children's and parents' law", ["children", "and", "parents", "law"], id="plural possessive"),
        pytest.param("doesn't", ["doesnt"], id="contraction"),
        pytest.param("a US-based firm", ["a", "us", "based", "firm"], id="hyphen"),
        pytest.param("the U.S. and the U.K.", ["the", "us", "and", "the", "uk"], id="dots between letters"),
        pytest.param("in the U.S, now", ["in", "the", "us", "now"], id="last dot left out"),
        pytest.param("Washington, D.C.", ["washington", "dc"], id="capital city"),
        pytest.param("at 10 p.m.", ["at", "10", "pm"], id="time of day"),
        pytest.param("an app.A child", ["an", "app", "a", "child"], id="no blank behind a full stop"),
        pytest.param("49.5 million, 1,500 or 21:30", ["49.5", "million", "1,500", "or", "21:30"], id="numbers"),
        pytest.param("10% of it", ["10%", "of", "it"], id="percentage"),
        pytest.param("Law 15.211/2025", ["law", "15.211", "2025"], id="number of a law"),
        pytest.param("bill C34, SB-243", ["bill", "c34", "sb", "243"], id="letters with digits"),
        pytest.param("protección de niños", ["proteccion", "de", "ninos"], id="Spanish"),
        pytest.param("", [], id="nothing"),
        pytest.param("?! … 👶🏽 \x00", [], id="no word at all"),
    ],
)
def test_text_becomes_folded_words(text, found):
    assert words(text) == found


def test_an_accent_typed_as_a_character_of_its_own_is_the_same_word():
    decomposed = unicodedata.normalize("NFD", "protección")

    assert words(decomposed) == ["proteccion"]
    assert composed(decomposed) == "protección"


@pytest.mark.parametrize("text", ["Ñandú ÀÉÎ", "İstanbul", "ß ﬁ ²", "日本語", "e\u0301"])
def test_folding_keeps_every_character_in_its_place(text):
    assert len(fold(text)) == len(text)


def test_folding_drops_case_and_accents():
    assert fold("Sánchez y Meán, ÉIRE") == "sanchez y mean, eire"


def test_stems_leave_out_stop_words_and_keep_repetitions():
    assert stems("The platforms and the platform must verify ages") == ["platform", "platform", "verifi", "age"]


def test_spanish_has_its_own_stems_and_stop_words():
    assert stems("las plataformas y los menores", "es") == ["plataform", "menor"]


def test_a_language_without_a_list_keeps_all_its_words():
    assert stems("der Schutz", "de") == ["der", "schutz"]


def test_stems_of_several_texts_come_one_after_the_other():
    assert stem_all(["age checks", "the law"]) == ["age", "check", "law"]


def test_singular_and_plural_share_a_stem():
    assert stem("fines") == stem("fine")


def test_stop_words_are_folded_as_words_are():
    assert [word for language in STOP.values() for word in language if fold(word) != word] == []


def test_the_word_not_is_no_content_but_numbers_are():
    assert "not" in ENGLISH_STOP
    assert stems("not 16") == ["16"]


@pytest.mark.parametrize(
    ("text", "shouted"),
    [
        ("TELL US ABOUT IT", True),
        ("WHAT ABOUT 16 YEARS?", True),
        ("US FTC", False),
        ("Tell US about it", False),
        ("", False),
        ("日本 のこ 子供 の", True),
    ],
)
def test_a_sentence_in_capitals_is_shouted(text, shouted):
    assert is_shouted(text) is shouted


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("What\x00about\x07it", "What about it", id="control characters"),
        pytest.param("a\ud83db", "a b", id="half of a character"),
        pytest.param("one\ntwo\tthree", "one\ntwo\tthree", id="white space stays"),
        pytest.param("¿Qué? 👶🏽", "¿Qué? 👶🏽", id="accents and emoji stay"),
    ],
)
def test_what_cannot_be_written_down_becomes_a_space(text, seen):
    assert legible(text) == seen
    assert seen.encode()
