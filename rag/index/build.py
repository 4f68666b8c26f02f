"""Build one generation of the index: embed, write, try, seal, publish."""

from __future__ import annotations

import logging
import secrets
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from rag.errors import IndexProblem
from rag.index.cache import VectorCache
from rag.index.generations import new_folder, publish
from rag.index.lease import NAME as LEASE
from rag.index.manifest import Manifest, matrix_path
from rag.index.places import ChromaFolder, connected
from rag.index.plan import Plan
from rag.index.probing import find_problem
from rag.index.seal import seal
from rag.index.stores import write_collection
from rag.index.texts import TEXT_FORMAT, Unit
from rag.index.vectors import Matrix, Progress, TextModel, embed, matrix, save_matrix

log = logging.getLogger(__name__)


def build(plan: Plan, model: TextModel, home: Path, *, progress: Progress | None = None) -> Path:
    """Build the generation that `plan` describes and return its folder. Only the sole writer may."""
    log.info("Building the index of %s.", " and ".join(f"{len(rows):,} {unit}" for unit, rows in plan.rows.items()))
    matrices = _embed(plan, model, home, progress)
    building = new_folder(home, plan.fingerprint)
    try:
        _write(plan, matrices, building)
        _try(plan, building)
        seal(building)
        finished = home / plan.fingerprint
        publish(building, finished)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return finished


def _embed(plan: Plan, model: TextModel, home: Path, progress: Progress | None) -> Mapping[Unit, Matrix]:
    everything = [row for rows in plan.rows.values() for row in rows]
    with VectorCache(home / "vectors.sqlite3", plan.model) as cache:
        known = embed(everything, model, cache, progress=progress)
    return {unit: matrix(rows, known) for unit, rows in plan.rows.items()}


def _write(plan: Plan, matrices: Mapping[Unit, Matrix], folder: Path) -> None:
    # Chroma keeps what it has read of a folder by the folder's path: a rebuilt one must never have the old path.
    chroma = "" if plan.on_server else f"chroma-{secrets.token_hex(4)}"
    for unit, vectors in matrices.items():
        save_matrix(matrix_path(folder, unit), vectors)
    if chroma:
        _write_collections(plan, matrices, ChromaFolder(folder / chroma))
    (folder / LEASE).touch()
    Manifest(
        fingerprint=plan.fingerprint,
        corpus=plan.corpus,
        model=plan.model,
        text_format=TEXT_FORMAT,
        counts={unit.value: len(rows) for unit, rows in plan.rows.items()},
        chroma=chroma,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    ).write(folder)


def _write_collections(plan: Plan, matrices: Mapping[Unit, Matrix], place: ChromaFolder) -> None:
    with connected(place) as client:
        for unit, rows in plan.rows.items():
            write_collection(client, place.name(unit), rows, matrices[unit])


def _try(plan: Plan, folder: Path) -> None:
    problem = "" if plan.on_server else find_problem(folder)
    if problem:
        raise IndexProblem(f"The new index does not read back: {problem}. Nothing was replaced; run: footnote index")
