"""Find passages by meaning: those of the nearest sentences in the vector index.

The nearest passages as a whole add nothing to these: the log of research has the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray

from rag.index import Found, Index
from rag.retrieval.documents import label
from rag.understand import Understanding

Vectors = NDArray[np.float32]
Embed = Callable[[tuple[str, ...]], Vectors]
"""Texts to unit vectors, one row each."""


class SemanticRetriever(BaseRetriever):
    """The passages whose best sentences are nearest in meaning."""

    index: Any
    """An `Index`; LangChain's models would check its type by copying it."""
    embed: Any
    """An `Embed`."""
    understanding: Understanding
    k: int = 60

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        jurisdiction: str | None = None,
        k: int | None = None,
    ) -> list[Document]:
        index: Index = self.index
        vectors: Vectors = self.embed(self.understanding.of(query, jurisdiction=jurisdiction).searches)
        found = best_first(index.search_sentences(vector, k or self.k) for vector in vectors)
        return [label(passage, likeness, "sentence") for passage, likeness in found]


def best_first(searches: Iterable[Sequence[Found]]) -> list[tuple[str, float]]:
    """Return passage ids with their best likeness over several searches, best first."""
    best: dict[str, float] = {}
    for found in searches:
        for one in found:
            passage = passage_of(one.id)
            best[passage] = max(best.get(passage, 0.0), one.similarity)
    return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))


def passage_of(part_id: str) -> str:
    """Return the id of the passage that holds a sentence; a passage's own id is returned as it is."""
    article, _, place = part_id.partition("#")
    return f"{article}#{place.partition('.')[0]}"
