"""Judge the sentences of found passages: how likely each answers the question, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Corpus, Passage, Sentence
from rag.keywords import Scores, keyword_scores
from rag.relevance.features import FEATURES, Likeness, passage_scores, sentence_features, weigh
from rag.relevance.model import Model
from rag.relevance.tables import Tables
from rag.understand import Question

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence beside a question."""

    sentence: Sentence
    passage: Passage
    article: Article
    sum: float
    """Weighted sum of the features; of two sentences the one with 1 more is e times as likely to be the answer."""
    chance: float
    """That it is the one, if any sentence judged with it is: between 0 and 1, all together 1."""
    features: tuple[float, ...]
    """In the order of `FEATURES`."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Vectors of the index by id."""

    vectors: Vectors
    rows: Mapping[str, int]

    @classmethod
    def of(cls, ids: Sequence[str], vectors: Vectors) -> Rows:
        """Number the rows of a matrix by id."""
        return cls(vectors, {found: row for row, found in enumerate(ids)})

    def likeness(self, ids: Sequence[str], question: Vectors) -> Vectors:
        """Return the best cosine of each id over the vectors of the question."""
        found: Vectors = (self.vectors[[self.rows[one] for one in ids]] @ question.T).max(axis=1)
        return found


class Relevance:
    """Scores sentences with a fixed model over fixed tables; the same question gets the same scores."""

    def __init__(self, corpus: Corpus, tables: Tables, sentences: Rows, passages: Rows, model: Model) -> None:
        self._corpus = corpus
        self.tables = tables
        self._sentences = sentences
        self._passages = passages
        self.model = model

    @property
    def sentence_vectors(self) -> Vectors:
        """The vectors of every sentence, as rows."""
        return self._sentences.vectors

    def judge(self, question: Question, vectors: Vectors, passages: Iterable[Passage]) -> tuple[Judged, ...]:
        """Return every sentence of `passages` with its chance, likeliest first, equal ones as the corpus has them."""
        found = tuple(passages)
        if not found:
            return ()
        pairs = [(passage, sentence) for passage in found for sentence in passage.sentences]
        rows = np.array(self.features(question, vectors, found), dtype=np.float64)
        sums = self.model.sums(rows)
        judged = [
            Judged(sentence, passage, self._corpus.article(passage.article_id), float(total), float(chance), tuple(row))
            for (passage, sentence), total, chance, row in zip(pairs, sums, softmax(sums), rows.tolist(), strict=True)
        ]
        return likeliest_first(judged)

    def features(self, question: Question, vectors: Vectors, passages: Sequence[Passage]) -> list[tuple[float, ...]]:
        """Return the features of every sentence of `passages`, in their order: what the weights are fitted on."""
        tables, asked = self.tables, weigh(question, self.tables)
        sentence_words = keyword_scores(tables.sentence_words, question)
        passage_words = keyword_scores(tables.passage_words, question)
        likeness = self._likeness(vectors, passages)
        features: list[tuple[float, ...]] = []
        for passage in passages:
            words = _score(passage_words, tables.passage_words.rows, passage.id)
            shared = passage_scores(asked, passage, self._corpus.article(passage.article_id), tables, words)
            features += [
                sentence_features(
                    asked,
                    sentence,
                    passage,
                    shared,
                    likeness[sentence.id],
                    tables,
                    _score(sentence_words, tables.sentence_words.rows, sentence.id),
                )
                for sentence in passage.sentences
            ]
        return features

    def _likeness(self, vectors: Vectors, passages: Sequence[Passage]) -> dict[str, Likeness]:
        ids = [sentence.id for passage in passages for sentence in passage.sentences]
        homes = [passage.id for passage in passages for _ in passage.sentences]
        near = self._sentences.likeness(ids, vectors)
        around = self._passages.likeness(homes, vectors)
        return {one: Likeness(float(a), float(b)) for one, a, b in zip(ids, near, around, strict=True)}


def softmax(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of each of several that exclude one another, given their log-odds."""
    odds: NDArray[np.float64] = np.exp(sums - sums.max())
    chances: NDArray[np.float64] = odds / odds.sum()
    return chances


def likeliest_first(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """Return `judged` in order; equal ones as they stand in the corpus, so that the order is always the same."""
    return tuple(sorted(judged, key=lambda one: (-one.sum, one.article.id, one.sentence.start)))


def _score(scores: Scores, rows: Mapping[str, int], wanted: str) -> float:
    return float(scores[rows[wanted]])


def strongest(judged: Judged, model: Model, count: int = 4) -> list[tuple[str, float]]:
    """Return the features that speak most for a sentence, for `--explain`."""
    parts = model.parts(np.array(judged.features))
    named = sorted(parts.items(), key=lambda part: -part[1])
    return [(FEATURES[name], value) for name, value in named[:count] if value > 0]
