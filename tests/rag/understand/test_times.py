from __future__ import annotations

from datetime import date

import pytest

from rag.understand.times import Relation, time_asked

TODAY = date(2026, 7, 30)


@pytest.mark.parametrize(
    ("question", "relation", "first", "last"),
    [
        ("Was it law in November 2025?", "at", "2025-11-01", "2025-11-30"),
        ("Was it law on 3 March 2026?", "at", "2026-03-03", "2026-03-03"),
        ("How many accounts by January 2026?", "at", "2026-01-01", "2026-01-31"),
        ("¿Estaba en vigor en noviembre de 2025?", "at", "2025-11-01", "2025-11-30"),
        ("What changed last year?", "at", "2025-01-01", "2025-12-31"),
        ("What will change next year?", "at", "2027-01-01", "2027-12-31"),
        ("¿Qué pasó el mes pasado?", "at", "2026-06-01", "2026-06-30"),
        ("What was allowed before 3 March 2026?", "before", "2026-03-03", "2026-03-03"),
        ("¿Qué regía antes de marzo de 2026?", "before", "2026-03-01", "2026-03-01"),
        ("What happened after 3 June 2026?", "after", "2026-06-03", "2026-06-03"),
        ("How many accounts so far?", "latest", "2026-07-30", "2026-07-30"),
        ("¿Cuáles son las últimas cifras?", "latest", "2026-07-30", "2026-07-30"),
        ("What is the rule today?", "now", "2026-07-30", "2026-07-30"),
        ("¿Qué norma rige ahora?", "now", "2026-07-30", "2026-07-30"),
        ("Since when has it applied?", "since-when", "2026-07-30", "2026-07-30"),
        ("¿Desde cuándo se aplica?", "since-when", "2026-07-30", "2026-07-30"),
    ],
)
def test_the_time_that_a_question_asks_about(question, relation, first, last):
    found = time_asked(question, TODAY)

    assert found
    assert (found.relation.value, str(found.first), str(found.last)) == (relation, first, last)


@pytest.mark.parametrize(
    "question",
    [
        "What is the minimum age?",
        "On which day in March 2026 was it signed?",
        "What does the regulator's 2025 guidance say?",
        "What does the Online Safety Act 2023 say?",
        "¿Quién lo firmó?",
    ],
)
def test_a_question_that_asks_about_no_time_of_its_own(question):
    assert time_asked(question, TODAY) is None


@pytest.mark.parametrize("question", ["What was allowed before the ban?", "¿Qué pasaba antes de la ley?"])
def test_a_time_may_be_named_by_an_event(question):
    found = time_asked(question, TODAY)

    assert found
    assert found.relation is Relation.BEFORE
    assert found.is_event
    assert not found.is_framed


@pytest.mark.parametrize(
    ("question", "about_state"),
    [("Was it law in 2025?", True), ("¿Estaba en vigor en 2025?", True), ("Who spoke in Paris in 2025?", False)],
)
def test_asking_how_things_were_is_told_from_asking_what_happened(question, about_state):
    found = time_asked(question, TODAY)

    assert found
    assert found.about_state is about_state
