from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from rag.index import probing
from rag.index.manifest import matrix_path
from rag.index.probe import main
from rag.index.texts import Unit
from rag.index.vectors import open_matrix, save_matrix


@pytest.fixture
def folder(data_dir: Path) -> Path:
    (manifest,) = data_dir.glob("index/*/manifest.json")
    return manifest.parent


def test_a_good_index_passes(folder: Path) -> None:
    assert main([str(folder)]) == 0


def test_wrong_arguments_show_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err == "usage: python -m rag.index.probe FOLDER\n"


def test_a_missing_index_is_a_reason_not_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("FileNotFoundError")


def test_other_vectors_do_not_find_themselves(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = matrix_path(folder, Unit.SENTENCES)
    save_matrix(path, np.roll(np.array(open_matrix(path)), 7, axis=1))

    assert main([str(folder)]) == 1
    assert capsys.readouterr().err == "sentences: 24 of 24 vectors do not find themselves\n"


def test_a_wrong_count_is_noticed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"passages": 8', '"passages": 9'))

    assert main([str(folder)]) == 1
    assert "8 rows in Chroma and 8 vectors instead of 9" in capsys.readouterr().err


def test_what_another_process_finds_comes_back_in_one_line(folder: Path) -> None:
    shutil.rmtree(next(folder.glob("chroma-*")))

    assert "unable to open database file" in probing.find_problem(folder)


def test_a_process_that_dies_is_a_problem_found(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dying = tmp_path / "python"
    dying.write_text("#!/bin/sh\nkill -SEGV $$\n")
    dying.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(dying))

    assert probing.find_problem(folder) == "reading it ended a process with signal 11"
