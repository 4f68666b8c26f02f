"""Find passages by words and by meaning together, and order them by their best sentence.

question ─┬─ keyword ──┬─ fuse ─ candidates ─ judge every sentence ─ passages by their best
          └─ sentence ─┘
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun, Callbacks
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableConfig

from corpus import Corpus, Passage
from rag.relevance import Judged, Relevance
from rag.retrieval.documents import label
from rag.retrieval.fuse import fuse
from rag.understand import Question, Understanding
from rag.understand.places import gazetteer

CANDIDATES = 60
"""Passages whose sentences are judged."""
CHOSEN = 300
"""Passages that each search returns where all but one place is filtered out."""
EVERYWHERE = frozenset({"INT", "UN"})


class HybridRetriever(BaseRetriever):
    """The passages whose best sentence is likeliest to answer, as LangChain documents."""

    searches: Mapping[str, BaseRetriever]
    """Name -> retriever; the name goes into `found_by`."""
    relevance: Any
    """A `Relevance`."""
    embed: Any
    """An `Embed`."""
    corpus: Any
    """A `Corpus`."""
    understanding: Understanding
    k: int = 10

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        jurisdiction: str | None = None,
    ) -> list[Document]:
        question = self.understanding.of(query, jurisdiction=jurisdiction)
        found = self.found(query, run_manager.get_child(), jurisdiction=jurisdiction)
        candidates = self.candidates(question, found.values(), chosen=jurisdiction)
        relevance: Relevance = self.relevance
        judged = relevance.judge(question, self.embed(question.searches), candidates)
        return [
            label(best.passage.id, best.chance, ",".join(_finders(best.passage.id, found)), text=best.passage.text)
            for best in best_of_each_passage(judged)[: k or self.k]
        ]

    def found(
        self, query: str, callbacks: Callbacks = None, *, jurisdiction: str | None = None, k: int = CANDIDATES
    ) -> dict[str, list[str]]:
        """Return what each search finds: its name -> passage ids, best first, at most `k` of them."""
        config: RunnableConfig = {"callbacks": callbacks}
        # What is filtered out afterwards must not leave too little: a chosen place is looked for further down.
        depth = max(k, CHOSEN) if jurisdiction else k
        return {
            name: [str(document.id) for document in search.invoke(query, config, jurisdiction=jurisdiction, k=depth)]
            for name, search in self.searches.items()
        }

    def candidates(
        self,
        question: Question,
        rankings: Iterable[Sequence[str]],
        *,
        chosen: str | None = None,
        count: int = CANDIDATES,
    ) -> list[Passage]:
        """Return the passages whose sentences are worth judging, in the order of the fused rankings."""
        corpus: Corpus = self.corpus
        fused = (corpus.passage(found) for found in fuse(rankings))
        fitting = (
            passage
            for passage in fused
            if is_right_edition(passage, question.language, corpus)
            and (not chosen or applies_in(passage, chosen, corpus))
        )
        return [passage for passage, _ in zip(fitting, range(count), strict=False)]


def best_of_each_passage(judged: Iterable[Judged]) -> list[Judged]:
    """Return the likeliest sentence of each passage, in the order given."""
    best: dict[str, Judged] = {}
    for one in judged:
        best.setdefault(one.passage.id, one)
    return list(best.values())


def is_right_edition(passage: Passage, language: str, corpus: Corpus) -> bool:
    """Tell whether a passage should answer in `language`: of an article and its translation, only one does."""
    article = corpus.article(passage.article_id)
    if article.translation_of:
        return article.language == language
    return f"{article.id}.{language}" not in corpus


def applies_in(passage: Passage, chosen: str, corpus: Corpus) -> bool:
    """Tell whether a passage is about a chosen jurisdiction, one around it or within it, or about every country."""
    jurisdiction = corpus.article(passage.article_id).jurisdiction
    reach = gazetteer().reach
    return jurisdiction in EVERYWHERE or jurisdiction in reach([chosen]) or chosen in reach([jurisdiction])


def _finders(passage_id: str, found: Mapping[str, Sequence[str]]) -> list[str]:
    return [name for name, ids in found.items() if passage_id in ids]
