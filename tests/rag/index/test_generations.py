from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from rag.errors import IndexBusy
from rag.index.generations import clear, publish, sole_writer
from rag.index.lease import take_lease


def make_generation(home: Path, name: str, *, age_s: int = 0) -> Path:
    folder = home / name
    folder.mkdir()
    (folder / "lease").touch()
    (folder / "manifest.json").touch()
    written = 1_700_000_000 - age_s
    os.utime(folder / "manifest.json", (written, written))
    return folder


def names(home: Path) -> set[str]:
    return {path.name for path in home.iterdir()}


def test_the_newest_and_the_one_before_stay(tmp_path: Path) -> None:
    for age, name in enumerate(["newest", "before", "old", "older"]):
        make_generation(tmp_path, name, age_s=age)

    clear(tmp_path)

    assert names(tmp_path) == {"newest", "before"}


def test_a_generation_that_somebody_holds_stays_until_they_let_go(tmp_path: Path) -> None:
    for age, name in enumerate(["newest", "before", "old"]):
        make_generation(tmp_path, name, age_s=age)
    lease = take_lease(tmp_path / "old")
    assert lease

    clear(tmp_path)
    held = names(tmp_path)
    lease.release()
    clear(tmp_path)

    assert "old" in held
    assert names(tmp_path) == {"newest", "before"}


def test_what_a_dead_builder_left_is_removed(tmp_path: Path) -> None:
    make_generation(tmp_path, "newest")
    make_generation(tmp_path, ".old-x-1")
    (tmp_path / ".building-x-1").mkdir()

    clear(tmp_path)

    assert names(tmp_path) == {"newest"}


def test_two_may_hold_the_same_generation(tmp_path: Path) -> None:
    folder = make_generation(tmp_path, "one")

    leases = [take_lease(folder), take_lease(folder)]

    assert all(leases)


def test_a_missing_generation_cannot_be_held(tmp_path: Path) -> None:
    assert take_lease(tmp_path / "none") is None


def test_publishing_replaces_a_damaged_generation_of_the_same_name(tmp_path: Path) -> None:
    make_generation(tmp_path, "one")
    building = make_generation(tmp_path, ".building-one-1")
    (building / "fresh").touch()

    publish(building, tmp_path / "one")
    clear(tmp_path)

    assert names(tmp_path) == {"one"}
    assert (tmp_path / "one" / "fresh").exists()


def test_a_second_writer_waits_says_so_and_gives_up(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with (
        caplog.at_level(logging.INFO, logger="rag.index"),
        sole_writer(tmp_path, 0),
        pytest.raises(IndexBusy, match="Wait for it and try again"),
        sole_writer(tmp_path, 0.1),
    ):
        pass

    assert [record.message for record in caplog.records] == [
        f"Another process is building the index in {tmp_path}; waiting for it."
    ]
