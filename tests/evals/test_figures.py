from __future__ import annotations

from dataclasses import replace

import ir_measures
import pytest
from ir_measures import RR, Qrel, ScoredDoc

from evals.figures import Counted, abstention, counted, figure, figures, reliability, sliced
from evals.scorers import MEASURES, SCORERS
from evals.scoring import score_all
from rag.answer import Outcome
from tests.evals.products import AGE, CONFIGURATION, FINE_AU, FINE_ES, SMALL, answer, case, record

A, B, C = case("a", AGE), case("b", FINE_AU, kind="numeric"), case("c", kind="unanswerable", expect="abstain")


def scored(*pairs):
    return score_all([one for one, _ in pairs], [record(*pair) for pair in pairs], SMALL, CONFIGURATION)


def told(of, *shown, **changes):
    return of, replace(answer(of.question, *shown), **changes)


def test_every_scorer_has_its_measure_and_every_measure_its_titles():
    assert [scorer.__name__ for scorer in SCORERS if scorer.__name__ not in MEASURES] == []
    assert len(SCORERS) == len(MEASURES)
    assert all(one.title["en"] and one.title["es"] and one.what for one in MEASURES.values())


def test_a_mean_comes_with_its_interval_and_its_number():
    one = figure([0.0, 1.0] * 50)

    assert one
    assert one.value == 0.5
    assert 0.38 < one.low < 0.45
    assert 0.55 < one.high < 0.62
    assert one.n == 100


def test_never_failing_a_hundred_times_still_leaves_three_in_a_hundred():
    assert figure([1.0] * 100) == (1.0, 0.97, 1.0, 100)
    assert figure([0.0] * 100) == (0.0, 0.0, 0.03, 100)


def test_of_nothing_there_is_no_figure():
    assert figure([]) is None


def test_what_cannot_be_judged_counts_nowhere():
    found = figures(scored(told(A, AGE), told(C, outcome=Outcome.NO_EVIDENCE)))

    assert found["gold_citation_recall"].n == 1
    assert found["truthfulness"].n == 2
    assert "helpline_correctness" not in found


def test_right_missing_and_wrong_add_up_to_the_headline():
    rows = scored(told(A, AGE), told(B, FINE_ES), told(C, outcome=Outcome.NO_EVIDENCE))

    assert counted(rows) == Counted(right=2, missing=0, wrong=1)
    assert figures(rows)["truthfulness"].value == pytest.approx(1 / 3)


def test_figures_are_sliced_by_kind_and_by_jurisdiction():
    rows = scored(told(A, AGE), told(B, FINE_AU), told(C, outcome=Outcome.NO_EVIDENCE))

    assert set(sliced(rows, "kind")) == {"factual", "numeric", "unanswerable"}
    assert set(sliced(rows, "jurisdiction")) == {"AU", "none"}


def test_several_attempts_at_a_case_are_one_mean():
    attempts = [replace(record(*told(A, AGE)), attempt=1), replace(record(*told(A, FINE_ES)), attempt=2)]

    (one,) = score_all([A], attempts, SMALL, CONFIGURATION)

    assert one.scores["truthfulness"].value == 0.0


def test_the_curves_follow_the_reckoned_chance():
    rows = scored(told(A, AGE, chance=0.9), told(B, FINE_AU, chance=0.8), told(C, AGE, chance=0.2))

    assert [point.y for point in reliability(rows)] == [0.0, 1.0, 1.0]
    assert (0.0, 1.0) in [(point.x, point.y) for point in abstention(rows)]


def test_the_rank_measure_is_the_reciprocal_rank_that_others_compute():
    ranked = ["eu-platform-guidelines#1", "uk-online-safety-act#1", "au-minimum-age-act#1"]
    (row,) = score_all([A], [record(*told(A, AGE), passages=ranked)], SMALL, CONFIGURATION)

    theirs = ir_measures.calc_aggregate(
        [RR @ 10],
        [Qrel("a", "au-minimum-age-act#1", 1)],
        [ScoredDoc("a", passage, -rank) for rank, passage in enumerate(ranked)],
    )

    assert row.scores["evidence_rank"].value == pytest.approx(theirs[RR @ 10])
