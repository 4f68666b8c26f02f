from __future__ import annotations

import pytest

from evals.scorers.facts import all_facts, fact_recall, forbidden, says
from tests.evals.products import AGE, FINE_AU, FINE_ES, START, case, shown


@pytest.mark.parametrize(
    ("text", "fact", "found"),
    [
        ("from the age of 13", "13", True),
        ("in 2013", "13", False),
        ("1,300 cases", "300", False),
        ("a fine of 49.5 million", "49", False),
        ("13-year-olds", "13", True),
        ("a BAN on phones", "ban", True),
        ("the urban areas", "ban", True),
    ],
)
def test_a_number_must_stand_alone_and_case_does_not_matter(text, fact, found):
    assert says(text, fact) is found


def test_facts_are_counted_by_group():
    score = fact_recall(shown(case("a", facts=[["16", "sixteen"], ["2027"]]), AGE))

    assert score.value == 0.5
    assert "2027" in score.reason


def test_half_the_facts_are_not_all_of_them():
    assert all_facts(shown(case("a", facts=[["16"], ["2027"]]), AGE)).value == 0.0


def test_a_short_fact_from_another_article_is_luck():
    asked = case("a", articles=["au-minimum-age-act"], facts=[["3"]])

    assert fact_recall(shown(asked, FINE_ES)).value == 0.0


def test_a_long_fact_counts_wherever_it_is_said():
    asked = case("a", articles=["es-minimum-age-bill"], facts=[["10 December 2025"]])

    assert fact_recall(shown(asked, START)).value == 1.0


def test_without_facts_nothing_can_be_judged():
    assert fact_recall(shown(case("a"), AGE)).value is None
    assert all_facts(shown(case("a"), AGE)).value is None


def test_a_forbidden_string_is_named():
    score = forbidden(shown(case("a", forbidden=["49.5 MILLION"]), FINE_AU))

    assert score.value == 0.0
    assert "49.5 MILLION" in score.reason


def test_where_nothing_is_forbidden_nothing_is_judged():
    assert forbidden(shown(case("a"), AGE)).value is None
