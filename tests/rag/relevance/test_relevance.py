from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rag.relevance import Rows, shipped_model
from rag.relevance.relevance import likeliest_first, softmax, strongest

FINES = "What is the fine under the Australian act?"


@pytest.fixture
def judge(retriever, small):
    def judged(question, *passages):
        asked = retriever.understanding.of(question)
        found = [small.passage(passage) for passage in passages]
        return retriever.relevance.judge(asked, retriever.embed(asked.searches), found)

    return judged


def test_the_sentence_that_answers_comes_first(judge):
    best, *_ = judge(FINES, "es-minimum-age-bill#2", "au-minimum-age-act#1", "au-minimum-age-act#2")

    assert best.sentence.id == "au-minimum-age-act#2.1"
    assert best.passage.id == "au-minimum-age-act#2"
    assert best.article.id == "au-minimum-age-act"


def test_every_sentence_is_judged_and_the_chances_make_one(judge):
    judged = judge(FINES, "au-minimum-age-act#1", "au-minimum-age-act#2")

    assert len(judged) == 4
    assert sum(one.chance for one in judged) == pytest.approx(1.0)
    assert all(0 <= one.chance <= 1 for one in judged)
    assert [one.sum for one in judged] == sorted((one.sum for one in judged), reverse=True)


def test_nothing_found_is_nothing_judged(judge):
    assert judge(FINES) == ()


def test_a_sum_does_not_depend_on_what_else_was_found(judge):
    alone = {one.sentence.id: one.sum for one in judge(FINES, "au-minimum-age-act#2")}
    together = {one.sentence.id: one.sum for one in judge(FINES, "es-minimum-age-bill#2", "au-minimum-age-act#2")}

    assert together["au-minimum-age-act#2.1"] == pytest.approx(alone["au-minimum-age-act#2.1"])


def test_equal_sentences_stand_as_in_the_corpus(judge):
    judged = judge(FINES, "au-minimum-age-act#1", "au-minimum-age-act#2", "es-minimum-age-bill#1")
    renamed = [
        replace(
            one, sum=1.0, sentence=replace(one.sentence, id=one.sentence.id.replace("#2", "#10").replace("#1.", "#2."))
        )
        for one in reversed(judged)
    ]

    assert [one.sentence.id for one in likeliest_first(renamed)] == [
        "au-minimum-age-act#2.1",
        "au-minimum-age-act#2.2",
        "au-minimum-age-act#10.1",
        "au-minimum-age-act#10.2",
        "es-minimum-age-bill#2.1",
        "es-minimum-age-bill#2.2",
        "es-minimum-age-bill#2.3",
    ]


def test_probabilities_survive_large_sums():
    assert softmax(np.array([1000.0, 1000.0])).tolist() == [0.5, 0.5]
    assert softmax(np.array([0.0, -2000.0])).tolist() == [1.0, 0.0]


def test_the_likeness_of_a_row_is_its_best_over_the_vectors_of_a_question():
    rows = Rows.of(["a", "b"], np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32))

    likeness = rows.likeness(["b", "a"], np.array([[0.6, 0.8], [0.8, 0.6]], dtype=np.float32))

    assert likeness.tolist() == pytest.approx([0.8, 0.8])


def test_the_strongest_reasons_come_first_in_words(judge):
    (best, *_) = judge(FINES, "au-minimum-age-act#2")

    reasons = strongest(best, shipped_model(), 3)

    assert len(reasons) == 3
    assert [value for _, value in reasons] == sorted((value for _, value in reasons), reverse=True)
    assert all(" " in words and value > 0 for words, value in reasons)
