from __future__ import annotations

import os

import pytest

from rag.offline import QUIET, TRACES, forbid_tracing, prepare_environment


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*QUIET, "HF_HUB_OFFLINE"]:
        monkeypatch.setenv(name, "restored after the test")
        monkeypatch.delenv(name)


def test_libraries_are_told_to_be_quiet() -> None:
    prepare_environment()

    assert os.environ["ANONYMIZED_TELEMETRY"] == "False"
    assert os.environ["LANGSMITH_TRACING"] == "false"
    assert os.environ["OMP_WAIT_POLICY"] == "PASSIVE"
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_a_model_of_the_hub_may_be_fetched() -> None:
    prepare_environment(local_model=False)

    assert "HF_HUB_OFFLINE" not in os.environ


def test_what_the_operator_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANONYMIZED_TELEMETRY", "True")

    prepare_environment()

    assert os.environ["ANONYMIZED_TELEMETRY"] == "True"


def test_tracing_is_off_even_where_another_program_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in TRACES:
        monkeypatch.setenv(name, "true")

    forbid_tracing()

    assert {os.environ[name] for name in TRACES} == {"false"}
