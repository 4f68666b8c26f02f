from __future__ import annotations

import dataclasses

import pytest

from rag.understand.words import fold
from rag.verify.lexicon import against, is_content, lexicon


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lawful", "unlawful"),
        ("legal", "illegal"),
        ("increase", "decrease"),
        ("careful", "careless"),
        ("approved", "rejected"),
        ("upheld", "overturned"),
        ("obligatorio", "voluntario"),
    ],
)
def test_opposites_are_known_both_ways(one, other):
    assert lexicon().are_opposed(one, other)
    assert lexicon().are_opposed(other, one)


@pytest.mark.parametrize(("one", "other"), [("fine", "fines"), ("form", "inform"), ("law", "statute"), ("a", "una")])
def test_other_pairs_are_no_opposites(one, other):
    assert not lexicon().are_opposed(one, other)


@pytest.mark.parametrize(("one", "other"), [("fine", "fines"), ("permit", "allow"), ("penalty", "punishment")])
def test_forms_of_a_word_and_words_of_one_meaning_may_stand_for_each_other(one, other):
    assert lexicon().may_stand_for(one, other)


@pytest.mark.parametrize(("one", "other"), [("lawful", "unlawful"), ("tenant", "landlord"), ("million", "year")])
def test_other_words_may_not(one, other):
    assert not lexicon().may_stand_for(one, other)


@pytest.mark.parametrize(
    "word", ["not", "if", "unless", "may", "must", "proposed", "most", "according", "but", "podria"]
)
def test_a_marker_turns_a_statement(word):
    assert lexicon().is_marker(word)


def test_words_that_hold_a_sentence_together_are_no_content():
    assert not any(map(is_content, ("the", "of", "de", "was", "also")))
    assert all(map(is_content, ("platform", "tiktok", "fined")))


def test_every_list_is_written_as_words_are_compared():
    for field in dataclasses.fields(lexicon()):
        listed = getattr(lexicon(), field.name)
        if isinstance(listed, frozenset):
            assert listed, field.name
            assert {word for word in listed if word != fold(word)} == set(), field.name


def test_no_word_is_against_itself():
    assert not any(word in against(word) for word in lexicon().synonyms)
