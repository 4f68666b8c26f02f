from __future__ import annotations

import pytest

from rag.index import Found
from rag.retrieval.semantic import best_first, passage_of


@pytest.mark.parametrize(
    ("part", "passage"),
    [
        ("uk-act#2.1", "uk-act#2"),
        ("uk-act#12.34", "uk-act#12"),
        ("uk-act#2", "uk-act#2"),
        ("es-law.es#3.1", "es-law.es#3"),
        ("es-law.es#3", "es-law.es#3"),
    ],
)
def test_the_passage_of_a_sentence_is_known_by_its_id(part, passage):
    assert passage_of(part) == passage


def test_every_sentence_and_passage_of_a_corpus_leads_to_its_passage(small):
    for passage in small.passages:
        assert {passage_of(sentence.id) for sentence in passage.sentences} == {passage.id} == {passage_of(passage.id)}


@pytest.mark.parametrize(
    ("searches", "ranked"),
    [
        pytest.param([[Found("a#1.1", 0.5), Found("a#1.2", 0.9)]], [("a#1", 0.9)], id="best sentence"),
        pytest.param([[Found("a#1", 0.5)], [Found("a#1", 0.7)]], [("a#1", 0.7)], id="best of two vectors"),
        pytest.param([[Found("b#1.1", 0.5), Found("a#1.1", 0.5)]], [("a#1", 0.5), ("b#1", 0.5)], id="equal ones by id"),
        pytest.param([[Found("a#1.1", 0.0)]], [("a#1", 0.0)], id="nothing alike"),
        pytest.param([], [], id="no search"),
    ],
)
def test_passages_rank_by_their_best_likeness(searches, ranked):
    assert best_first(searches) == ranked


def test_the_passage_nearest_in_meaning_comes_first(retriever):
    best, *_ = retriever.searches["sentence"].invoke("Toys must not send voice recordings of children to advertisers.")

    assert best.id == "eu-toy-data-regulation#1"
    assert best.metadata["found_by"] == "sentence"
    assert 0 < best.metadata["score"] <= 1


def test_no_more_than_k_nearest_are_looked_at(retriever):
    assert 1 <= len(retriever.searches["sentence"].invoke("voice recordings of children", k=3)) <= 3


def test_even_an_empty_question_has_neighbours_with_scores_in_range(retriever):
    found = retriever.searches["sentence"].invoke("")

    assert all(0 <= document.metadata["score"] <= 1 for document in found)
