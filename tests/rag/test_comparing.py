from __future__ import annotations

from dataclasses import replace

import pytest

from rag.comparing import FAR_BELOW, PartAsked, ask_parts, compare, wanted_of
from rag.several import parts_of
from rag.writers.extractive import Limits

BOTH = "What is the fine in Australia, and in Spain since when?"


@pytest.fixture
def asked(understanding, composer):
    def made(text: str) -> tuple[PartAsked, ...]:
        question = understanding.of(text)
        wide = composer.candidates(question, 60, None)
        return ask_parts(parts_of(question), wide, understanding.of, composer.candidates, composer.article_of)

    return made


@pytest.fixture
def compared(asked, tables):
    """Compare Australia and Spain, where each has these sentences, likeliest first."""

    def made(australia, spain, text="Compare the fines in Australia and Spain"):
        def judge(question, _passages):
            return tuple(australia if "AU" in question.codes else spain)

        return compare(asked(text), judge, tables, Limits(), floor=0.0)

    return made


def ids(selection) -> list[str]:
    return [one.sentence.id for one in selection.chosen]


def test_each_part_is_asked_in_its_own_words_of_its_own_passages(asked):
    australia, spain = asked(BOTH)

    assert australia.question.text == "What is the fine in Australia,"
    assert "since when" in spain.question.text
    assert {passage.article_id for passage in spain.passages} == {"es-minimum-age-bill"}
    assert {passage.article_id for passage in australia.passages} == {"au-minimum-age-act"}


def test_a_part_is_answered_in_the_language_of_the_whole_question(asked):
    assert {one.question.language for one in asked("Compara la multa de Australia y la de España")} == {"es"}


def test_each_part_has_a_selection_in_the_order_asked(compared, judged):
    selections = compared([judged("au-minimum-age-act#2.1")], [judged("es-minimum-age-bill#2.1")])

    assert [one.heading for one in selections] == ["Australia", "Spain"]
    assert [ids(one) for one in selections] == [["au-minimum-age-act#2.1"], ["es-minimum-age-bill#2.1"]]


def test_a_sentence_that_has_what_is_asked_for_leads(compared, judged):
    found = [judged("au-minimum-age-act#1.1"), judged("au-minimum-age-act#1.2", 0.2)]

    australia, _ = compared(found, [judged("es-minimum-age-bill#1.2")], "Since when do Australia and Spain have it?")

    assert ids(australia)[0] == "au-minimum-age-act#1.2"


def test_a_part_far_below_the_clearest_has_nothing_on_what_is_asked(compared, judged):
    near, far = judged("es-minimum-age-bill#2.1"), judged("es-minimum-age-bill#2.1")
    near, far = (replace(one, sum=one.sum - depth) for one, depth in ((near, 2), (far, FAR_BELOW + 4)))

    assert compared([judged("au-minimum-age-act#2.1")], [near])[1].chosen
    assert not compared([judged("au-minimum-age-act#2.1")], [far])[1].chosen


def test_a_part_does_not_repeat_what_another_has_said(compared, judged):
    shared = judged("eu-platform-guidelines#1.1", text="Australia and Spain have a fine.")
    own = judged("es-minimum-age-bill#2.1", 0.5)

    australia, spain = compared([shared], [shared, own])

    assert ids(australia) == ["eu-platform-guidelines#1.1"]
    assert ids(spain) == ["es-minimum-age-bill#2.1"]


def test_a_sentence_about_all_parts_is_better_than_none(compared, judged):
    shared = judged("eu-platform-guidelines#1.1", text="Australia and Spain have a fine.")

    assert [ids(one) for one in compared([shared], [shared])] == [["eu-platform-guidelines#1.1"]] * 2


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Compare the two", set()),
        ("How much is the fine in each?", {"amount", "number"}),
        ("Which of them is on the statute book?", {"standing"}),
        ("Is it only proposed in both?", {"standing"}),
    ],
)
def test_what_is_set_side_by_side_is_what_the_question_asks_for(understanding, question, wanted):
    assert wanted_of(understanding.of(question)) >= wanted
    assert bool(wanted_of(understanding.of(question))) is bool(wanted)
