from __future__ import annotations

import json
from dataclasses import replace

import pytest

from evals.baseline import BASELINE, BaselineError, Floor, baseline_of, read_baseline, write_baseline
from evals.cases import read_cases
from evals.gate import judge
from evals.scorers import HEADLINE, MEASURES
from evals.scoring import score_all
from evals.table import table, verdict
from rag.answer import Outcome
from tests.evals.products import AGE, CONFIGURATION, FINE_AU, FINE_ES, SMALL, TODAY, answer, case, record

CASES = [case(f"case-{number}", AGE, facts=[["16"]]) for number in range(12)]
FLOOR = Floor("truthfulness", {}, 0.5, None, "half of it must be right")


def measured(*wrong: int, cases=CASES, **changes):
    """Return the scores of a product that shows something else for the cases of these numbers."""
    records = [
        record(one, replace(answer(one.question, FINE_ES if number in wrong else AGE), **changes))
        for number, one in enumerate(cases)
    ]
    return score_all(cases, records, SMALL, CONFIGURATION)


def last(*wrong: int, floors=(FLOOR,)):
    return baseline_of(measured(*wrong), CONFIGURATION, floors, reason="first", day=TODAY)


def test_the_same_answers_pass():
    judgement = judge(measured(), last())

    assert judgement.is_passed
    assert judgement.changes == ()


def test_a_broken_floor_closes_the_gate_and_names_the_cases():
    judgement = judge(measured(*range(4)), last(*range(4)))

    assert [one.measure for one in judgement.findings] == ["truthfulness"]
    assert judgement.findings[0].cases == ("case-0", "case-1", "case-2", "case-3")
    assert "half of it must be right" in judgement.findings[0].text


def test_a_floor_that_covers_no_case_is_kept():
    elsewhere = replace(FLOOR, of={"kind": "crisis"})

    assert judge(measured(*range(4)), last(*range(4), floors=[elsewhere])).is_passed


def test_an_upper_bound_is_a_floor_as_well():
    bound = Floor("wrong_answer", {}, None, 0.1, "too many are wrong")

    assert not judge(measured(1, 2), last(1, 2, floors=[bound])).is_passed


def test_a_figure_that_fell_beyond_chance_closes_the_gate():
    judgement = judge(measured(*range(5)), last(floors=()))

    assert "truthfulness" in [one.measure for one in judgement.findings]


def test_one_case_that_got_worse_may_be_chance_and_is_shown():
    judgement = judge(measured(3), last(1, floors=()))

    assert judgement.is_passed
    assert [(one.before.case, one.is_worse) for one in judgement.changes] == [("case-3", True), ("case-1", False)]


def test_a_change_shows_the_answer_before_and_after():
    (change,) = judge(measured(3), last(floors=())).changes

    assert "keeps children under 16" in change.before.text
    assert "3 million euros" in change.after.text
    assert "truthfulness" in change.worse


def test_a_case_that_is_asked_otherwise_is_not_compared():
    asked = [case(f"case-{number}", AGE, facts=[["16"]], question="Anew?") for number in range(12)]

    assert judge(measured(*range(5), cases=asked), last(floors=())).changes == ()


def test_time_is_held_to_its_floor_alone():
    slow = score_all(
        CASES,
        [replace(record(one, answer(one.question, AGE)), milliseconds=900.0) for one in CASES],
        SMALL,
        CONFIGURATION,
    )

    assert judge(slow, last(floors=())).is_passed
    assert not judge(slow, last(floors=[Floor("latency", {}, None, 500, "too slow")])).is_passed


def test_the_verdict_reads_as_sentences():
    lines = "\n".join(verdict(judge(measured(*range(5)), last())))

    assert lines.startswith("The gate is closed:")
    assert "before  answered: The Australian act keeps" in lines
    assert "after   answered: Platforms that break the Spanish bill" in lines


def test_the_table_sets_each_figure_beside_the_last_release():
    lines = "\n".join(table(measured(1), last()))

    assert "12 cases: 11 right, 0 missing, 1 wrong" in lines
    assert "Truthfulness" in lines


def test_a_baseline_comes_back_as_it_was_written(tmp_path):
    path = tmp_path / "baseline.json"
    write_baseline(last(2), path)

    assert read_baseline(path) == last(2)


def test_a_baseline_that_is_not_there_says_where_to_take_it_from(tmp_path):
    with pytest.raises(BaselineError, match="last commit that had it"):
        read_baseline(tmp_path / "baseline.json")


def test_a_floor_for_an_unknown_measure_is_named(tmp_path):
    path = tmp_path / "baseline.json"
    write_baseline(last(), path)
    plain = json.loads(path.read_text(encoding="utf-8"))
    plain["floors"][0]["measure"] = "charm"
    path.write_text(json.dumps(plain), encoding="utf-8")

    with pytest.raises(BaselineError, match="charm"):
        read_baseline(path)


def test_the_committed_baseline_keeps_its_own_floors_and_is_over_the_committed_cases():
    kept, cases = read_baseline(), read_cases()

    assert kept.is_over(cases)
    assert set(kept.cases) == {one.id for one in cases}
    for floor in kept.floors:
        if not floor.of:
            value = kept.values[floor.measure]["value"]
            assert floor.at_least is None or value >= floor.at_least, floor
            assert floor.at_most is None or value <= floor.at_most, floor


def test_the_committed_baseline_is_plain_data_that_a_page_can_show():
    plain = json.loads(BASELINE.read_text(encoding="utf-8"))

    assert plain["format"] == 1
    assert plain["headline"]["name"] == HEADLINE
    assert {"version", "date", "reason", "corpus", "mode", "cases"} <= plain.keys()
    for one in plain["measures"]:
        assert one["name"] in MEASURES
        assert one["title"]["en"]
        assert one["title"]["es"]
        assert one["low"] <= one["value"] <= one["high"]
        assert one["by_kind"]


def test_an_outcome_that_changed_is_a_change_even_where_no_score_moved():
    told = measured(outcome=Outcome.PARTIAL)

    assert {change.after.outcome for change in judge(told, last(floors=())).changes} == {"partial"}


def test_gold_that_left_the_corpus_is_a_fall():
    gone = [case(f"case-{number}", FINE_AU, facts=[["16"]]) for number in range(12)]

    judgement = judge(
        score_all(gone, [record(one, answer(one.question, AGE)) for one in gone], SMALL, CONFIGURATION), last()
    )

    assert "gold_citation_recall" in [one.measure for one in judgement.findings]
