"""Help lines: the right country first, and not a digit that the corpus does not say."""

from __future__ import annotations

import pytest

from corpus import Corpus, load_corpus
from rag.helplines import facts, facts_for, helplines_for, lines
from rag.settings import SHIPPED_ARTICLES

COUNTRIES = ("GB", "US", "CA", "AU", "ES")


@pytest.fixture(scope="session")
def shipped() -> Corpus:
    return load_corpus(SHIPPED_ARTICLES)


def ids(entries) -> list[str]:
    return [f"{entry.country} {entry.sentence.id}" for entry in entries]


@pytest.mark.parametrize("line", lines(), ids=ids(lines()))
def test_the_cited_sentence_says_the_contact(line, shipped):
    sentence = line.sentence.find(shipped)

    assert sentence is not None
    assert line.contact in sentence.text


@pytest.mark.parametrize("line", lines(), ids=ids(lines()))
def test_the_article_says_name_and_hours(line, shipped):
    article = shipped.article_of(line.sentence.id)

    assert line.name in article.body
    if line.hours:
        assert line.hours in line.hours_in.find(shipped).text
        assert shipped.article_of(line.hours_in.id) is article


@pytest.mark.parametrize("fact", facts(), ids=ids(facts()))
def test_the_cited_fact_is_in_the_corpus(fact, shipped):
    assert fact.sentence.find(shipped)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_country_has_two_lines_and_one_for_children(country, language):
    own = [line for line in lines() if line.country == country and line.language in {"", language}]

    assert len(own) >= 2
    assert any(line.for_children for line in own)


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_country_gets_its_own_lines_only(country, shipped):
    found = helplines_for(country, {"sextortion"}, shipped)

    assert len(found) >= 2
    assert {helpline.country for helpline in found} <= {country, "EU"}
    assert found[0].country == country


def test_a_state_gets_the_lines_of_its_country(shipped):
    assert helplines_for("US-CA", {"self_harm"}, shipped)[0].contact == "calling or texting 988"


def test_what_fits_the_need_comes_first(shipped):
    assert helplines_for("US", {"grooming"}, shipped)[0].name == "CyberTipline"
    assert helplines_for("GB", {"self_harm"}, shipped)[0].contact == "0800 1111"


def test_a_country_of_the_union_without_lines_gets_those_of_the_union(shipped):
    assert [helpline.contact for helpline in helplines_for("DE", {"abuse"}, shipped)] == ["116111"]


@pytest.mark.parametrize("country", [None, "JP", "INT", "nowhere"])
def test_everybody_else_gets_lines_of_several_countries(country, shipped):
    found = helplines_for(country, set(), shipped)

    assert len({helpline.country for helpline in found}) == len(found) == 4


def test_spanish_puts_spain_first_and_cites_the_spanish_article(shipped):
    first = helplines_for(None, {"abuse"}, shipped, language="es")[0]

    assert first.country == "ES"
    assert first.sentence.startswith("es-017-helpline-and-reporting-channels.es#")
    assert first.hours == "las 24 horas"


def test_the_limit_holds(shipped):
    assert len(helplines_for("GB", set(), shipped, limit=2)) == 2


def test_a_corpus_without_the_sentences_has_no_lines(small):
    assert helplines_for("GB", {"abuse"}, small) == ()
    assert facts_for({"image"}, "GB", small) == ()


def test_images_lead_to_the_service_that_takes_them_down(shipped):
    def told(country: str | None, language: str = "en") -> str:
        return facts_for({"image"}, country, shipped, language=language)[0].text

    assert "Report Remove" in told("GB")
    assert "Take It Down" in told("US")
    assert "Priority Channel" in told("ES")
    assert "Canal Prioritario" in told("ES", "es")
    assert "NeedHelpNow.ca" in told("CA")
    assert "Take It Down" in told(None)


@pytest.mark.parametrize("country", [None, *COUNTRIES, "DE"])
def test_never_more_than_two_facts(country, shipped):
    assert len(facts_for({"image", "sextortion", "grooming", "abuse"}, country, shipped)) <= 2
