from __future__ import annotations

import logging

import pytest

from ui.log import log_path, start_log, stop_log

log = logging.getLogger("rag.tested")


@pytest.fixture(autouse=True)
def closed_log():
    yield
    stop_log()


def test_warnings_are_kept_and_lesser_remarks_are_not(tmp_path):
    path = start_log(tmp_path / "data")

    log.info("All is well.")
    log.warning("Something is odd.")

    kept = path.read_text(encoding="utf-8")
    assert "WARNING rag.tested: Something is odd." in kept
    assert "All is well." not in kept


def test_the_file_appears_with_its_first_line(tmp_path):
    path = start_log(tmp_path / "data")

    assert not path.parent.exists()
    log.warning("Something is odd.")
    assert path.exists()


def test_starting_again_writes_every_line_once(tmp_path):
    start_log(tmp_path / "first")
    path = start_log(tmp_path / "second")

    log.warning("Something is odd.")

    assert path.read_text(encoding="utf-8").count("Something is odd.") == 1
    assert not (tmp_path / "first").exists()


def test_a_log_that_cannot_be_written_says_nothing(tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    start_log(tmp_path / "file" / "data")

    log.warning("Something is odd.")

    assert capsys.readouterr() == ("", "")


def test_where_the_log_lies_is_known_while_it_is_open(tmp_path):
    path = start_log(tmp_path)

    assert log_path() == path
    stop_log()
    assert log_path() is None
