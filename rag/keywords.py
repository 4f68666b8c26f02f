"""Score texts by the words they share with a question: BM25 over stems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import bm25s
import numpy as np
from numpy.typing import NDArray

from rag.understand import Question

K1, B = 1.2, 0.6
"""Saturation and length weight of BM25 (Robertson and Zaragoza 2009); short passages want less of the second."""
WORDINGS = 0.3
"""Weight of other wordings beside the words that were asked."""

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class KeywordIndex:
    """Stemmed texts by id, scored by the words they share with a question."""

    ids: tuple[str, ...]
    rows: Mapping[str, int]
    _bm25: bm25s.BM25
    _weights: Mapping[str, float]
    """Stem -> inverse document frequency, the most that it can add to a score."""

    @classmethod
    def of(cls, texts: Mapping[str, Sequence[str]]) -> KeywordIndex:
        """Index `texts`: id -> stems in order."""
        bm25 = bm25s.BM25(k1=K1, b=B, method="lucene")
        bm25.index(list(texts.values()), show_progress=False)
        return cls(tuple(texts), {found: row for row, found in enumerate(texts)}, bm25, _weights(texts.values()))

    def scores(self, terms: Iterable[str]) -> Scores:
        """Return for each text the share of the possible BM25 score that it reaches, between 0 and 1."""
        known = [term for term in terms if term in self._weights]
        possible = sum(self._weights[term] for term in known)
        if not known:
            return np.zeros(len(self.ids), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32) / np.float32(possible)


def _weights(texts: Iterable[Sequence[str]]) -> dict[str, float]:
    counts: dict[str, int] = {}
    total = 0
    for text in texts:
        total += 1
        for term in set(text):
            counts[term] = counts.get(term, 0) + 1
    return {term: float(np.log1p((total - count + 0.5) / (count + 0.5))) for term, count in counts.items()}


def keyword_scores(index: KeywordIndex, question: Question) -> Scores:
    """Return for each text how well it meets the question's words, and with less weight other wordings of them."""
    asked = index.scores((*question.stems, *question.place_stems))
    others = index.scores(question.wordings)
    return np.asarray((asked + WORDINGS * others) / (1 + WORDINGS), dtype=np.float32)
