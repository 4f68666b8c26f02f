"""Embed the rows of an index, each text once, and keep their vectors as matrices."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.index.cache import Vector, VectorCache
from rag.index.texts import Row

Matrix = NDArray[np.float32]
"""One unit vector a row."""

Progress = Callable[[int, int], None]
"""Called with how many texts are read and how many there are to read."""

Span = tuple[int, int]
"""Characters of a text, from and up to."""

BATCH = 64
"""Texts read at a time: what a killed builder loses at most."""
log = logging.getLogger(__name__)


class TextModel(Protocol):
    """What the index asks of an embedding model."""

    @property
    def fingerprint(self) -> str:
        """Equal fingerprints give equal vectors."""

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Return the unit vectors of the texts, as rows in their order."""

    def vectors_within(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Matrix]:
        """Return for each text the unit vectors of its `spans`, read in their context; a text's own for all of it."""

    def too_long(self, texts: Sequence[str]) -> list[int]:
        """Return the positions of the texts whose ends the model would not see."""


def embed(
    rows: Sequence[Row], model: TextModel, cache: VectorCache, *, progress: Progress | None = None
) -> dict[str, Vector]:
    """Return the vector of each row by its key; only texts with a row that the cache does not know are read."""
    known = cache.find(dict.fromkeys(row.key for row in rows))
    wanted = _by_text(row for row in rows if row.key not in known)
    _warn_of_cut_ends(rows, list(wanted), model)
    # Texts of like length share a batch: a short one is padded to the longest beside it, and costs as much.
    texts = sorted(wanted, key=lambda text: (len(text), text))
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        found = model.vectors_within(batch, [[(row.start, row.end) for row in wanted[text]] for text in batch])
        fresh = {
            row.key: vector
            for text, vectors in zip(batch, found, strict=True)
            for row, vector in zip(wanted[text], vectors, strict=True)
        }
        cache.keep(fresh)
        known |= fresh
        if progress:
            progress(start + len(batch), len(texts))
    return known


def matrix(rows: Iterable[Row], known: Mapping[str, Vector]) -> Matrix:
    """Return the vectors of `rows` in their order."""
    vectors = [known[row.key] for row in rows]
    return np.stack(vectors) if vectors else np.empty((0, 0), dtype=np.float32)


def save_matrix(path: Path, vectors: Matrix) -> None:
    """Write a matrix for `open_matrix`."""
    np.save(path, vectors, allow_pickle=False)


def open_matrix(path: Path) -> Matrix:
    """Return a matrix that is read from disk as it is used, and cannot be changed."""
    vectors: Matrix = np.load(path, mmap_mode=None if _is_empty(path) else "r", allow_pickle=False)
    vectors.flags.writeable = False
    return vectors


def _is_empty(path: Path) -> bool:
    return path.stat().st_size <= 128  # nothing after the header: such a file cannot be mapped


def _by_text(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return rows by the text that they are read in."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.read, []).append(row)
    return found


def _warn_of_cut_ends(rows: Iterable[Row], texts: Sequence[str], model: TextModel) -> None:
    if not texts:
        return
    cut = {texts[position] for position in model.too_long(texts)}
    ids = [row.id for row in rows if row.text in cut]
    if ids:
        log.warning("The model does not read the ends of %d texts; split these: %s", len(ids), ", ".join(ids))
