"""Find passages by their words: exact about names, numbers and short forms, where vectors are vague."""

from __future__ import annotations

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from rag.keywords import KeywordIndex, keyword_scores
from rag.retrieval.documents import label
from rag.understand import Understanding


class KeywordRetriever(BaseRetriever):
    """The passages that share most with the words of a question."""

    index: KeywordIndex
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
        question = self.understanding.of(query, jurisdiction=jurisdiction)
        scores = keyword_scores(self.index, question)
        best = np.argsort(-scores, kind="stable")[: k or self.k]
        return [label(self.index.ids[row], float(scores[row]), "keyword") for row in best if scores[row] > 0]
