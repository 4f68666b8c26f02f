"""Whether anything that was found answers the question, or only comes near: right law, missing detail.

Likeness cannot tell (a near miss is as like as an answer), so each sign asks what the question wants and whether the
chosen sentences have it: its rare words, the kind of thing it asks for, its numbers and places. A logistic model weighs
them; every weight stands in `answerable.json`, and `evals/fit.py` says how it was fitted.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from rag.relevance.features import FEATURES
from rag.relevance.relevance import Judged
from rag.relevance.tables import Tables
from rag.understand import Question
from rag.understand.kinds import kinds, shown_in
from rag.understand.signs import has_sign
from rag.understand.terms import terms

WEIGHTS = Path(__file__).with_name("answerable.json")
WHOLE = 0.2
"""Share of a question's words, by rarity, that a sentence may lack and still have the whole of it."""
NEAR_BEST = 1.5
"""Sums below the best within which a sentence speaks as loudly."""

SIGNS: Mapping[str, str] = {
    "unmet_in_article": "share of the question's words, by rarity, that the best article has nowhere",
    "rarest_unmet": "rarity of the rarest word that the best article has in no wording",
    "unmet_in_answer": "share of the question's words that the chosen sentences have in no wording",
    "unsaid_in_answer": "share of the question's words that the chosen sentences do not use",
    "unmet_in_best": "share of the question's words that the best sentence, with its title, has in no wording",
    "whole": "the best sentence has at least four fifths of the words, and the kind of thing asked for",
    "unmet_in_passage": "share of the question's words that the best passage has in no wording",
    "length": "content words of the question",
    "strength": "weighted sum of the best sentence",
    "lead": "how far the best stands before the fourth",
    "likeness": "greatest cosine of a sentence to the question",
    "coverage": "greatest share of the question's words in one sentence",
    "words": "BM25 share of the best sentence",
    "articles": "articles among the eight best sentences",
    "predicts": "it asks for the future or an opinion",
    "asks_outcome": "it asks how something ended",
    "outcome_unknown": "it asks how something ended, and a chosen sentence says that something is not known",
    "says_unknown": "a chosen sentence says that something is not known",
    "counts": "it asks for a count or an amount",
    "count_missing": "it asks for a count or an amount, and the best sentence has none",
    "numbers_unmet": "numbers of the question that no chosen sentence has",
    "place_named": "it names a place",
    "place_met": "the best sentence is of a place that it names",
    **{f"asks_{kind}": f"it asks for a {kind}" for kind in kinds()},
    **{f"lacks_{kind}": f"it asks for a {kind}, and no sentence near the best has one" for kind in kinds()},
}
"""Every sign in order, with what it says."""

_PLACE = {name: position for position, name in enumerate(FEATURES)}


@dataclass(frozen=True, slots=True)
class Answerable:
    """A weight for each sign."""

    weights: Mapping[str, float]
    bias: float
    least: float
    """Chance below which the answer is that the corpus does not say."""

    def chance(self, signs: Sequence[float]) -> float:
        """Return the chance, between 0 and 1, that the question is answered."""
        total = self.bias + sum(self.weights[name] * value for name, value in zip(SIGNS, signs, strict=True))
        return 1.0 / (1.0 + exp(-max(min(total, 50.0), -50.0)))

    def is_near_miss(self, signs: Sequence[float], *, leniency: float = 1.0) -> bool:
        """Tell whether what was found only comes near; a smaller `leniency` lets more pass.

        A sentence that has nearly every word of the question is taken at its word, whatever else speaks against it.
        """
        unmet = signs[list(SIGNS).index("unmet_in_best")]
        return unmet > WHOLE and self.chance(signs) < self.least * leniency

    def doubts(self, signs: Sequence[float], count: int = 3) -> list[str]:
        """Return what speaks most against an answer, in words."""
        parts = [(self.weights[name] * value, SIGNS[name]) for name, value in zip(SIGNS, signs, strict=True)]
        return [words for value, words in sorted(parts)[:count] if value < 0]


@cache
def shipped_answerable() -> Answerable:
    """Return the fitted weights that come with Footnote."""
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    weights = {name: float(kept["weights"].get(name, 0.0)) for name in SIGNS}
    return Answerable(weights, float(kept["bias"]), float(kept["least"]))


def signs_of(
    question: Question, judged: Sequence[Judged], chosen: Sequence[Judged], tables: Tables
) -> tuple[float, ...]:
    """Return the signs of a question in the order of `SIGNS`; `judged` is likeliest first, `chosen` not empty."""
    best = chosen[0]
    said = tables.sentences[best.sentence.id] | tables.contexts[best.passage.id]
    unmet = _unmet(question.stems, said, tables, loosely=True)
    answer = frozenset().union(*(tables.sentences[one.sentence.id] | tables.contexts[one.passage.id] for one in chosen))
    texts = [one.sentence.text for one in chosen]
    outcome, unknown = has_sign("asks_outcome", question.text), any(has_sign("says_unknown", text) for text in texts)
    counts = has_sign("counts", question.text)
    near = [one.sentence.text for one in chosen if one.sum > best.sum - NEAR_BEST]
    shown = frozenset(kind for text in near for kind in shown_in(text))
    return (
        _unmet(question.stems, tables.articles[best.article.id], tables),
        _rarest_unmet(question.stems, tables.articles[best.article.id], tables),
        _unmet(question.stems, answer, tables, loosely=True),
        _unmet(question.stems, answer, tables),
        unmet,
        float(unmet <= WHOLE and (not question.asked or not question.asked.isdisjoint(shown_in(best.sentence.text)))),
        _unmet(question.stems, tables.passages[best.passage.id], tables, loosely=True),
        float(len(question.stems)),
        best.sum,
        best.sum - judged[min(3, len(judged) - 1)].sum,
        max(one.features[_PLACE["meaning"]] for one in judged[:20]),
        max(one.features[_PLACE["covered"]] for one in judged[:20]),
        best.features[_PLACE["words"]],
        float(len({one.article.id for one in judged[:8]})),
        float(has_sign("predicts", question.text)),
        float(outcome),
        float(outcome and unknown),
        float(unknown),
        float(counts),
        float(counts and shown_in(best.sentence.text).isdisjoint({"number", "amount", "share"})),
        float(sum(not any(number in text for text in texts) for number in question.numbers)),
        float(bool(question.codes)),
        best.features[_PLACE["place_named"]],
        *(float(kind in question.asked) for kind in kinds()),
        *(float(kind in question.asked and kind not in shown) for kind in kinds()),
    )


def _unmet(asked: Collection[str], has: Collection[str], tables: Tables, *, loosely: bool = False) -> float:
    possible = sum(tables.weight(stem) for stem in asked)
    missing = sum(tables.weight(stem) for stem in _missing(asked, has, loosely=loosely))
    return missing / possible if possible else 0.0


def _rarest_unmet(asked: Collection[str], has: Collection[str], tables: Tables) -> float:
    return max((tables.weight(stem) for stem in _missing(asked, has, loosely=True)), default=0.0)


def _missing(asked: Iterable[str], has: Collection[str], *, loosely: bool) -> list[str]:
    related = terms().related
    return [
        stem
        for stem in asked
        if stem not in has and not (loosely and stem in related and not related[stem].isdisjoint(has))
    ]
