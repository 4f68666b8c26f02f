"""What an index must hold to serve a corpus, and the name that follows from it.

The name is a hash of everything that shapes the index, so a changed article, model or setting asks for another name
and can never read a stale index.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import Corpus
from rag.index.texts import TEXT_FORMAT, Row, Unit, passage_rows, sentence_rows

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import CreateHNSWConfiguration

SCHEMA = 1
"""Raise it when the files of an index change their meaning."""

HNSW: CreateHNSWConfiguration = {"space": "cosine", "ef_construction": 200, "max_neighbors": 16, "ef_search": 200}
"""Chroma's own default distance is l2. The wider search finds, on our corpus, what comparing every vector finds."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An index before anything is embedded."""

    fingerprint: str
    corpus: str
    """Version of the corpus."""
    model: str
    """Fingerprint of the embedding model."""
    rows: Mapping[Unit, tuple[Row, ...]]
    on_server: bool
    """Whether the collections live on a Chroma server instead of in the index's own folder."""


def plan_index(corpus: Corpus, model: str, *, on_server: bool = False) -> Plan:
    """Return what the index of `corpus` holds under the model of that fingerprint."""
    rows = {Unit.SENTENCES: sentence_rows(corpus.articles), Unit.PASSAGES: passage_rows(corpus.articles)}
    shape = {
        "schema": SCHEMA,
        "corpus": corpus.version,
        "model": model,
        "text_format": TEXT_FORMAT,
        "chroma": dict(HNSW),
        "on_server": on_server,
        # The version names the files; the rows also change when our own reading of those files does.
        "rows": {unit: [(row.id, row.article, row.key) for row in found] for unit, found in rows.items()},
    }
    digest = hashlib.sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest()
    return Plan(digest[:16], corpus.version, model, rows, on_server)
