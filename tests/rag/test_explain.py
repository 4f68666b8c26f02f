from __future__ import annotations

import pytest

from rag.answer import Hit
from rag.explain import explain_choice, explain_hits, explain_question
from rag.writers.extractive import Quote

FINES = "What is the fine under the Australian act?"


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (FINES, "language: en"),
        ("¿Qué multa hay?", "language: es"),
        ("rules in austrailia", "read “austrailia” as “australia”"),
        (FINES, "place: australian -> Australia (name)"),
        (FINES, "asks for: amount"),
        ("Grok in Spain", "asks for: nothing of a special kind"),
        (FINES, "searched by meaning: What is the fine under the Australian act?"),
        (FINES, "searched by words: fine, under, australian, act, australia"),
    ],
)
def test_how_a_question_was_read_is_told(question, line, understanding):
    assert line in explain_question(understanding.of(question))


def test_a_chosen_place_is_told_too(understanding):
    lines = explain_question(understanding.of("What are the fines?", jurisdiction="GB"))

    assert "place: GB -> United Kingdom (chosen)" in lines


def test_other_words_are_told_where_there_are_any(understanding):
    assert any(line.startswith("and by other words for them: ") for line in explain_question(understanding.of(FINES)))
    assert not any(line.startswith("and by") for line in explain_question(understanding.of("zebra")))


def test_the_best_five_passages_are_listed(small):
    hits = [Hit(passage, 0.5, ("keyword", "sentence")) for passage in small.passages[:6]]

    lines = explain_hits(hits)

    assert len(lines) == 5
    assert lines[0] == "passage 1: au-minimum-age-act#1, score 0.50, found by keyword, sentence"


def test_chosen_sentences_come_with_reasons_and_the_next_best_without(retriever, small):
    question = retriever.understanding.of(FINES)
    passages = [small.passage("au-minimum-age-act#2"), small.passage("es-minimum-age-bill#2")]
    judged = retriever.relevance.judge(question, retriever.embed(question.searches), passages)

    lines = explain_choice(judged, [Quote(judged[0])])

    assert lines[0].startswith("chosen: au-minimum-age-act#2.1, chance 0.")
    assert "(+" in lines[0]
    assert len(lines) == 4
    assert all(line.startswith("passed over: ") for line in lines[1:])


def test_nothing_found_is_nothing_to_explain():
    assert explain_hits([]) == explain_choice([], []) == ()
