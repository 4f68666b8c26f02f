"""Stand-ins that behave, so that tests need neither a model nor a network."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from rag.relevance.answerable import Answerable
from rag.relevance.signs import SIGNS
from rag.route import Route
from rag.understand import Question

WORD = re.compile(r"\w+")


class BagOfWords(Embeddings):
    """Texts are near when they share words; the same text gives the same vector in every process."""

    def __init__(self, *, size: int = 512, name: str = "bag-of-words", max_words: int = 256) -> None:
        self.size = size
        self.name = name
        self.max_words = max_words
        self.embedded: list[str] = []
        """Every text that went through, in order."""

    @property
    def fingerprint(self) -> str:
        """Equal for equal vectors."""
        return f"{self.name}@{self.size}"

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text."""
        self.embedded.extend(texts)
        return np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(len(texts), self.size)

    def vectors_within(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> list[NDArray[np.float32]]:
        """Return one unit vector a span of each text; the words around it count nothing here."""
        self.embedded.extend(texts)
        return [
            np.stack([self._vector(text[start:end]) for start, end in parts])
            for text, parts in zip(texts, spans, strict=True)
        ]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one unit vector a text."""
        return [vector.tolist() for vector in self.vectors(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of a question."""
        return self.embed_documents([text])[0]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of words of each text."""
        return [len(WORD.findall(text)) for text in texts]

    def too_long(self, texts: Sequence[str]) -> list[int]:
        """Return the positions of the texts with more than `max_words` words."""
        return [position for position, words in enumerate(self.count_tokens(texts)) if words > self.max_words]

    def _vector(self, text: str) -> NDArray[np.float32]:
        counts = np.zeros(self.size, dtype=np.float32)
        for word in WORD.findall(text.lower()):
            counts[zlib.crc32(word.encode()) % self.size] += 1
        # A text without words still needs a direction.
        counts[0] += 0.0 if counts.any() else 1.0
        return counts / np.linalg.norm(counts)


class OpenRoad:
    """A router that lets every question go on."""

    def __init__(self, *_: object, **__: object) -> None:
        """Take what the real one takes."""

    def route(self, question: Question, _history: Sequence[tuple[str, str]]) -> Route:
        """Return the way on."""
        return Route(None, question.text, ())


def answerable_from(least: float) -> Answerable:
    """Return a model that gives every question a chance of one half: an answer where `least` is below it."""
    return Answerable(dict.fromkeys(SIGNS, 0.0), 0.0, least)
