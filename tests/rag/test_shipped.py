"""The corpus and the model that come with Footnote, together.

The index is kept between runs: embedding two thousand sentences takes a minute, opening them a moment. It is keyed by
its contents, so a change to the corpus or the model makes another.
"""

from __future__ import annotations

import getpass
import json
import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from evals.cases import read_cases
from rag import Answer, Outcome, Pipeline, Settings, open_pipeline
from rag.settings import SHIPPED_ARTICLES
from tests.rag.hostile import HOSTILE

CASES = read_cases()
KEPT = os.environ.get("FOOTNOTE_TEST_DATA") or Path(tempfile.gettempdir(), f"footnote-tests-{getpass.getuser()}")


@pytest.fixture(scope="session")
def shipped() -> Iterator[Pipeline]:
    settings = Settings(corpus_dirs=(SHIPPED_ARTICLES,), data_dir=Path(KEPT), today=date(2026, 7, 30))
    opened = open_pipeline(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def answers(shipped: Pipeline) -> dict[str, Answer]:
    """The answer to every development question, by the id of its case."""
    return {case.id: shipped.ask(case.question, case.history) for case in CASES}


@pytest.fixture(scope="session")
def bodies(shipped: Pipeline) -> dict[str, str]:
    """Every article's text after its front matter, read from its file and not from the corpus."""
    return {
        article.id: Path(article.path).read_bytes().decode().split("---\n", 2)[2] for article in shipped.corpus.articles
    }


pytestmark = pytest.mark.timeout(600)


def test_every_development_question_gets_an_answer(answers: dict[str, Answer]) -> None:
    failed = [case for case, answer in answers.items() if answer.outcome is Outcome.FAILED or not answer.text]

    assert failed == []
    assert len(answers) > 500


def test_every_claim_quotes_its_article_letter_for_letter(answers, bodies) -> None:
    wrong = [
        (case, evidence.sentence)
        for case, answer in answers.items()
        for claim in answer.claims
        for evidence in claim.evidence
        if bodies[evidence.article][evidence.start : evidence.end] != evidence.quote
    ]

    assert wrong == []


def test_no_claim_stands_without_evidence(answers: dict[str, Answer]) -> None:
    bare = [case for case, answer in answers.items() for claim in answer.claims if not claim.evidence]

    assert bare == []


def test_no_unsupported_claim_is_shown(answers: dict[str, Answer]) -> None:
    labels = {claim.verdict.label.value for answer in answers.values() for claim in answer.claims}

    assert labels <= {"supported", "uncertain"}


def test_every_citation_number_leads_somewhere(answers: dict[str, Answer]) -> None:
    lost = [
        case
        for case, answer in answers.items()
        if {number for claim in answer.claims for number in claim.citations}
        != {citation.number for citation in answer.citations}
    ]
    unsourced = [case for case, answer in answers.items() for citation in answer.citations if not citation.sources]

    assert lost == []
    assert unsourced == []


def test_no_section_of_an_answer_is_long(answers: dict[str, Answer]) -> None:
    long = [case for case, answer in answers.items() if len(answer.claims) > 4 * max(1, len(answer.sections))]

    assert long == []


def test_notes_point_to_citations_that_are_there(answers: dict[str, Answer]) -> None:
    lost = [
        case
        for case, answer in answers.items()
        for note in answer.notes
        if not set(note.citations) <= {citation.number for citation in answer.citations}
    ]

    assert lost == []


def test_what_spains_cabinet_asked_of_prosecutors_is_answered_from_its_article(shipped: Pipeline) -> None:
    answer = shipped.ask("What did Spain's cabinet ask prosecutors to do about X and TikTok?")

    assert answer.outcome is Outcome.ANSWERED
    assert "es-council-of-ministers-request-17-feb-2026" in {citation.article for citation in answer.citations}
    assert answer.claims[0].evidence[0].article == "es-council-of-ministers-request-17-feb-2026"


@pytest.mark.parametrize("question", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_asked_gets_an_answer(question: str, shipped: Pipeline) -> None:
    answer = shipped.ask(question)

    assert answer.outcome is not Outcome.FAILED
    assert json.dumps(answer.to_dict(), ensure_ascii=False).encode()
