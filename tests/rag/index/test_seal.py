from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rag.index.seal import DATABASE, altered_files, break_seal, is_only_the_database, seal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "data.bin").write_bytes(bytes(3_000_000))
    with closing(sqlite3.connect(tmp_path / "chroma" / DATABASE)) as connection, connection:
        connection.execute("CREATE TABLE acquire_write (id INTEGER PRIMARY KEY, lock_status INTEGER)")
        connection.execute("CREATE TABLE other (words TEXT)")
        connection.execute("INSERT INTO other VALUES ('as they were')")
    seal(tmp_path)
    return tmp_path


def test_an_untouched_folder_is_whole(folder: Path) -> None:
    assert altered_files(folder) == set()


def test_what_a_reader_of_chroma_writes_does_not_break_the_seal(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "chroma" / DATABASE)) as connection, connection:
        connection.execute("INSERT INTO acquire_write (lock_status) VALUES (1)")

    assert altered_files(folder) == set()


def test_any_other_change_of_the_database_is_seen(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "chroma" / DATABASE)) as connection, connection:
        connection.execute("UPDATE other SET words = 'as they are'")

    assert altered_files(folder) == {f"chroma/{DATABASE}"}
    assert is_only_the_database(altered_files(folder))


def test_one_changed_byte_is_seen(folder: Path) -> None:
    with (folder / "chroma" / "data.bin").open("r+b") as stream:
        stream.seek(2_500_000)
        stream.write(b"\1")

    assert altered_files(folder) == {"chroma/data.bin"}
    assert not is_only_the_database(altered_files(folder))


def test_missing_and_strange_files_are_seen(folder: Path) -> None:
    (folder / "chroma" / "data.bin").unlink()
    (folder / "stranger").touch()

    assert altered_files(folder) == {"chroma/data.bin", "stranger"}


@pytest.mark.parametrize("content", ["", "[]", "{", '{"chroma/data.bin": 1}'])
def test_an_unreadable_seal_vouches_for_nothing(folder: Path, content: str) -> None:
    (folder / "seal.json").write_text(content)

    assert altered_files(folder)


def test_nonsense_in_the_seal_is_a_difference_not_an_error(folder: Path) -> None:
    text = (folder / "seal.json").read_text()
    (folder / "seal.json").write_text(text.replace('"holes": []', '"holes": [[-5, -9]]'))

    assert altered_files(folder) == {"chroma/data.bin"}


def test_a_broken_seal_vouches_for_nothing(folder: Path) -> None:
    break_seal(folder)

    assert altered_files(folder) == {"seal.json"}
