from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from rag.index.cache import VectorCache

ONE = np.array([1, 0], dtype=np.float32)
TWO = np.array([0, 1], dtype=np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vectors.sqlite3"


def test_a_vector_is_found_again_by_its_text(path: Path) -> None:
    with VectorCache(path, "model@1") as cache:
        cache.keep({"one": ONE, "two": TWO})

    with VectorCache(path, "model@1") as cache:
        found = cache.find(["two", "three", "one"])

    assert {text: vector.tolist() for text, vector in found.items()} == {"one": [1.0, 0.0], "two": [0.0, 1.0]}


def test_another_model_finds_nothing(path: Path) -> None:
    with VectorCache(path, "model@1") as cache:
        cache.keep({"one": ONE})

    with VectorCache(path, "model@2") as cache:
        assert cache.find(["one"]) == {}


def test_a_vector_with_altered_bytes_is_not_believed(path: Path) -> None:
    with VectorCache(path, "model@1") as cache:
        cache.keep({"one": ONE, "two": TWO})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE vectors SET vector = ? WHERE vector = ?", [b"\1" * 8, ONE.tobytes()])

    with VectorCache(path, "model@1") as cache:
        assert list(cache.find(["one", "two"])) == ["two"]


@pytest.mark.parametrize("damage", [b"no database at all" * 300, b""], ids=["garbage", "emptied"])
def test_a_damaged_file_costs_only_time(path: Path, damage: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with VectorCache(path, "model@1") as cache:
        cache.keep({"one": ONE})
    path.write_bytes(damage)

    with caplog.at_level(logging.WARNING), VectorCache(path, "model@1") as cache:
        assert cache.find(["one"]) == {}
        cache.keep({"one": ONE})
        assert list(cache.find(["one"])) == ["one"]

    assert len(caplog.records) == (1 if damage else 0)


def test_damage_met_on_the_way_keeps_what_was_found_before_it(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    vectors = {str(number): np.full(384, number, dtype=np.float32) for number in range(200)}
    with VectorCache(path, "model@1") as cache:
        cache.keep(vectors)
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)

    with VectorCache(path, "model@1") as cache:
        before = cache.find(vectors)
        cache.keep(vectors)
        assert len(cache.find(vectors)) == 200

    assert len(before) < 200
    assert len(caplog.records) == 1
    assert path.with_suffix(".damaged").exists()
