from __future__ import annotations

import pytest

from rag.relevance import Tables
from rag.writers.extractive import Limits, Quote, choose, in_reading_order

LIMITS = Limits()


def ids(chosen):
    return [one.sentence.id for one in chosen]


def test_the_likeliest_sentence_leads_and_others_follow_as_the_article_has_them(judged, tables: Tables):
    found = [
        judged("au-minimum-age-act#2.1", 1.0),
        judged("au-minimum-age-act#2.2", 0.2),
        judged("au-minimum-age-act#1.1", 0.1),
    ]

    assert ids(in_reading_order(choose(found, tables, LIMITS, floor=10))) == [
        "au-minimum-age-act#2.1",
        "au-minimum-age-act#1.1",
        "au-minimum-age-act#2.2",
    ]


def test_articles_follow_one_another_without_mixing(judged):
    chosen = [
        judged("au-minimum-age-act#2.1", 1.0),
        judged("es-minimum-age-bill#2.1", 0.9),
        judged("au-minimum-age-act#1.1", 0.8),
        judged("es-minimum-age-bill#1.1", 0.7),
    ]

    assert ids(in_reading_order(chosen)) == [
        "au-minimum-age-act#2.1",
        "au-minimum-age-act#1.1",
        "es-minimum-age-bill#1.1",
        "es-minimum-age-bill#2.1",
    ]
    assert in_reading_order([]) == ()


@pytest.mark.parametrize(("floor", "count"), [(19.9, 1), (20.1, 0)])
def test_below_the_floor_even_the_best_is_no_answer(judged, tables, floor, count):
    assert len(choose([judged("au-minimum-age-act#2.1", 1.0)], tables, LIMITS, floor=floor)) == count


def test_nothing_judged_is_nothing_chosen(tables):
    assert choose([], tables, LIMITS, floor=0) == ()


@pytest.mark.parametrize(
    ("sentence", "share", "joins"),
    [
        pytest.param("au-minimum-age-act#1.1", 0.004, True, id="same article, likely enough"),
        pytest.param("au-minimum-age-act#1.1", 0.002, False, id="same article, too unlikely"),
        pytest.param("es-minimum-age-bill#2.1", 0.021, True, id="another article, likely enough"),
        pytest.param("es-minimum-age-bill#2.1", 0.019, False, id="another article, too unlikely"),
    ],
)
def test_others_join_while_they_are_likely_enough(judged, tables, sentence, share, joins):
    chosen = choose([judged("au-minimum-age-act#2.1", 1.0), judged(sentence, share)], tables, LIMITS, floor=0)

    assert (sentence in ids(chosen)) is joins


def test_an_answer_has_no_more_than_four_sentences(judged, tables, small):
    sentences = [sentence.id for sentence in small.sentences if not sentence.id.startswith("es-")]

    chosen = choose([judged(sentence, 1.0) for sentence in sentences], tables, LIMITS, floor=0)

    assert len(chosen) == 4


def test_a_sentence_that_says_the_same_again_is_left_out(judged, tables):
    best = judged("au-minimum-age-act#2.1", 1.0)

    assert choose([best, best], tables, LIMITS, floor=0) == (best,)


def test_a_quote_is_the_sentence_on_one_line(judged):
    one = judged("au-minimum-age-act#1.2", 1.0)

    quote = Quote(one)

    assert quote.text == "It has applied since 10 December 2025."
    assert quote.evidence == (one,)
