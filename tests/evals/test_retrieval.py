from __future__ import annotations

from evals.cases import gold_sentences
from evals.retrieval import failures, figures_for, table
from evals.scoring import score_all
from tests.evals.products import AGE, CONFIGURATION, FINE_ES, SMALL, answer, case, record

FOUND = case("found", AGE, facts=[["16"]])
LOST = case("lost", FINE_ES, facts=[["3 million"]], kind="list")


def measured():
    records = [record(one, answer(one.question, AGE), passages=("au-minimum-age-act#1",)) for one in (FOUND, LOST)]
    scored = score_all([FOUND, LOST], records, SMALL, CONFIGURATION)
    return [figures_for(one, gold_sentences(one.case, SMALL), SMALL) for one in scored]


def test_figures_come_from_what_was_kept():
    found, lost = measured()

    assert (found.evidence[1], found.facts, found.evidence_shown) == (1.0, 1.0, 1.0)
    assert (lost.evidence[10], lost.facts, lost.evidence_shown) == (0.0, 0.0, 0.0)


def test_direct_questions_come_first_and_other_kinds_after_them():
    lines = list(table(measured()))

    assert lines[0].startswith("direct questions")
    assert lines[-1].startswith("list")


def test_what_was_lost_is_named_with_its_question():
    assert list(failures(measured())) == ["lost lost evidence, facts: What does lost say?"]
