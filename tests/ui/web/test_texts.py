from __future__ import annotations

import re

import pytest

from corpus import Kind, Topic
from rag.answer import NoteKind, Outcome
from ui.web.texts import LANGUAGES, counted, place_name, said, texts


@pytest.mark.parametrize("key", texts())
def test_every_text_says_the_same_things_in_each_language(key):
    written = texts()[key]

    assert tuple(written) == LANGUAGES
    assert len({tuple(sorted(re.findall(r"\{\w+\}", text))) for text in written.values()}) == 1
    assert all(text.strip() == text != "" for text in written.values())


@pytest.mark.parametrize(
    ("table", "names"), [("topic", Topic), ("kind", Kind), ("outcome", Outcome), ("note", NoteKind)]
)
def test_every_word_of_a_closed_list_has_a_name(table, names):
    assert {f"{table}.{name.value}" for name in names} <= set(texts())


def test_one_and_many_are_counted_in_words():
    assert counted("overview.one_article", "overview.articles", 1, "es") == "1 artículo"
    assert counted("overview.one_article", "overview.articles", 3, "en") == "3 articles"


def test_places_are_named_in_the_visitors_language():
    assert (place_name("GB", "es"), place_name("INT", "en"), place_name("XX", "en")) == (
        "Reino Unido",
        "International",
        "XX",
    )


def test_texts_are_filled_in():
    assert said("turn.footnote", "es", number=3) == "Nota 3"
