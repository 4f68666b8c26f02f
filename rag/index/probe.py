"""Try an index in a process of its own: `python -m rag.index.probe FOLDER`.

Exit code 0: it is good. 1: it is not, standard error says why. A damaged folder may also end this process with a
signal, which is why nobody else opens the folder first.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rag.index.manifest import matrix_path, read_manifest
from rag.index.places import ChromaFolder, connected
from rag.index.texts import Unit
from rag.index.vectors import Matrix, open_matrix
from rag.offline import prepare_environment

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

SAMPLE = 50
"""How many stored vectors of each collection must find themselves."""

MAY_MISS = 0.05
"""Chroma's search is approximate: a graph with many equal texts can miss one without being damaged."""


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m rag.index.probe FOLDER\n")
        return 2
    prepare_environment()
    from chromadb.errors import ChromaError

    try:
        problem = find_problem(Path(arguments[0]))
    except (ChromaError, OSError, ValueError, TypeError, KeyError, sqlite3.Error) as error:
        problem = f"{type(error).__name__}: {error}"
    if problem:
        sys.stderr.write(f"{problem}\n")
    return 1 if problem else 0


def find_problem(folder: Path) -> str:
    """Return what is wrong with the index in `folder`, empty where nothing is."""
    manifest = read_manifest(folder)
    chroma = folder / manifest.chroma
    verdict = _check_database(chroma / "chroma.sqlite3")
    if verdict != "ok":
        return f"SQLite finds: {verdict}"
    with connected(ChromaFolder(chroma)) as client:
        for unit in Unit:
            collection = client.get_collection(unit.value, embedding_function=None)
            vectors = open_matrix(matrix_path(folder, unit))
            problem = _check_collection(collection, manifest.counts[unit], vectors)
            if problem:
                return f"{unit}: {problem}"
    return ""


def _check_database(path: Path) -> str:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])


def _check_collection(collection: Collection, count: int, vectors: Matrix) -> str:
    if collection.count() != count or len(vectors) != count:
        return f"{collection.count()} rows in Chroma and {len(vectors)} vectors instead of {count}"
    sample = vectors[np.linspace(0, count - 1, min(count, SAMPLE)).astype(int)] if count else vectors
    missed = sum(not _finds_itself(collection, vector) for vector in sample)
    return f"{missed} of {len(sample)} vectors do not find themselves" if missed > MAY_MISS * len(sample) else ""


def _finds_itself(collection: Collection, vector: Matrix) -> bool:
    """Whether the first found is this vector: or its twin, since two rows may say the same."""
    found = collection.query(query_embeddings=[vector.tolist()], n_results=1, include=["distances"])
    return bool(found["distances"] and found["distances"][0] and found["distances"][0][0] < 1e-4)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
