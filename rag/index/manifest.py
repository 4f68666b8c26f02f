"""What a finished index says about itself, in `manifest.json`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from rag.index.texts import Unit

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from, and what it holds."""

    fingerprint: str
    corpus: str
    """Version of the corpus."""
    model: str
    """Fingerprint of the embedding model."""
    text_format: str
    counts: dict[str, int]
    """Rows of each collection."""
    chroma: str
    """Name of the folder with the collections; empty where they live on a server."""
    created: str
    """Moment in UTC, ISO 8601."""

    def write(self, folder: Path) -> None:
        """Store it in the index's folder."""
        (folder / NAME).write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Return what the index in `folder` says about itself, or raise OSError, ValueError or TypeError."""
    return Manifest(**json.loads((folder / NAME).read_text(encoding="utf-8")))


def matrix_path(folder: Path, unit: Unit) -> Path:
    """Return where the vectors of a collection lie, row by row in the order of the corpus."""
    return folder / f"{unit}.npy"
