from __future__ import annotations

import pytest

from rag.answer import Hit, Outcome
from rag.compose import Composition
from rag.explain import explain_choice, explain_hits, explain_question, explain_reading, explain_route
from rag.reading import Reading
from rag.relevance import Model, shipped_model
from rag.relevance.features import FEATURES
from rag.route import Route
from rag.selection import Selection

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

    composition = Composition((Selection("", judged[:1]),), 0.75, judged=judged)

    lines = explain_choice(composition, shipped_model())

    assert lines[0].startswith("chosen: au-minimum-age-act#2.1, chance 0.")
    assert "(+" in lines[0]
    assert [line.partition(":")[0] for line in lines[1:]] == ["passed over"] * 3 + ["chance that this answers"]
    assert lines[-1] == "chance that this answers: 0.75"


def test_the_reasons_are_those_of_the_weights_that_chose(judged):
    composition = Composition((Selection("", (judged("au-minimum-age-act#2.1"),)),))
    only_meaning = Model({name: 2.0 * (name == "meaning") for name in FEATURES}, floor=0.0)

    (line,) = explain_choice(composition, only_meaning)

    assert line.startswith("chosen: au-minimum-age-act#2.1, chance 1.00: ")
    assert line.count("(+") == line.count("(+1.0)") == 1


def test_parts_doubts_and_what_is_at_odds_are_told(judged):
    one, other = judged("au-minimum-age-act#2.1"), judged("es-minimum-age-bill#2.2")
    composition = Composition(
        (Selection("Australia", (one,)), Selection("Spain", (other,))),
        0.4,
        ("it asks for a count or an amount",),
        ("Norway",),
        other,
        judged=(one, other),
    )

    lines = explain_choice(composition, shipped_model())

    assert lines[:3] == ("part: Australia", "part: Spain", "nothing found for: Norway")
    assert lines[-3:] == (
        "chance that this answers: 0.40",
        "  against it: it asks for a count or an amount",
        "at odds with the question: es-minimum-age-bill#2.2",
    )


def test_a_follow_up_is_explained_with_what_it_continues(understanding):
    alone = Reading(understanding.of("And Spain?"))
    leaning = Reading(understanding.of("What is the fine in Spain?"), "What is the fine in Australia?")

    assert explain_reading(alone)[0] == "language: en"
    assert explain_reading(leaning)[:2] == ("continues: What is the fine in Australia?", "language: en")


@pytest.mark.parametrize(("outcome", "end"), [(None, "go on"), (Outcome.REFUSED, "refused")])
def test_the_way_of_a_question_is_told_with_its_reasons(outcome, end):
    assert explain_route(Route(outcome, "?", ("one", "two"))) == (f"route: {end}", "  one", "  two")


def test_nothing_found_is_nothing_to_explain():
    assert explain_hits([]) == explain_choice(Composition(()), shipped_model()) == ()
