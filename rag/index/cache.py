"""Vectors by text, kept on disk from one index to the next, so that nothing unchanged is embedded twice.

One SQLite file: a killed process loses at most the batch it was writing. A file that cannot be read is moved aside
and begun anew; all it costs is time.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
"""One unit vector."""

log = logging.getLogger(__name__)

DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL, check_sum INTEGER NOT NULL)"


class VectorCache:
    """The vectors that one model has given; close it, or use it in a `with`."""

    def __init__(self, path: Path, model: str) -> None:
        self._path = path
        self._model = model
        self._connection = self._connect()

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def find(self, texts: Iterable[str]) -> dict[str, Vector]:
        """Return the vectors that are known, by text."""
        found: dict[str, Vector] = {}
        try:
            for text in texts:
                vector = self._read(text)
                if vector is not None:
                    found[text] = vector
        except sqlite3.DatabaseError as error:
            self._start_over_if_damaged(error)
            self.keep(found)
        return found

    def keep(self, vectors: Mapping[str, Vector]) -> None:
        """Store vectors by text, all or none of them."""
        rows = [(self._key(text), vector.tobytes(), zlib.crc32(vector.tobytes())) for text, vector in vectors.items()]
        try:
            self._write(rows)
        except sqlite3.DatabaseError as error:
            self._start_over_if_damaged(error)
            self._write(rows)

    def _read(self, text: str) -> Vector | None:
        row = self._connection.execute(
            "SELECT vector, check_sum FROM vectors WHERE key = ?", [self._key(text)]
        ).fetchone()
        # SQLite does not notice when bytes inside a row were altered.
        if row is None or zlib.crc32(row[0]) != row[1]:
            return None
        return np.frombuffer(row[0], dtype=np.float32)

    def _write(self, rows: list[tuple[bytes, bytes, int]]) -> None:
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self._model}\n{text}".encode()).digest()

    def _connect(self) -> sqlite3.Connection:
        try:
            return _open(self._path)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            self._move_aside()
            return _open(self._path)

    def _start_over_if_damaged(self, error: sqlite3.DatabaseError) -> None:
        if not _is_damage(error):
            raise error
        self._connection.close()
        self._move_aside()
        self._connection = _open(self._path)

    def _move_aside(self) -> None:
        log.warning("The stored vectors in %s are damaged; they are computed anew, nothing else is lost.", self._path)
        self._path.replace(self._path.with_suffix(".damaged"))
        self._path.with_name(self._path.name + "-journal").unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute(TABLE)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGED
