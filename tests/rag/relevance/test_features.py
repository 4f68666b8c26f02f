from __future__ import annotations

from dataclasses import replace

import pytest

from rag.relevance.features import (
    FEATURES,
    Likeness,
    covered,
    numbers_met,
    passage_scores,
    place_of,
    sentence_features,
    weigh,
)
from rag.understand.kinds import kinds


def features(question, sentence_id, small, tables, understanding):
    """The features of one sentence by name, found alike in everything."""
    asked = weigh(understanding.of(question), tables)
    article = small.article_of(sentence_id)
    passage = small.passage(sentence_id.rpartition(".")[0])
    shared = passage_scores(asked, passage, article, tables, 0.5)
    row = sentence_features(asked, small.sentence(sentence_id), passage, shared, Likeness(0.7, 0.6), tables, 0.25)
    return dict(zip(FEATURES, row, strict=True))


@pytest.fixture
def asking(tables, understanding):
    """Questions of given stems."""
    return lambda stems: weigh(replace(understanding.of("What?"), stems=tuple(stems)), tables)


@pytest.fixture
def of(small, tables, understanding):
    return lambda question, sentence: features(question, sentence, small, tables, understanding)


def test_every_feature_has_a_value_and_says_what_it_means(of):
    found = of("What is the fine in Australia?", "au-minimum-age-act#2.1")

    assert set(found) == set(FEATURES)
    assert all(FEATURES.values())
    assert {f"asked_{kind}" for kind in kinds()} <= set(FEATURES)


def test_likeness_and_words_are_passed_on(of):
    found = of("What is the fine in Australia?", "au-minimum-age-act#2.1")

    assert (found["meaning"], found["passage_meaning"]) == (0.7, 0.6)
    assert (found["words"], found["passage_words"]) == (0.25, 0.5)


def test_a_question_in_the_words_of_a_sentence_is_covered(of):
    found = of("platform breaks Australian act fined", "au-minimum-age-act#2.1")

    assert found["covered"] == 1.0
    assert found["passage_covered"] == found["context_covered"] == found["article_covered"] == 1.0


def test_what_is_asked_for_counts_where_the_sentence_has_it(of):
    with_amount = of("How much is the fine in Australia?", "au-minimum-age-act#2.1")
    without = of("How much is the fine in Australia?", "au-minimum-age-act#1.1")
    not_asked = of("Who is bound in Australia?", "au-minimum-age-act#2.1")

    assert (with_amount["asked_amount"], without["asked_amount"], not_asked["asked_amount"]) == (1.0, 0.0, 0.0)


def test_place_in_the_passage_and_length_count(of):
    first = of("the act", "au-minimum-age-act#1.1")
    second = of("the act", "au-minimum-age-act#1.2")

    assert (first["first_in_passage"], second["first_in_passage"]) == (1.0, 0.0)
    assert (first["short"], second["short"]) == (0.0, 1.0)
    assert first["long"] == 0.0


def test_the_country_of_the_question_counts(of):
    spain = of("What are the fines in Spain?", "es-minimum-age-bill#2.1")
    australia = of("What are the fines in Spain?", "au-minimum-age-act#2.1")

    assert (spain["place_named"], spain["place_other"]) == (1.0, 0.0)
    assert (australia["place_named"], australia["place_other"]) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("asked", "has", "loosely", "share"),
    [
        pytest.param(["toy"], {"toy"}, False, 1.0, id="all"),
        pytest.param(["toy"], {"fine"}, False, 0.0, id="none"),
        pytest.param([], {"toy"}, False, 0.0, id="nothing asked"),
        pytest.param(["toy"], set(), True, 0.0, id="an empty text"),
        pytest.param(["fine"], {"penalti"}, False, 0.0, id="another word, strictly"),
        pytest.param(["fine"], {"penalti"}, True, 0.6, id="another word, loosely"),
        pytest.param(["fine"], {"fine", "penalti"}, True, 1.0, id="the word itself before another"),
    ],
)
def test_coverage_is_the_share_of_the_asked_words(asked, has, loosely, share, asking):
    assert covered(asking(asked), has, loosely=loosely) == pytest.approx(share)


def test_coverage_weighs_words_by_rarity(asking):
    asked = asking(["toy", "minor"])
    rare, common = covered(asked, {"toy"}), covered(asked, {"minor"})

    assert rare > 0.5 > common
    assert rare + common == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("numbers", "sentence", "share"),
    [
        (["16"], "a minimum age of 16", 1.0),
        (["16"], "on 16.5 pages and 160 lines", 0.0),
        (["16", "2027"], "From 2027 the limit is 15", 0.5),
        ([], "a minimum age of 16", 0.0),
    ],
)
def test_numbers_meet_only_themselves(numbers, sentence, share):
    assert numbers_met(numbers, sentence) == share


@pytest.mark.parametrize(
    ("question", "jurisdiction", "named", "other"),
    [
        pytest.param("rules in Spain", "ES", True, False, id="named"),
        pytest.param("rules in Spain", "EU", False, False, id="around it"),
        pytest.param("rules in the EU", "ES", False, False, id="within it"),
        pytest.param("rules in Spain", "FR", False, True, id="another country"),
        pytest.param("rules in the US", "US-CA", False, False, id="a state of it"),
        pytest.param("rules in California", "US-TX", False, True, id="another state"),
        pytest.param("rules in Spain", "INT", False, False, id="every country"),
        pytest.param("rules in Spain", "UN", False, False, id="United Nations"),
        pytest.param("rules", "ES", False, False, id="none named"),
    ],
)
def test_an_article_is_of_the_place_near_it_or_elsewhere(question, jurisdiction, named, other, understanding):
    assert place_of(jurisdiction, understanding.of(question)) == (named, other)
