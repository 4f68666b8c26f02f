"""LangChain's `Document` as a parcel label: an id, a score and who found it. The text stays in the corpus."""

from __future__ import annotations

from langchain_core.documents import Document

from corpus import Corpus
from rag.answer import Hit


def label(passage_id: str, score: float, found_by: str, *, text: str = "") -> Document:
    """Return a document for a passage; `found_by` names its searches, separated by commas."""
    return Document(id=passage_id, page_content=text, metadata={"score": score, "found_by": found_by})


def hit_of(document: Document, corpus: Corpus) -> Hit:
    """Return what a document of ours stands for."""
    found_by = tuple(str(document.metadata["found_by"]).split(","))
    return Hit(corpus.passage(str(document.id)), float(document.metadata["score"]), found_by)
