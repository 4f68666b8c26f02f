"""Answers on disk: JSON lines, one a question, appended as they come and flushed one by one.

    first line     the configuration that gave the answers
    then           a record a line, in the order in which they came

Whatever ends a run, what was answered stays answered: a torn last line is cut off, and its case is asked again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from evals.configuration import Configuration
from evals.stored import Record, from_line, to_line
from rag.errors import FootnoteError


class StoreError(FootnoteError):
    """A file of answers cannot be used; the message says what to do."""


class Store:
    """The answers of one configuration, by case and attempt; one process writes at a time."""

    def __init__(self, path: Path, configuration: Configuration) -> None:
        self.path = path
        self.configuration = configuration

    def read(self) -> tuple[Record, ...]:
        """Return every record that is whole; a file that is not there has none."""
        if not self.path.exists():
            return ()
        first, *lines = self.path.read_text(encoding="utf-8").split("\n")
        self._require_same(first)
        return tuple(record for line in lines if line and (record := _whole(line)))

    @contextmanager
    def appending(self) -> Iterator[TextIO]:
        """Open the file for `append`, behind its last whole line."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._mend()
        with self.path.open("a", encoding="utf-8") as file:
            if file.tell() == 0:
                _write(file, json.dumps(asdict(self.configuration)))
            yield file

    def forget(self) -> None:
        """Delete the file."""
        self.path.unlink(missing_ok=True)

    def _mend(self) -> None:
        if not self.path.exists():
            return
        kept = self.path.read_bytes()
        whole = kept[: kept.rfind(b"\n") + 1]
        if whole != kept:
            self.path.write_bytes(whole)

    def _require_same(self, first: str) -> None:
        try:
            there = json.loads(first)
        except ValueError:
            there = None
        if there != asdict(self.configuration):
            raise StoreError(
                f"{self.path} holds the answers of another configuration. Delete it, or name another file."
            )


def append(file: TextIO, record: Record) -> None:
    """Write one record, so that it is there whatever happens next."""
    _write(file, to_line(record))


def read_answers(path: Path) -> tuple[Configuration, tuple[Record, ...]]:
    """Return a file of answers with the configuration that gave them, whichever that is."""
    try:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        there = Configuration(**json.loads(first))
    except (OSError, ValueError, TypeError) as error:
        raise StoreError(f"{path} is no file of answers. Give one that `footnote eval` wrote.") from error
    return there, Store(path, there).read()


def newest(records: Iterable[Record]) -> dict[tuple[str, int], Record]:
    """Return the last record of each case and attempt."""
    return {(record.case, record.attempt): record for record in records}


def _whole(line: str) -> Record | None:
    try:
        return from_line(line)
    except (ValueError, KeyError, TypeError):
        return None  # torn by whatever ended the run: its case is asked again


def _write(file: TextIO, line: str) -> None:
    file.write(f"{line}\n")
    file.flush()
    os.fsync(file.fileno())
