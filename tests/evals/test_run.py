from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from evals.run import here, run
from evals.store import Store
from tests.evals.products import AGE, CONFIGURATION, FINE_AU, Telling, case
from tests.evals.slow_run import CASES

ROOT = Path(__file__).parents[2]


def test_every_case_is_asked_once_and_kept(tmp_path):
    telling = Telling({"What does a say?": (AGE,), "What does b say?": (FINE_AU,)})
    cases = [case("a", AGE), case("b", FINE_AU)]

    records = run(cases, Store(tmp_path / "answers.jsonl", CONFIGURATION), here(telling.product()))

    assert [one.case for one in records] == ["a", "b"]
    assert records[0].passages == ("au-minimum-age-act#1",)
    assert records[0].probes[0].edit == ""


def test_what_was_answered_is_not_asked_again(tmp_path):
    telling = Telling({"What does a say?": (AGE,), "What does b say?": (FINE_AU,)})
    store = Store(tmp_path / "answers.jsonl", CONFIGURATION)
    run([case("a", AGE)], store, here(telling.product()))

    run([case("a", AGE), case("b", FINE_AU)], store, here(telling.product()))

    assert telling.asked == ["What does a say?", "What does b say?"]


def test_a_case_that_asks_otherwise_is_asked_again(tmp_path):
    telling = Telling({"What does a say?": (AGE,), "And now?": (FINE_AU,)})
    store = Store(tmp_path / "answers.jsonl", CONFIGURATION)
    run([case("a", AGE)], store, here(telling.product()))

    (record,) = run([case("a", AGE, question="And now?")], store, here(telling.product()))

    assert record.answer.question == "And now?"


def test_a_case_can_be_asked_several_times(tmp_path):
    telling = Telling({"What does a say?": (AGE,)})
    store = Store(tmp_path / "answers.jsonl", CONFIGURATION)

    records = run([case("a", AGE)], store, here(telling.product()), repeats=3)

    assert [one.attempt for one in records] == [1, 2, 3]
    assert len(telling.asked) == 3


def test_progress_counts_up_to_all(tmp_path):
    telling, seen = Telling({"What does a say?": (AGE,)}), []

    run(
        [case("a", AGE)],
        Store(tmp_path / "answers.jsonl", CONFIGURATION),
        here(telling.product()),
        progress=lambda done, total: seen.append((done, total)),
    )

    assert seen == [(1, 1)]


def test_a_killed_run_goes_on_without_asking_twice(tmp_path):
    program = [sys.executable, "-m", "tests.evals.slow_run", str(tmp_path)]
    asked = tmp_path / "asked.txt"
    first = subprocess.Popen(program, cwd=ROOT)
    while not (asked.exists() and len(asked.read_text(encoding="utf-8").splitlines()) >= 4):
        assert first.poll() is None
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.wait()
    before = len(asked.read_text(encoding="utf-8").splitlines())

    subprocess.run(program, cwd=ROOT, check=True, timeout=60)

    told = asked.read_text(encoding="utf-8").splitlines()
    assert 4 <= before < len(CASES)
    assert set(told) == {one.question for one in CASES}
    # The one in hand when the run was killed may have been asked without being kept; no other is asked twice.
    assert len(told) <= len(CASES) + 1
