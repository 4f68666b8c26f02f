"""Nothing leaves this machine while an index is built and searched."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Corpus
from rag.index import open_index
from rag.index.probe import find_problem
from rag.offline import prepare_environment
from tests.fakes import BagOfWords
from tests.rag.index.builder import ask


def test_building_and_searching_reach_no_other_machine(
    reached_for: list[str], tmp_path: Path, corpus: Corpus, model: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare_environment()
    # The probe in this process, so that the guard hears it too.
    monkeypatch.setattr("rag.index.build.find_problem", find_problem)

    index = open_index(corpus, model, tmp_path)
    ask(index, model)
    index.close()

    assert reached_for == []
