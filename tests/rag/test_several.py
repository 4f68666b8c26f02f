from __future__ import annotations

from dataclasses import replace

import pytest

from rag.several import MOST_PARTS, parts_of, surveyed
from rag.understand import Question, Understanding


@pytest.fixture
def of(understanding: Understanding):
    return understanding.of


def headings(question: Question) -> list[str]:
    return [part.heading for part in parts_of(question)]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Compare Australia and Spain", ["Australia", "Spain"]),
        ("What are the rules in Spain, France and the UK?", ["Spain", "France", "United Kingdom"]),
        ("How does the Online Safety Act differ from the DSA?", ["United Kingdom", "European Union"]),
        ("¿En qué se diferencian España y Australia?", ["España", "Australia"]),
        ("Does Spain go further than the EU?", ["Spain", "European Union"]),
        ("Which EU countries act, Spain or France?", ["Spain", "France"]),
        ("Compare Roblox and Discord", ["Roblox", "Discord"]),
        ("Compare TikTok in Spain and France", ["Spain", "France"]),
        ("What did Roblox and Discord announce?", []),
        ("What are the rules in Spain?", []),
        ("What did Spain say? And what else did Spain say?", []),
        ("What are the rules?", []),
    ],
)
def test_a_question_has_a_part_for_each_thing_that_it_sets_beside_others(of, question, parts):
    assert headings(of(question)) == parts


def test_a_long_list_is_cut(of):
    many = "Compare Spain, France, Italy, Germany, Austria, Greece, Poland, Ireland, Norway, Japan, Kenya, India, Chile"

    assert len(parts_of(of(many))) == MOST_PARTS


def test_a_chosen_jurisdiction_is_no_part(understanding):
    assert parts_of(understanding.of("What are the fines?", jurisdiction="GB")) == ()


def test_a_place_part_asks_about_that_place_alone(of):
    spain, australia = parts_of(of("Compare Spain and Australia"))

    assert spain.question.codes == {"ES"}
    assert spain.question.reach == {"ES", "EU"}
    assert [mention.code for mention in australia.question.mentions] == ["AU"]
    assert spain.question.stems == of("Compare Spain and Australia").stems


@pytest.mark.parametrize(
    ("text", "article", "holds"),
    [
        pytest.param("Anything.", "es-minimum-age-bill", True, id="article of the place"),
        pytest.param("Spain supports it.", "eu-platform-guidelines", True, id="named elsewhere"),
        pytest.param("Anything.", "eu-platform-guidelines", False, id="not named"),
    ],
)
def test_a_place_part_holds_what_is_of_the_place_or_names_it(of, small, text, article, holds):
    spain, _ = parts_of(of("Compare Spain and Australia"))

    assert spain.holds(text, small.article(article)) is holds


def test_a_country_holds_what_is_of_its_states(of, small):
    america, _ = parts_of(of("Compare the United States and Australia"))

    assert america.holds("Anything.", small.article("us-ca-companion-chatbot-act"))


def test_a_union_does_not_speak_for_its_members(of, small):
    _, union = parts_of(of("Compare Australia and the EU"))

    assert not union.holds("Anything.", small.article("es-minimum-age-bill"))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("ByteDance owns it.", True),
        ("On Tik Tok it is so.", True),
        ("The clock goes tiktoktick.", False),
        ("Nothing of the kind.", False),
    ],
)
def test_a_platform_part_holds_every_way_to_write_it(of, small, text, holds):
    tiktok, _ = parts_of(of("Compare TikTok and Discord"))

    assert tiktok.holds(text, small.article("au-minimum-age-act")) is holds


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("Compare Australia and Spain", ["Compare Australia", "Compare and Spain"]),
        (
            "What is the fine in Australia, and in Spain?",
            ["What is the fine in Australia,", "What is the fine in and in Spain?"],
        ),
        (
            "Is it banned in Spain and can Canberra ban it?",
            ["Is it banned in Spain", "Is it banned in and can Canberra ban it?"],
        ),
        ("Compare TikTok with Discord", ["Compare TikTok with", "Compare with Discord"]),
    ],
)
def test_a_part_is_asked_without_what_is_said_of_the_others(of, question, texts):
    assert [part.text for part in parts_of(of(question))] == texts


def test_only_a_sentence_that_names_a_platform_speaks_of_it(of, small):
    article = replace(small.article("eu-platform-guidelines"), title="Fines on TikTok and Discord")
    tiktok, _ = parts_of(of("Compare TikTok and Discord"))

    assert tiktok.holds("A fine.", article)
    assert tiktok.is_said("TikTok was fined.", article)
    assert not tiktok.is_said("Discord was fined.", article)


def test_a_sentence_of_an_article_of_the_place_speaks_of_it(of, small):
    spain, _ = parts_of(of("Compare Spain and Australia"))

    assert spain.is_said("A fine.", small.article("es-minimum-age-bill"))
    assert not spain.is_said("A fine.", small.article("eu-platform-guidelines"))


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("Which countries have a minimum age?", frozenset()),
        ("¿Qué países tienen una edad mínima?", frozenset()),
        ("Which countries in Africa have a minimum age?", frozenset({"ZA", "KE", "NG"})),
        (
            "Which Asian and African countries have one?",
            frozenset({"ZA", "KE", "NG"}) | frozenset(["CN", "IN", "JP", "KR", "ID", "MY", "PH", "SG", "VN", "TH"]),
        ),
        ("What is the minimum age in Spain?", None),
        ("Which countries follow Australia?", None),
        ("Which countries does the Online Safety Act reach?", None),
        ("Which platforms have a minimum age?", None),
    ],
)
def test_a_survey_is_over_a_region_or_the_world(of, question, codes):
    assert surveyed(of(question)) == codes


@pytest.mark.parametrize(
    ("question", "is_survey"),
    [
        ("Which American states have an app store law?", True),
        ("Which states let parents sue?", True),
        ("Which member states have an app?", False),
        ("Which states parties ratified it?", False),
        ("Which Australian states have one?", False),
    ],
)
def test_states_are_those_of_the_united_states(of, question, is_survey):
    assert ({"US-CA", "US-UT"} <= (surveyed(of(question)) or frozenset())) is is_survey


def test_a_survey_of_the_union_is_over_its_members(of):
    found = surveyed(of("Which EU countries have a minimum age?"))

    assert found is not None
    assert {"ES", "FR", "DK"} <= found
    assert not {"GB", "AU"} & found
