"""The index: vectors of every sentence and passage, on disk, found by likeness.

    index = open_index(corpus, model, data_dir)        built at first use, then opened in milliseconds
    index.search_sentences(vector, k=100)              [Found(id, similarity), …], nearest first

An index is a build product: deleting it loses nothing but time.
"""

from rag.index.index import Index
from rag.index.opening import open_index
from rag.index.stores import Found
from rag.index.texts import Unit
from rag.index.vectors import Progress, TextModel

__all__ = ["Found", "Index", "Progress", "TextModel", "Unit", "open_index"]
