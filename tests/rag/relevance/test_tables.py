from __future__ import annotations

from pathlib import Path

import pytest

from corpus import load_corpus
from rag.relevance import build_tables


def test_a_sentence_has_its_own_stems_only(tables):
    assert tables.sentences["au-minimum-age-act#1.2"] == {"appli", "sinc", "10", "decemb", "2025"}


def test_a_passage_also_has_its_title_heading_and_country(tables):
    passage = tables.passages["au-minimum-age-act#2"]

    assert {"minimum", "age", "penalti", "australia"} <= passage
    assert {"fine", "49.5", "dollar"} <= passage


def test_the_context_is_what_a_sentence_need_not_repeat(tables):
    assert tables.contexts["uk-online-safety-act#1"] == {"unit", "kingdom", "onlin", "safeti", "act"}


def test_an_article_has_the_stems_of_all_its_passages(tables):
    article = tables.articles["es-minimum-age-bill"]

    assert tables.passages["es-minimum-age-bill#1"] | tables.passages["es-minimum-age-bill#2"] == article


def test_a_translation_is_stemmed_in_its_own_language(tables):
    assert {"mult", "incumpl", "eur"} <= tables.passages["es-minimum-age-bill.es#2"]


def test_a_rare_word_weighs_more_than_a_common_one_and_an_unknown_one_most(tables):
    assert tables.weight("toy") > tables.weight("minor") > 0
    assert tables.weight("zebra") == tables.unknown > tables.weight("toy")


def test_every_sentence_and_passage_can_be_searched_by_words(tables, small):
    assert set(tables.sentence_words.ids) == {sentence.id for sentence in small.sentences}
    assert set(tables.passage_words.ids) == {passage.id for passage in small.passages}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It is.", id="stop words only"),
        pytest.param("Plattformen müssen das Alter der Nutzer prüfen.", id="another language"),
        pytest.param("平台必须检查年龄。", id="another script"),
    ],
)
def test_any_document_makes_tables(text, tmp_path: Path):
    (tmp_path / "note.txt").write_text(text, encoding="utf-8")

    tables = build_tables(load_corpus(tmp_path))

    assert tables.passage_words.scores(["int"]).shape == (1,)
