"""The signs that tell an answer from a near miss: right law, missing detail.

Likeness cannot tell (a near miss is as like as an answer), so each sign asks what the question wants and whether the
chosen sentences have it: its rare words, what it is after, the kind of thing it asks for, its numbers, places, dates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import mean

from rag.relevance.features import FEATURES
from rag.relevance.relevance import Judged
from rag.relevance.tables import Tables
from rag.understand import Question
from rag.understand.dates import dates_in, read_date
from rag.understand.focus import Focus, ask_kinds, focus_of, is_counted
from rag.understand.kinds import kinds, shown_in
from rag.understand.signs import has_sign
from rag.understand.terms import terms

WHOLE = 0.2
"""Share of a question's words, by rarity, that a sentence may lack and still have the whole of it."""
NEAR_BEST = 1.5
"""Sums below the best within which a sentence speaks as loudly."""
IN_REACH = 4.0
"""Sums below the best within which a sentence could have said what the best does not."""
LOOKED_AT = 8
"""Sentences that could have."""
UNTOLD = 0.5
"""Where a question has nothing that a sign could look for."""

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
    "detail": "share of its words that title and heading of the best passage do not have: the detail asked for",
    "detail_unmet_in_best": "share of the detail, by rarity, that the best sentence has in no wording",
    "detail_unmet_in_answer": "share of the detail that the chosen sentences have in no wording",
    "detail_unmet_in_passage": "share of the detail that the best passage has in no wording",
    "detail_unmet_nearby": "share of the detail that even the best covering of ten sentences lacks",
    "detail_words_unmet": "words of the detail that the chosen sentences have in no wording",
    "rarest_detail_unmet_in_best": "rarity of the rarest such word that the best sentence lacks",
    "rarest_detail_unmet": "rarity of the rarest such word that the chosen sentences lack",
    "asks_after": "it names a date after the newest knowledge of the best article",
    "best_likeness": "cosine of the best sentence to the question",
    "mean_likeness": "mean cosine of the five best sentences",
    "focused": "it has words right behind its question word",
    "focus_met": "share of those words that the best sentence has",
    "focus_met_nearby": "the same for whichever of the best sentences has most",
    "counted_in_best": "the best sentence has a number beside what the question wants counted",
    "counted_nearby": "one of the best sentences has",
    **{f"begins_{kind}": f"its question word asks for: {kind}" for kind in ask_kinds()},
    "begins_otherwise": "it has no question word",
    "usual": "how often questions of such a meaning are answered, as log-odds; 0 where that is not known",
}
"""Every sign in order, with what it says."""

_PLACE = {name: position for position, name in enumerate(FEATURES)}


def signs_of(
    question: Question, judged: Sequence[Judged], chosen: Sequence[Judged], tables: Tables, *, usual: float = 0.0
) -> tuple[float, ...]:
    """Return the signs of a question in the order of `SIGNS`; `judged` is likeliest first, `chosen` not empty."""
    return (
        *_signs_of_all(question, judged, chosen, tables),
        *_signs_of_detail(question, judged, chosen, tables),
        _asks_after(question, chosen[0]),
        chosen[0].features[_PLACE["meaning"]],
        mean(one.features[_PLACE["meaning"]] for one in judged[:5]),
        *_signs_of_focus(question, judged, chosen[0], tables),
        usual,
    )


def _signs_of_all(
    question: Question, judged: Sequence[Judged], chosen: Sequence[Judged], tables: Tables
) -> tuple[float, ...]:
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


def _signs_of_detail(
    question: Question, judged: Sequence[Judged], chosen: Sequence[Judged], tables: Tables
) -> tuple[float, ...]:
    """Return what becomes of the words that are not the subject's: those that title and heading lack."""
    best = chosen[0]
    detail = [stem for stem in question.stems if stem not in tables.contexts[best.passage.id]]
    own = tables.sentences[best.sentence.id]
    answer = frozenset().union(*(tables.sentences[one.sentence.id] for one in chosen))
    nearby = (_unmet(detail, tables.sentences[one.sentence.id], tables, loosely=True) for one in judged[:10])
    return (
        len(detail) / max(1, len(question.stems)),
        _unmet(detail, own, tables, loosely=True),
        _unmet(detail, answer, tables, loosely=True),
        _unmet(detail, tables.passages[best.passage.id], tables, loosely=True),
        min(nearby),
        float(len(_missing(detail, answer, loosely=True))),
        _rarest_unmet(detail, own, tables),
        _rarest_unmet(detail, answer, tables),
    )


def _asks_after(question: Question, best: Judged) -> float:
    known = read_date(best.article.as_of)
    return float(known is not None and any(asked.first > known.last for asked in dates_in(question.text)))


def _signs_of_focus(question: Question, judged: Sequence[Judged], best: Judged, tables: Tables) -> tuple[float, ...]:
    focus = focus_of(question.text, question.language)
    # What is asked in Spanish cannot be looked for in English words, nor the other way round.
    after = focus.stems if best.article.language == question.language else ()
    near = [one for one in judged[:LOOKED_AT] if one.sum > best.sum - IN_REACH] or [best]
    met = [_met(after, one, tables) for one in (best, *near)]
    counted = [_counted(focus, after, one) for one in (best, *near)]
    begins = (float(focus.asks == kind) for kind in (*ask_kinds(), ""))
    return (float(bool(after)), met[0], max(met[1:]), counted[0], max(counted[1:]), *begins)


def _met(after: Collection[str], one: Judged, tables: Tables) -> float:
    return 1.0 - _unmet(after, tables.sentences[one.sentence.id], tables, loosely=True) if after else UNTOLD


def _counted(focus: Focus, after: Sequence[str], one: Judged) -> float:
    if not after or focus.asks not in {"count", "amount"}:
        return UNTOLD
    return float(is_counted(after, one.sentence.text, one.article.language))


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
