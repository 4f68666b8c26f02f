from __future__ import annotations

from evals.scorers.places import jurisdiction_coverage, sections_fit
from rag.answer import Section
from tests.evals.products import AGE, FINE_AU, FINE_ES, case, shown

BOTH = case("a", AGE, FINE_ES, kind="comparison")


def test_every_place_of_the_gold_evidence_must_be_cited():
    assert jurisdiction_coverage(shown(BOTH, AGE, FINE_ES)).value == 1.0
    assert jurisdiction_coverage(shown(BOTH, AGE)).value == 0.5


def test_the_place_that_is_missing_is_named():
    assert jurisdiction_coverage(shown(BOTH, AGE)).reason == "nothing of ES"


def test_one_place_is_no_matter_of_coverage():
    assert jurisdiction_coverage(shown(case("a", AGE, FINE_AU), AGE)).value is None


def test_claims_stand_under_their_own_place():
    sections = (Section("Australia", (0,)), Section("Spain", (1,)))

    assert sections_fit(shown(BOTH, AGE, FINE_ES, sections=sections)).value == 1.0


def test_claims_under_anothers_name_are_seen():
    sections = (Section("Spain", (0,)), Section("Australia", (1,)))

    assert sections_fit(shown(BOTH, AGE, FINE_ES, sections=sections)).value == 0.0


def test_a_section_that_points_nowhere_is_seen():
    assert sections_fit(shown(BOTH, AGE, sections=(Section("Australia", (7,)),))).value == 0.0


def test_without_sections_nothing_is_judged():
    assert sections_fit(shown(BOTH, AGE)).value is None
