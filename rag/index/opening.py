"""Open the index of a corpus, building it first where it is missing, outdated or damaged."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus import Corpus
from rag.errors import IndexProblem
from rag.index.build import build
from rag.index.generations import clear, sole_writer
from rag.index.index import Index
from rag.index.lease import Lease, take_lease
from rag.index.manifest import matrix_path, read_manifest
from rag.index.places import ChromaFolder, ChromaServer
from rag.index.plan import Plan, plan_index
from rag.index.probing import find_problem
from rag.index.seal import DATABASE, altered_files, is_only_the_database, seal
from rag.index.server import is_on_server, put_on_server
from rag.index.stores import VectorStores
from rag.index.texts import Unit
from rag.index.vectors import Matrix, Progress, TextModel, open_matrix

log = logging.getLogger(__name__)


def open_index(
    corpus: Corpus,
    model: TextModel,
    data_dir: Path,
    *,
    chroma_url: str | None = None,
    wait_s: float = 600.0,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> Index:
    """Return the index of `corpus`; the first time, or after an accident, build it.

    Raises `IndexBusy` when another process is still building after `wait_s` seconds, and `IndexProblem` when the
    disk or the Chroma server will not have it. Whatever happens, indexes that others hold open are left alone.
    """
    plan = plan_index(corpus, model.fingerprint, on_server=chroma_url is not None)
    server = ChromaServer(chroma_url, plan.fingerprint) if chroma_url else None
    opening = _Opening(plan, model, data_dir / "index", server)
    lease = None if rebuild else opening.hold()
    return opening.open(lease or opening.make(wait_s, rebuild=rebuild, progress=progress))


@dataclass(frozen=True, slots=True)
class _Opening:
    """One attempt to open what `plan` describes."""

    plan: Plan
    model: TextModel
    home: Path
    server: ChromaServer | None

    @property
    def folder(self) -> Path:
        return self.home / self.plan.fingerprint

    def hold(self) -> Lease | None:
        """Hold the finished index, or return None where there is none or it is not whole."""
        lease = take_lease(self.folder)
        if lease is None:
            return None
        if altered_files(self.folder) or (self.server and not is_on_server(self.plan, self.server)):
            lease.release()
            return None
        return lease

    def make(self, wait_s: float, *, rebuild: bool, progress: Progress | None) -> Lease:
        """Become the sole writer and bring about what is missing; another may have done it while we waited."""
        with _naming_disk_problems(self.home), sole_writer(self.home, wait_s):
            clear(self.home)  # what a killed builder left may be what fills the disk
            if rebuild or not self._is_sound():
                build(self.plan, self.model, self.home, progress=progress)
            if self.server:
                put_on_server(self.plan, {unit: self._vectors(unit) for unit in Unit}, self.server)
            lease = take_lease(self.folder)
            clear(self.home)
        if lease is None:
            raise IndexProblem(f"{self.folder} vanished while it was being opened. Run: footnote index")
        return lease

    def open(self, lease: Lease) -> Index:
        """Open the index that `lease` holds. Chroma itself is opened by the first search."""
        manifest = read_manifest(self.folder)
        place = self.server or ChromaFolder(self.folder / manifest.chroma)
        if isinstance(place, ChromaFolder):
            _require_writable(place.path / DATABASE)
        ids = {unit: tuple(row.id for row in rows) for unit, rows in self.plan.rows.items()}
        return Index(
            manifest=manifest,
            folder=self.folder,
            sentence_ids=ids[Unit.SENTENCES],
            sentence_vectors=self._vectors(Unit.SENTENCES),
            passage_ids=ids[Unit.PASSAGES],
            passage_vectors=self._vectors(Unit.PASSAGES),
            stores=VectorStores(place, self.model.vectors),
            lease=lease,
        )

    def _is_sound(self) -> bool:
        """Whether the finished index is whole, or differs only by what its readers left there."""
        if not self.folder.exists():
            return False
        altered = altered_files(self.folder)
        if not altered:
            return True
        named = f"altered: {', '.join(sorted(altered))}"
        problem = find_problem(self.folder) if is_only_the_database(altered) else named
        if not problem:
            seal(self.folder)
            return True
        log.warning("The index in %s is damaged (%s); it is rebuilt, nothing is lost.", self.folder, problem)
        return False

    def _vectors(self, unit: Unit) -> Matrix:
        return open_matrix(matrix_path(self.folder, unit))


def _require_writable(database: Path) -> None:
    if not os.access(database, os.W_OK) or not os.access(database.parent, os.W_OK):
        raise IndexProblem(
            f"{database.parent} is read-only, and Chroma notes each opening there. "
            f"Make it writable for this user, or set FOOTNOTE_DATA_DIR to a folder that is."
        )


@contextmanager
def _naming_disk_problems(home: Path) -> Iterator[None]:
    """Turn what the disk, SQLite or Chroma raise while an index is written into `IndexProblem`."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (OSError, sqlite3.Error, ChromaError) as error:
        raise IndexProblem(
            f"The index in {home} cannot be written ({error}). Free some space or make the folder writable, or set "
            f"FOOTNOTE_DATA_DIR to another. What was there before is untouched."
        ) from error
