from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import typer.testing

from evals import commands, release
from evals.baseline import Floor, baseline_of, read_baseline, write_baseline
from evals.cases import CaseError
from evals.release import NotAccepted, Wish
from evals.run import here
from evals.scoring import score_all
from rag.settings import Settings
from tests.evals.products import AGE, CONFIGURATION, FINE_ES, SMALL, TODAY, Telling, answer, case, record

CASES = tuple(case(f"case-{number}", AGE, facts=[["16"]]) for number in range(12))
CASES_FOLDER = Path("cases")
FLOOR = Floor("truthfulness", {}, 0.5, None, "half of it must be right")


@pytest.fixture
def committed(tmp_path, monkeypatch):
    """A last release of a sound product, and a way to put another in its place."""
    path = tmp_path / "baseline.json"
    sound = score_all(CASES, [record(one, answer(one.question, AGE)) for one in CASES], SMALL, CONFIGURATION)
    write_baseline(baseline_of(sound, CONFIGURATION, [FLOOR], reason="first", day=TODAY), path)
    settings = Settings(corpus_dirs=(SMALL_FOLDER,), data_dir=tmp_path / "data", today=TODAY)
    monkeypatch.setattr(release, "read_settings", lambda: settings)
    monkeypatch.setattr(release, "read_cases", lambda _: CASES)
    monkeypatch.setattr(release, "read_baseline", lambda _: read_baseline(path))
    monkeypatch.setattr(release, "_last", lambda _: read_baseline(path))
    monkeypatch.setattr(release, "write_baseline", lambda kept, _: write_baseline(kept, path))

    def put(*wrong: int) -> Telling:
        telling = Telling({one.question: (FINE_ES if n in wrong else AGE,) for n, one in enumerate(CASES)})
        monkeypatch.setattr(release, "workers", lambda *_: here(telling.product()))
        return telling

    return put


SMALL_FOLDER = Path(SMALL.articles[0].path).parent


def typed(*arguments):
    return typer.testing.CliRunner().invoke(commands.app, list(arguments))


def test_a_sound_product_passes_the_gate(committed):
    committed()

    done = typed("--gate")

    assert done.exit_code == 0, done.output
    assert "The gate is passed." in done.output


def test_a_broken_product_fails_the_gate_and_the_cases_are_named(committed):
    committed(*range(6))

    done = typed("--gate")

    assert done.exit_code == 1
    assert "The gate is closed:" in done.output
    assert "case-0" in done.output


def test_without_the_gate_a_broken_product_is_only_measured(committed):
    committed(*range(6))

    assert typed().exit_code == 0


def test_answers_are_kept_and_scored_again_without_asking(committed):
    telling = committed()

    typed()
    typed("--gate")
    assert len(telling.asked) == len(CASES)

    typed("--fresh")
    assert len(telling.asked) == 2 * len(CASES)


def test_the_report_is_written_in_all_three_forms(committed, tmp_path):
    committed(1)

    done = typed("--report", str(tmp_path / "out" / "report.html"))

    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"report.html", "report.json", "report.md"}


def test_failures_are_listed(committed):
    committed(1)

    assert "case-1 factual: wrong" in typed("--failures").output


def test_figures_are_accepted_with_a_reason(committed, tmp_path):
    committed(1)

    done = typed("accept", "--reason", "One of twelve was ambiguous")

    assert done.exit_code == 0, done.output
    kept = read_baseline(tmp_path / "baseline.json")
    assert kept.plain["reason"] == "One of twelve was ambiguous"
    assert kept.plain["headline"]["wrong"] == 1
    assert typed("--gate").exit_code == 0


def test_nothing_is_accepted_without_a_reason_or_below_a_floor(committed):
    committed(*range(6))

    with pytest.raises(NotAccepted, match="reason is needed"):
        release.accept(Wish(CASES_FOLDER), "  ")
    with pytest.raises(NotAccepted, match="A floor is broken"):
        release.accept(Wish(CASES_FOLDER), "It is what it is")
    assert typed("accept", "--reason", "It is what it is").exit_code == 1


def test_only_some_cases_are_measured_where_that_is_asked(committed):
    telling = committed()

    assert typed("--only", "kind=crisis").exit_code == 2
    assert typed("--only", "colour=red").exit_code == 2
    assert typed("--only", "kind=factual", "--only", "language=en").exit_code == 0
    assert len(telling.asked) == len(CASES)


def test_a_slice_names_what_holds():
    cases = (CASES[0], replace(CASES[1], kind="crisis"))

    assert release.chosen(cases, ("kind=crisis",)) == (cases[1],)
    with pytest.raises(CaseError, match="No case is kind=status"):
        release.chosen(cases, ("kind=status",))


def test_kept_answers_are_scored_from_any_file(committed, tmp_path):
    telling = committed()
    typed()
    (path,) = (tmp_path / "data" / "evals").iterdir()

    done = typed("--answers", str(path), "--gate")

    assert done.exit_code == 0, done.output
    assert len(telling.asked) == len(CASES)


def test_wrong_input_is_said_in_one_line(tmp_path):
    done = typed("--cases", str(tmp_path))

    assert done.exit_code == 2
    assert done.stderr.startswith("footnote eval: ")
    assert len(done.stderr.splitlines()) == 1
