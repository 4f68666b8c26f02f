from __future__ import annotations

from evals.scorers.evidence import evidence_rank, evidence_recall, gold_citation_precision, gold_citation_recall
from rag.answer import Outcome
from tests.evals.products import AGE, FINE_AU, FINE_ES, answer, case, shown, trial

OTHERS = [f"{one}#1" for one in ("eu-platform-guidelines", "eu-toy-data-regulation", "uk-online-safety-act")]


def found(asked, *passages):
    return trial(asked, answer(asked.question, AGE), passages=passages)


def test_evidence_is_looked_for_in_the_five_best_passages():
    asked = case("a", AGE, FINE_ES)

    score = evidence_recall(
        found(asked, "au-minimum-age-act#1", *OTHERS, "fr-screen-time-figures#1", "es-minimum-age-bill#2")
    )

    assert score.value == 0.5
    assert "3 million euros" in score.reason


def test_a_retriever_that_finds_nothing_is_judged_all_the_same():
    assert evidence_recall(found(case("a", AGE))).value == 0.0
    assert evidence_rank(found(case("a", AGE))).value == 0.0


def test_a_conversation_is_nothing_that_retrieval_alone_is_held_to():
    asked = case("a", AGE, history=[{"role": "user", "content": "?"}])

    assert evidence_recall(found(asked)).value is None


def test_the_rank_of_the_first_evidence_counts():
    assert evidence_rank(found(case("a", AGE), *OTHERS, "au-minimum-age-act#1")).value == 0.25


def test_citations_are_held_against_the_gold():
    asked = case("a", AGE, FINE_AU)

    assert gold_citation_recall(shown(asked, AGE, FINE_ES)).value == 0.5
    assert gold_citation_precision(shown(asked, AGE, FINE_ES)).value == 0.5


def test_precision_is_not_judged_of_silence():
    silent = shown(case("a", AGE), FINE_ES, outcome=Outcome.NO_EVIDENCE)

    assert gold_citation_precision(silent).value is None
    assert gold_citation_recall(silent).value == 0.0
