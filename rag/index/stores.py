"""The two collections in Chroma, written and searched through LangChain's vector store.

Chroma measures distance; outside this file there are only similarities, 1 for the same direction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from langchain_core.embeddings import Embeddings

from rag.errors import IndexDamaged, IndexProblem
from rag.index.cache import Vector
from rag.index.places import ChromaPlace
from rag.index.plan import HNSW
from rag.index.texts import Row, Unit
from rag.index.vectors import Matrix

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from langchain_chroma import Chroma

BATCH = 1000
"""Chroma takes at most 5,461 rows in one call."""


class Found(NamedTuple):
    """A sentence or passage near a vector."""

    id: str
    similarity: float
    """Between 0 and 1, higher is nearer."""


class FromFunction(Embeddings):
    """LangChain's embeddings over a plain function from texts to rows."""

    def __init__(self, embed: Callable[[Sequence[str]], Sequence[Vector] | Matrix]) -> None:
        self._embed = embed

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector a text."""
        return [vector.tolist() for vector in self._embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return self.embed_documents([text])[0]


def write_collection(client: Client, name: str, rows: Sequence[Row], vectors: Matrix) -> None:
    """Store `rows` with their vectors under `name`; what is there already is written over."""
    from langchain_chroma import Chroma

    # LangChain asks for the vectors of the texts that it is given, in their order; equal texts may differ in theirs.
    waiting = iter(vectors)
    store = Chroma(
        collection_name=name,
        client=client,
        embedding_function=FromFunction(lambda texts: list(islice(waiting, len(texts)))),
        # Flushed once, with the last row: Chroma's default flushes after each thousand, and leaves the rest to be
        # indexed again by every process that opens the folder.
        collection_configuration={"hnsw": {**HNSW, "sync_threshold": max(len(rows), 2)}},
    )
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        labels = [{"article": row.article} for row in batch]
        store.add_texts([row.text for row in batch], metadatas=labels, ids=[row.id for row in batch])


class VectorStores:
    """The collections of a finished index as LangChain vector stores, opened at first use."""

    def __init__(self, place: ChromaPlace, embed: Callable[[Sequence[str]], Matrix]) -> None:
        self._place = place
        self._embeddings = FromFunction(embed)
        self._lock = Lock()
        self._client: Client | None = None
        self._stores: dict[Unit, Chroma] = {}

    def store(self, unit: Unit) -> Chroma:
        """Return the vector store of sentences or of passages."""
        with self._lock:
            if unit not in self._stores:
                self._stores[unit] = self._open(unit)
            return self._stores[unit]

    def search(self, unit: Unit, vector: Sequence[float] | Vector, k: int) -> list[Found]:
        """Return the `k` rows nearest to `vector`, nearest first; fewer where there are fewer."""
        if k < 1:
            return []
        from chromadb.errors import ChromaError
        from httpx import HTTPError

        values = [float(value) for value in vector]
        try:
            found = self.store(unit).similarity_search_by_vector_with_relevance_scores(values, k=k)
        except ChromaError as error:
            raise IndexDamaged(f"Chroma cannot read its {unit} ({error}). Run: footnote index --rebuild") from error
        except HTTPError as error:
            raise IndexProblem(self._place.does_not_answer()) from error
        return [Found(str(document.id), min(max(1.0 - distance, 0.0), 1.0)) for document, distance in found]

    def close(self) -> None:
        """Let go of the folder or the server; the next search opens it again."""
        with self._lock:
            if self._client is not None:
                self._place.disconnect(self._client)
            self._client = None
            self._stores.clear()

    def _open(self, unit: Unit) -> Chroma:
        from langchain_chroma import Chroma

        if self._client is None:
            self._client = self._place.connect()
        return Chroma(
            collection_name=self._place.name(unit),
            client=self._client,
            embedding_function=self._embeddings,
            create_collection_if_not_exists=False,
        )
