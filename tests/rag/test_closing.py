from __future__ import annotations

import pytest

from corpus import Corpus, load_corpus
from rag.answer import Outcome
from rag.closing import close_with
from rag.messages import say, suggestions
from rag.route import Route
from rag.settings import SHIPPED_ARTICLES


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(SHIPPED_ARTICLES)


def ending(outcome: Outcome, **fields) -> Route:
    return Route(outcome, "a question", (), **fields)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("outcome", [Outcome.CLARIFY, Outcome.OUT_OF_SCOPE, Outcome.REFUSED, Outcome.SIGNPOSTED])
def test_every_end_has_its_sentence_in_the_language_of_the_question(corpus, outcome, language):
    closing = close_with(ending(outcome), language, corpus, jurisdiction=None)

    assert closing.text == say(f"outcome.{outcome.value}", language)


@pytest.mark.parametrize(
    ("outcome", "offers"), [(Outcome.CLARIFY, True), (Outcome.OUT_OF_SCOPE, True), (Outcome.REFUSED, False)]
)
def test_who_is_not_refused_is_offered_questions(small, outcome, offers):
    closing = close_with(ending(outcome), "en", small, jurisdiction=None)

    assert closing.follow_ups == (suggestions("en") if offers else ())
    assert (closing.helplines, closing.facts) == ((), ())


def test_help_is_for_the_country_that_the_question_names(corpus):
    closing = close_with(ending(Outcome.SIGNPOSTED, country="ES"), "en", corpus, jurisdiction="GB")

    assert closing.helplines[0].country == "ES"


def test_help_is_for_the_chosen_country_where_the_question_names_none(corpus):
    closing = close_with(ending(Outcome.SIGNPOSTED), "en", corpus, jurisdiction="GB")

    assert closing.helplines[0].country == "GB"


def test_the_service_that_fits_is_named_with_the_sentence_that_says_so(corpus):
    closing = close_with(
        ending(Outcome.SIGNPOSTED, country="GB", needs=frozenset({"image"})), "en", corpus, jurisdiction=None
    )

    assert closing.facts
    assert all(corpus.sentence(fact.id) == fact for fact in closing.facts)


def test_a_corpus_without_help_lines_still_sends_to_the_emergency_services(small):
    closing = close_with(ending(Outcome.SIGNPOSTED), "en", small, jurisdiction=None)

    assert closing.helplines == ()
    assert "emergency services" in closing.text
