from __future__ import annotations

import pytest

from rag.retrieval.keyword import KeywordRetriever


@pytest.fixture
def search(tables, understanding):
    return KeywordRetriever(index=tables.passage_words, understanding=understanding)


def test_the_passage_with_the_words_comes_first(search):
    best, *_ = search.invoke("Who may fine a provider 10 per cent of worldwide revenue?")

    assert best.id == "uk-online-safety-act#1"
    assert best.metadata["found_by"] == "keyword"
    assert 0 < best.metadata["score"] <= 1


def test_scores_fall(search):
    scores = [document.metadata["score"] for document in search.invoke("fines for platforms in Spain")]

    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("question", ["", "the of and", "zebra xylophone", "👶🏽"])
def test_passages_without_a_word_of_the_question_are_not_found(search, question):
    assert search.invoke(question) == []


def test_no_more_than_k_passages_come_back(tables, understanding):
    search = KeywordRetriever(index=tables.passage_words, understanding=understanding, k=2)

    assert len(search.invoke("fines for platforms and minors")) == 2
    assert len(search.invoke("fines for platforms and minors", k=3)) == 3


def test_a_chosen_jurisdiction_adds_its_name_to_the_words(search):
    best, *_ = search.invoke("fines", jurisdiction="AU")

    assert best.id.startswith("au-")
