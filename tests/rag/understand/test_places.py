from __future__ import annotations

import pytest

from rag.understand.places import Mention, acronyms, gazetteer


def codes(question: str) -> list[str]:
    return sorted({mention.code for mention in gazetteer().mentions(question)})


@pytest.mark.parametrize(
    ("question", "named"),
    [
        pytest.param("What has Spain done?", ["ES"], id="country"),
        pytest.param("¿Qué ha hecho España?", ["ES"], id="in Spanish"),
        pytest.param("What did the Danish government decide?", ["DK"], id="people"),
        pytest.param("What must a school in Barcelona do?", ["ES"], id="city"),
        pytest.param("What may Ofcom do?", ["GB"], id="regulator"),
        pytest.param("What does the Digital Services Act say?", ["EU"], id="law"),
        pytest.param("What does the DSA say?", ["EU"], id="acronym"),
        pytest.param("Spain, France and Italy", ["ES", "FR", "IT"], id="several"),
        pytest.param("california's SB 243", ["US-CA"], id="state and its law"),
        pytest.param("what are californias laws", ["US-CA"], id="apostrophe left out"),
        pytest.param("the UK's rules", ["GB"], id="possessive"),
        pytest.param("the UK’s rules", ["GB"], id="typographic possessive"),
        pytest.param("a Spain-based platform", ["ES"], id="hyphen"),
        pytest.param("EU-wide rules", ["EU"], id="hyphen behind an acronym"),
        pytest.param("ESPAÑA", ["ES"], id="capitals and accents"),
        pytest.param("espana", ["ES"], id="accents left out"),
        pytest.param("What do platforms owe children?", [], id="nothing named"),
        pytest.param("", [], id="nothing asked"),
    ],
)
def test_a_question_names_its_jurisdictions(question, named):
    assert codes(question) == named


@pytest.mark.parametrize(
    ("question", "named"),
    [
        pytest.param("rules in New South Wales", ["AU"], id="not Wales"),
        pytest.param("rules in Wales", ["GB"], id="Wales"),
        pytest.param("rules in New Mexico", ["US-NM"], id="not Mexico"),
        pytest.param("rules in Mexico City", ["MX"], id="Mexico City"),
        pytest.param("rules in Northern Ireland", ["GB"], id="not Ireland"),
        pytest.param("rules in Ireland", ["IE"], id="Ireland"),
        pytest.param("rules in South Korea", ["KR"], id="South Korea"),
        pytest.param("rules in North Korea", [], id="not South Korea"),
        pytest.param("rules in Latin America", [], id="not the United States"),
        pytest.param("rules in West Virginia", ["US-WV"], id="not Virginia"),
        pytest.param("rules in Washington, D.C.", ["US"], id="not a city of that name"),
        pytest.param("rules in South Australia", ["AU"], id="part of its country"),
        pytest.param("the European Parliament and Spain", ["ES", "EU"], id="body and country"),
    ],
)
def test_the_longest_name_at_a_place_counts(question, named):
    assert codes(question) == named


@pytest.mark.parametrize(
    "question",
    [
        "US law",
        "U.S. law",
        "U.S law",
        "the U.S.",
        "a US-based company",
        "US/EU differences",
        "(US)",
        "the US's rules",
        "the US’s rules",
        "What has the us done?",
        "EE. UU.",
        "EE.UU.",
    ],
)
def test_the_united_states_are_recognised_however_they_are_written(question):
    assert "US" in codes(question)


@pytest.mark.parametrize(
    "question",
    [
        "tell us about it",
        "what should us parents do",
        "TELL US ABOUT IT PLEASE",
        "un informe sobre la ley",
        "it is la ley",
        "a guard on ice said dict",
        "UN INFORME SOBRE LA LEY",
    ],
)
def test_everyday_words_are_no_places(question):
    assert codes(question) == []


@pytest.mark.parametrize(
    ("question", "named"),
    [("What does the UN say?", ["UN"]), ("schools in LA", ["US-CA"]), ("the PRC's rules", ["CN"])],
)
def test_short_names_in_capitals_are_places(question, named):
    assert codes(question) == named


@pytest.mark.parametrize(
    ("question", "named"),
    [
        pytest.param("What did the Senate vote?", ["US"], id="alone it counts"),
        pytest.param("What did the Australian Senate vote?", ["AU"], id="beside a country it does not"),
    ],
)
def test_a_name_that_many_countries_share_counts_only_alone(question, named):
    assert codes(question) == named


def test_a_mention_says_what_was_read_and_how():
    assert gazetteer().mentions("What may Ofcom do in Leeds?") == (
        Mention("GB", "ofcom", "body"),
        Mention("GB", "leeds", "city"),
    )


@pytest.mark.parametrize(
    ("named", "reached"),
    [(["ES"], {"ES", "EU"}), (["US-CA"], {"US-CA", "US"}), (["GB"], {"GB"}), (["XX"], {"XX"}), ([], set())],
)
def test_the_law_of_the_larger_jurisdiction_reaches_in(named, reached):
    assert gazetteer().reach(named) == reached


@pytest.mark.parametrize(
    ("code", "language", "written"),
    [("GB", "en", "United Kingdom"), ("GB", "es", "Reino Unido"), ("XX", "en", "XX")],
)
def test_a_jurisdiction_is_written_in_the_language_of_the_answer(code, language, written):
    assert gazetteer().name(code, language) == written


def test_an_acronym_knows_what_it_means_and_whose_it_is():
    assert acronyms()["osa"].means == "Online Safety Act"
    assert acronyms()["osa"].of == ("GB",)
    assert acronyms()["csam"].of == ()
