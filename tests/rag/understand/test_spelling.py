from __future__ import annotations

import pytest

from rag.understand.spelling import Speller, mend

TARGETS = frozenset(
    """accounts age agreement australia children commission comision decide denmark encryption facebook fine government
    helping helpline indonesia instagram parliament parlamento platforms pornography route school setting social spain
    should tiktok under verification verify want children's scam from lists""".split()  # noqa: SIM905 - one list of words
)
COMMON = frozenset({"commission", "parliament", "decode", "haven", "musk", "router"})


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(TARGETS, COMMON)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        pytest.param("austrailia", "australia", id="letter too many"),
        pytest.param("goverment", "government", id="letter lost"),
        pytest.param("undr", "under", id="short, letter lost"),
        pytest.param("fien", "fine", id="short, letters swapped"),
        pytest.param("verfiaction", "verification", id="two slips in a long word"),
        pytest.param("pornagraphy", "pornography", id="long, letter changed"),
        pytest.param("tictok", "tiktok", id="letters that sound alike"),
        pytest.param("sosial", "social", id="letters that sound alike in the middle"),
        pytest.param("comission", "commission", id="English before Spanish"),
        pytest.param("parlament", "parliament", id="English before Spanish, as near"),
        pytest.param("helpine", "helpline", id="letter lost before letter changed"),
    ],
)
def test_a_slip_becomes_what_was_meant(speller, slip, meant):
    assert speller.slips(f"what about {slip} then") == {slip: meant}


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("What did Zuckerburg and Veriffy say?", id="names"),
        pytest.param("What does the SPAN say about SCHOL?", id="acronyms"),
        pytest.param("fien16 16th 49.5 C34", id="numbers"),
        pytest.param("¿Qué hará el parlaménto? La comisión", id="accents"),
        pytest.param("menores niños ley edad plataformas", id="Spanish words of the field"),
        pytest.param("shouldn't wasn't haven't they're shouldn’t", id="contractions"),
        pytest.param("shouldnt wasnt havent theyre youll", id="contractions without their apostrophe"),
        pytest.param("sexting", id="changed letter that makes another word"),
        pytest.param("decode the router", id="words that the corpus does not use"),
        pytest.param("ag shol fin", id="too short or too far"),
        pytest.param("xyzzy qwerty", id="nothing near"),
        pytest.param("", id="nothing asked"),
        pytest.param("platform verifying agreements", id="other forms of known words"),
    ],
)
def test_everything_else_is_left_alone(speller, question):
    assert speller.slips(question) == {}


def test_a_name_within_a_sentence_is_only_mended_to_a_name(speller):
    assert speller.slips("the Fien of Austrailia for Facebok") == {"austrailia": "australia", "facebok": "facebook"}


def test_capitals_tell_nothing_in_a_sentence_that_is_all_capitals(speller):
    assert speller.slips("WHAT DID AUSTRAILIA DO ABOUT SCHOOLL PHONES") == {
        "austrailia": "australia",
        "schooll": "school",
    }


def test_a_possessive_is_mended_before_its_ending(speller):
    slips = speller.slips("austrailia's law")

    assert mend("austrailia's law", slips) == "australia's law"


def test_mending_leaves_case_and_accents_of_other_words():
    mended = mend("What did Sánchez’s Goverment do in the US, año 2026?", {"goverment": "government"})

    assert mended == "What did Sánchez’s government do in the US, año 2026?"


def test_mending_touches_whole_words_only():
    assert mend("undr undrstood", {"undr": "under"}) == "under undrstood"


def test_without_slips_a_question_stays_as_it_is():
    assert mend("¿Qué?", {}) == "¿Qué?"
