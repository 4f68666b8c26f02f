"""Faults in finding: searches, vectors, rankings, and the corpus they lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace

import numpy as np

from corpus import Passage
from evals.mutations.fault import Fault
from rag.answer import Hit
from rag.pipeline import Steps
from rag.relevance import Judged, Model, Relevance
from rag.retrieval.hybrid import HybridRetriever
from rag.retrieval.semantic import Vectors
from rag.understand import Question

FOUND = frozenset({"evidence_recall", "evidence_rank", "gold_citation_recall", "all_facts", "fact_recall"})
"""What tells that the right thing was not found."""

Judge = Callable[[Question, Vectors, Sequence[Passage]], tuple[Judged, ...]]
ChangeJudged = Callable[[Judge, Question, Vectors, Sequence[Passage]], Sequence[Judged]]


class Rejudging:
    """A `Relevance` whose judgement passes through something else; the rest of it is as it was."""

    def __init__(self, real: Relevance, change: ChangeJudged) -> None:
        self._real = real
        self._change = change

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def judge(self, question: Question, vectors: Vectors, passages: Sequence[Passage]) -> tuple[Judged, ...]:
        """As the real one, spoiled."""
        return tuple(self._change(self._real.judge, question, vectors, tuple(passages)))


def _rejudging(change: ChangeJudged) -> Callable[[HybridRetriever], HybridRetriever]:
    return lambda retriever: retriever.model_copy(update={"relevance": Rejudging(retriever.relevance, change)})


def _seeing_only(keep: Callable[[Passage], bool]) -> Callable[[HybridRetriever], HybridRetriever]:
    return _rejudging(lambda judge, question, vectors, passages: judge(question, vectors, list(filter(keep, passages))))


def _without_search(*names: str) -> Callable[[HybridRetriever], HybridRetriever]:
    def spoil(retriever: HybridRetriever) -> HybridRetriever:
        searches: Mapping[str, object] = retriever.searches
        return retriever.model_copy(update={"searches": {k: v for k, v in searches.items() if k not in names}})

    return spoil


def _old_index(retriever: HybridRetriever) -> HybridRetriever:
    """Give every sentence the vector of one far away, as an index of another corpus would."""
    relevance = copy(retriever.relevance)
    rows = relevance._sentences
    relevance._sentences = replace(rows, vectors=np.roll(np.asarray(rows.vectors), 1000, axis=0))
    return retriever.model_copy(update={"relevance": relevance})


def _weighed(change: Callable[[float], float]) -> Callable[[HybridRetriever], HybridRetriever]:
    def spoil(retriever: HybridRetriever) -> HybridRetriever:
        relevance = copy(retriever.relevance)
        weights = {name: change(weight) for name, weight in relevance.model.weights.items()}
        relevance.model = Model(weights, float("-inf"))
        return retriever.model_copy(update={"relevance": relevance})

    return spoil


def _one_direction(retriever: HybridRetriever) -> HybridRetriever:
    embed = retriever.embed
    return retriever.model_copy(update={"embed": lambda texts: np.repeat(embed(("policy",)), len(texts), axis=0)})


def _without_best_passage(
    judge: Judge,
    question: Question,
    vectors: Vectors,
    passages: Sequence[Passage],
) -> Sequence[Judged]:
    judged = judge(question, vectors, passages)
    return [one for one in judged if one.passage.id != judged[0].passage.id]


def _retrieving(change: Callable[[tuple[Hit, ...]], tuple[Hit, ...]]) -> Callable[[Steps], Steps]:
    def spoil(steps: Steps) -> Steps:
        retrieve = steps.retrieve
        return replace(steps, retrieve=lambda text, k, place: change(retrieve(text, k, place)))

    return spoil


def _half(passage: Passage) -> bool:
    return sum(passage.article_id.encode()) % 2 == 0


FINDING = (
    Fault("no-search-by-words", "The keyword search finds nothing", FOUND, _without_search("keyword")),
    Fault(
        "no-search-by-meaning",
        "Both searches by meaning find nothing",
        FOUND,
        _without_search("sentence", "passage"),
    ),
    Fault("no-search-at-all", "No search finds anything", FOUND, _without_search("keyword", "sentence", "passage")),
    Fault("vectors-of-another-corpus", "The index holds the vectors of another version", FOUND, _old_index),
    Fault("questions-embedded-alike", "Every question gets the same vector", FOUND | {"right_outcome"}, _one_direction),
    Fault("weights-lost", "The weights of the ranking are all 0", FOUND, _weighed(lambda _: 0.0)),
    Fault("weights-turned", "The weights of the ranking have the wrong sign", FOUND, _weighed(lambda weight: -weight)),
    Fault("best-passage-dropped", "The retriever drops the best passage", FOUND, _rejudging(_without_best_passage)),
    Fault("half-a-corpus", "Every second article was not indexed", FOUND, _seeing_only(_half)),
    Fault(
        "bills-not-indexed",
        "No article about a bill was indexed",
        FOUND,
        _seeing_only(lambda p: "bill" not in p.article_id),
    ),
    Fault(
        "first-paragraphs-only",
        "Articles are cut after their second paragraph",
        FOUND,
        _seeing_only(lambda passage: int(passage.id.rpartition("#")[2]) <= 2),
    ),
    Fault(
        "three-candidates",
        "Only three passages are judged",
        FOUND,
        _rejudging(lambda judge, question, vectors, passages: judge(question, vectors, passages[:3])),
    ),
    Fault("hits-reversed", "The list of hits comes worst first", FOUND, steps=_retrieving(lambda hits: hits[::-1])),
    Fault(
        "best-hit-dropped", "The list of hits begins with the second", FOUND, steps=_retrieving(lambda hits: hits[1:])
    ),
    Fault("no-hits", "The list of hits is empty", FOUND, steps=_retrieving(lambda _: ())),
)
