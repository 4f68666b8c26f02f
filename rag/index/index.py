"""A finished index, open for questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import IndexDamaged
from rag.index.cache import Vector
from rag.index.lease import Lease
from rag.index.manifest import Manifest
from rag.index.seal import break_seal
from rag.index.stores import Found, VectorStores
from rag.index.texts import Unit
from rag.index.vectors import Matrix

if TYPE_CHECKING:
    from langchain_core.vectorstores import VectorStore


@dataclass(frozen=True, slots=True)
class Index:
    """A finished index, held open: it stays on disk until `close`, whatever is built beside it."""

    manifest: Manifest
    folder: Path
    sentence_ids: tuple[str, ...]
    sentence_vectors: Matrix
    """Row by row the vectors of `sentence_ids`, read from disk as they are used."""
    passage_ids: tuple[str, ...]
    passage_vectors: Matrix
    stores: VectorStores
    lease: Lease

    @property
    def fingerprint(self) -> str:
        """Hash of everything that shaped this index."""
        return self.manifest.fingerprint

    def search_sentences(self, vector: Sequence[float] | Vector, k: int) -> list[Found]:
        """Return the `k` sentences nearest to the vector of a question, nearest first."""
        return self._search(Unit.SENTENCES, vector, k)

    def search_passages(self, vector: Sequence[float] | Vector, k: int) -> list[Found]:
        """Return the `k` passages nearest to the vector of a question, nearest first."""
        return self._search(Unit.PASSAGES, vector, k)

    def warm(self) -> None:
        """Open the collections now, so that the first question does not wait for it."""
        for unit in Unit:
            self.stores.store(unit)

    def vector_store(self, unit: Unit) -> VectorStore:
        """Return LangChain's vector store of sentences or passages; its documents carry ids and what was embedded."""
        return self.stores.store(unit)

    def close(self) -> None:
        """Let go of the index; whoever builds next may clear it away."""
        self.stores.close()
        self.lease.release()

    def _search(self, unit: Unit, vector: Sequence[float] | Vector, k: int) -> list[Found]:
        try:
            return self.stores.search(unit, vector, k)
        except IndexDamaged:
            break_seal(self.folder)
            raise
