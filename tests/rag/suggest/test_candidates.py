from __future__ import annotations

import tomllib

import pytest

from corpus import Topic, load_corpus
from rag.settings import SHIPPED_ARTICLES
from rag.suggest.candidates import LANGUAGES, candidates_of, name_of, place_name
from rag.understand.kinds import kinds
from rag.understand.places import DATA

TABLES = tomllib.loads((DATA / "suggestions.toml").read_text(encoding="utf-8"))


def texts(article, language):
    return [one.text for one in candidates_of(article, language)]


def test_a_law_is_asked_for_who_enforces_it_and_what_it_costs_to_break_it(small):
    found = texts(small.article("au-minimum-age-act"), "en")

    assert "Who enforces Australia's minimum age act?" in found
    assert "How high can fines be under Australia's minimum age act?" in found
    assert "What is Australia doing about age limits for social media?" in found


def test_an_article_in_another_language_is_spoken_of_by_place_and_topic(small):
    found = texts(small.article("au-minimum-age-act"), "es")

    assert "¿Quién vigila el cumplimiento de las normas de Australia sobre edad mínima en redes sociales?" in found
    assert not [text for text in found if "minimum age act" in text]


def test_a_title_that_begins_with_its_place_or_company_ends_with_it():
    shipped = load_corpus(SHIPPED_ARTICLES)

    assert name_of(shipped.article("br-eca-digital-law-15211"), "en") == "ECA Digital (Brazil)"
    assert name_of(shipped.article("us-take-it-down-act"), "en") == "the TAKE IT DOWN Act (United States)"
    assert name_of(shipped.article("int-tiktok-teen-limits-and-age-detection"), "en").endswith("(TikTok)")


def test_a_title_that_asks_something_has_no_subject():
    shipped = load_corpus(SHIPPED_ARTICLES)

    assert name_of(shipped.article("au-reporting-esafety-kids-helpline"), "en") == ""


def test_places_take_the_article_that_their_name_needs():
    assert place_name("GB", "en") == "the United Kingdom"
    assert place_name("EU", "es") == "la Unión Europea"
    assert place_name("FR", "en") == "France"


@pytest.mark.parametrize("topic", Topic)
def test_every_topic_has_words_in_both_languages(topic):
    assert set(TABLES["topics"][topic.value]) == set(LANGUAGES)


@pytest.mark.parametrize("aspect", TABLES["ask"])
def test_every_question_is_worded_in_both_languages_and_asks_for_known_kinds(aspect):
    ask = TABLES["ask"][aspect]

    assert set(LANGUAGES) <= set(ask)
    assert set(ask["shows"]) <= set(kinds())
