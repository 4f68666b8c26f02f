from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from evals.baseline import Floor, baseline_of
from evals.gate import judge
from evals.report import write_report
from evals.report.edition import Edition, grade, shortfalls
from evals.report.page import page
from evals.report.plain import as_json, as_markdown
from evals.scoring import score_all
from tests.evals.products import AGE, CONFIGURATION, FINE_ES, SMALL, TODAY, answer, case, record

CASES = [
    *(case(f"case-{number}", AGE, facts=[["16"]]) for number in range(8)),
    case("odd", FINE_ES, question='Is <b>"this"</b> safe & sound?', kind="numeric"),
    case("near", kind="unanswerable", expect="abstain"),
]


def measured(*wrong: int):
    records = [
        record(
            one,
            replace(answer(one.question, FINE_ES if n in wrong else AGE), chance=n / 10),
            passages=("au-minimum-age-act#1", "es-minimum-age-bill#2"),
        )
        for n, one in enumerate(CASES)
    ]
    return score_all(CASES, records, SMALL, CONFIGURATION)


@pytest.fixture
def edition():
    floor = Floor("truthfulness", {}, 0.9, None, "nearly all must be right")
    last = baseline_of(measured(), CONFIGURATION, [floor], reason="first", day=TODAY)
    scored = measured(1, 2, 3, 4)
    return Edition(scored, CONFIGURATION, last, judge(scored, last), TODAY)


def test_the_page_needs_nothing_from_anywhere(edition):
    text = page(edition)

    assert re.findall(r"""(?:src|href)=["'](?!#)[^"']*""", text) == []
    assert "@import" not in text
    assert "url(" not in text
    assert "fetch(" not in text


def test_the_page_holds_every_case_that_fell_short_and_no_other(edition):
    shown = set(re.findall(r'<details class="case" id="([\w-]+)" data-kind', page(edition)))

    assert shown == {one.case.id for one in edition.scored if shortfalls(one)}
    assert "case-1" in shown
    assert "case-0" not in shown


def test_wrong_answers_come_first(edition):
    grades = re.findall(r'data-grade="(\w+)"', page(edition))

    assert grades[0] == "wrong"
    assert grades == sorted(grades, key=["wrong", "missing", "unscored", "right"].index)


def test_what_people_typed_is_shown_and_not_obeyed(edition):
    text = page(edition)

    assert "<b>" not in text.split('id="odd"')[1].split("</details>")[0].replace("<b></b>", "")
    assert "Is &lt;b&gt;" in text


def test_a_closed_gate_says_why_and_what_changed(edition):
    text = page(edition)

    assert "The gate is closed." in text
    assert "nearly all must be right" in text
    assert "Worse (4)" in text


def test_a_passed_gate_says_so():
    last = baseline_of(measured(), CONFIGURATION, [], reason="first", day=TODAY)

    assert "The gate is passed." in page(Edition(measured(), CONFIGURATION, last, judge(measured(), last), TODAY))


def test_without_an_earlier_release_the_page_says_so():
    assert "No earlier release" in page(Edition(measured(), CONFIGURATION, None, None, TODAY))


def test_the_json_has_figures_slices_curves_and_cases(edition):
    told = json.loads(as_json(edition))

    assert told["headline"]["n"] == len(CASES)
    assert told["gate"]["passed"] is False
    assert set(told["slices"]) == {"kind", "jurisdiction", "language", "persona"}
    assert len(told["cases"]) == len(CASES)
    assert told["cases"][1]["scores"]["truthfulness"]["reason"].startswith("wrong")


def test_the_markdown_has_a_line_for_each_measure_and_each_case_that_fell_short(edition):
    text = as_markdown(edition)

    assert "| Truthfulness |" in text
    assert "`case-1`" in text
    assert "**The gate is closed.**" in text


@pytest.mark.parametrize(("name", "written"), [("a.json", ["a.json"]), ("a.md", ["a.md"])])
def test_a_single_form_is_written_alone(edition, tmp_path, name, written):
    assert [path.name for path in write_report(edition, tmp_path / name)] == written


def test_grades_have_names(edition):
    assert {grade(one) for one in edition.scored} >= {"right", "wrong"}
