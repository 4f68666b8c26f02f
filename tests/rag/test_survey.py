from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import Status
from rag.survey import DEPTH, MOST, OVERVIEW, choose_each

ASKED = "Which countries have a minimum age for social media?"
AUSTRALIA, SPAIN, UNION = "au-minimum-age-act#1.1", "es-minimum-age-bill#1.1", "eu-platform-guidelines#1.1"


@pytest.fixture
def each(understanding, tables):
    def made(*found, region=frozenset(), text=ASKED):
        return choose_each(understanding.of(text), found, region, tables, floor=0.0)

    return made


def ids(selections) -> list[str]:
    return [one.sentence.id for selection in selections for one in selection.chosen]


def test_what_is_in_force_comes_before_what_is_planned(each, judged):
    assert ids(each(judged(SPAIN), judged(AUSTRALIA, 0.5))) == [AUSTRALIA, SPAIN]


def test_what_stands_alike_keeps_the_likelier_first(each, judged):
    bill = judged(AUSTRALIA, 0.5)
    bill = replace(bill, article=replace(bill.article, status=Status.PROPOSED))

    assert ids(each(judged(SPAIN), bill)) == [SPAIN, AUSTRALIA]


def test_each_jurisdiction_has_its_best_sentence_alone(each, judged):
    selections = each(judged(AUSTRALIA), judged("au-minimum-age-act#2.2", 0.9), judged(SPAIN, 0.5))

    assert [one.heading for one in selections] == ["Australia", "Spain"]
    assert ids(selections) == [AUSTRALIA, SPAIN]


def test_a_sentence_that_states_the_rule_speaks_for_its_place(each, judged):
    vague = judged(AUSTRALIA, text="Australia has a minimum age for social media.")
    stated = judged(
        "au-minimum-age-act#1.2", 0.5, text="Australia's minimum age for social media is 16 since 10 December 2025."
    )

    assert ids(each(vague, stated, text="Which countries have a minimum age?")) == ["au-minimum-age-act#1.2"]


def test_a_sentence_that_speaks_of_something_else_is_no_answer(each, judged):
    other = judged("uk-online-safety-act#1.1")

    assert "uk-online-safety-act#1.1" not in ids(each(judged(AUSTRALIA), other, text="Which countries bar under-16s?"))


def test_a_sentence_far_below_the_best_is_no_answer(each, judged):
    far = replace(judged(SPAIN), sum=judged(AUSTRALIA).sum - DEPTH - 0.1)

    assert ids(each(judged(AUSTRALIA), far)) == [AUSTRALIA]


def test_a_region_is_kept_to(each, judged):
    assert ids(each(judged(AUSTRALIA), judged(SPAIN), region=frozenset({"ES"}))) == [SPAIN]


@pytest.mark.parametrize(("ahead", "is_survey"), [(OVERVIEW - 0.1, True), (OVERVIEW + 0.1, False)])
def test_one_sentence_about_a_whole_region_may_be_the_better_answer(each, judged, ahead, is_survey):
    overview = judged(UNION, text="Spain and France both set a minimum age.")
    overview = replace(overview, sum=judged(SPAIN).sum + ahead)

    assert bool(each(overview, judged(SPAIN), region=frozenset({"ES", "FR"}))) is is_survey


def test_a_sentence_of_an_article_about_many_stands_for_the_place_that_it_names(each, judged):
    slovenia = judged(UNION, 0.9, text="Slovenia plans a minimum age for social media.")

    asked = "Which countries have one?"
    assert {one.heading for one in each(judged(SPAIN), slovenia, text=asked)} == {"Spain", "Slovenia"}
    assert [one.heading for one in each(judged(SPAIN), slovenia, text=asked, region=frozenset({"SI"}))] == ["Slovenia"]


def test_a_sentence_that_says_that_it_is_not_so_comes_last(each, judged):
    none = judged(AUSTRALIA, text="Australia has no minimum age for social media.")

    assert [one.heading for one in each(none, judged(SPAIN, 0.5))] == ["Spain", "Australia"]


def test_nothing_found_is_an_empty_survey(each):
    assert each() == ()


def test_a_survey_does_not_grow_without_end(each, judged):
    australia = judged(AUSTRALIA)
    many = [replace(australia, article=replace(australia.article, jurisdiction=f"X{n}")) for n in range(MOST + 3)]

    assert len(each(*many)) == MOST
