from __future__ import annotations

import pytest

from corpus import SourceType
from rag.answer import Claim, Evidence, Label, Verdict
from rag.cite import citations_of, evidence_of, marked_text, number, number_next

SURE = Verdict(Label.SUPPORTED, 1.0, ())


def claim(text, *sentences):
    evidence = tuple(Evidence(sentence, sentence.partition("#")[0], text, 0, len(text)) for sentence in sentences)
    return Claim(text, evidence, SURE)


def test_evidence_is_a_sentence_and_its_place_in_the_article(small):
    sentence = small.sentence("au-minimum-age-act#2.1")

    evidence = evidence_of(sentence)

    assert evidence.sentence == "au-minimum-age-act#2.1"
    assert evidence.article == "au-minimum-age-act"
    assert evidence.quote == (
        "A platform that breaks the Australian act may be fined up to 49.5 million Australian dollars."
    )
    assert small.article(evidence.article).body[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize(
    ("evidence", "numbers"),
    [
        pytest.param([["a#1.1"], ["b#1.1"]], [(1,), (2,)], id="one each"),
        pytest.param([["a#1.1", "b#1.1"], ["c#1.1"]], [(1, 2), (3,)], id="two at once"),
        pytest.param([["a#1.1"], ["a#1.1"]], [(1,), (1,)], id="the same sentence keeps its number"),
        pytest.param([["a#1.1"], ["a#1.2"]], [(1,), (2,)], id="another sentence of the same article"),
        pytest.param([], [], id="nothing to number"),
    ],
)
def test_sentences_are_numbered_by_first_appearance(evidence, numbers):
    claims = [claim("text", *sentences) for sentences in evidence]

    assert [numbered.citations for numbered in number(claims)] == numbers


def test_numbering_goes_on_where_it_stopped():
    numbers = {"a#1.1": 1}

    numbered = number_next(claim("text", "b#1.1", "a#1.1"), numbers)

    assert numbered.citations == (2, 1)
    assert numbers == {"a#1.1": 1, "b#1.1": 2}


def test_a_citation_leads_to_the_article_and_its_publications(small):
    (numbered,) = number([claim("It has applied.", "au-minimum-age-act#1.2")])

    (citation,) = citations_of([numbered], small)

    assert citation.number == 1
    assert citation.article == "au-minimum-age-act"
    assert citation.title == "Australia's minimum age act"
    assert (citation.jurisdiction, citation.kind, citation.status) == ("AU", "law", "in-force")
    assert (citation.event_date, citation.as_of) == ("2024-11-29", "2026-06-30")
    assert citation.quote == "It has applied since 10 December 2025."
    assert citation.sentence == "au-minimum-age-act#1.2"
    assert [source.id for source in citation.sources] == ["s1", "s2"]
    assert citation.sources[1].type is SourceType.PRESS


def test_citations_come_in_the_order_of_their_numbers_each_once(small):
    first, second = "uk-online-safety-act#1.2", "au-minimum-age-act#1.1"
    claims = number([claim("A.", first), claim("B.", second), claim("C.", first)])

    citations = citations_of(claims, small)

    assert [(citation.number, citation.sentence) for citation in citations] == [(1, first), (2, second)]


def test_no_claims_make_no_citations(small):
    assert citations_of([], small) == ()


def test_the_text_has_the_numbers_behind_each_claim():
    claims = number([claim("One says so.", "a#1.1", "b#1.1"), claim("Another too.", "a#1.1")])

    assert marked_text(claims) == "One says so. [1][2] Another too. [1]"
    assert marked_text([]) == ""
