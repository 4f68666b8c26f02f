"""What a question takes for granted, against how things stand.

    "When did Spain ban it?"     the article is of a bill: the sentence that says so comes first
    "How big was the fine?"      a sentence of the same articles says that there was none

A wording gives away that something is taken for granted; what denies it is looked for in the likeliest articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus import Article, Passage, Status
from rag.relevance import Judged
from rag.selection import Judge
from rag.understand import Question
from rag.understand.signs import has_sign

NO_RULE = frozenset({Status.PROPOSED, Status.BLOCKED, Status.REPEALED, Status.EXPIRED})
"""Where a thing stands when it is easily taken for more than it is."""
DEPTH = 7.0
"""Sums below the best sentence at which one has nothing to do with the question any more."""
ARTICLES = 2
"""Likeliest articles in which a denial is looked for."""
DENIALS = 2
"""Sentences that may lead: the detail asked for and how the whole stands are often denied apart."""


def denials(
    question: Question, judge: Judge, passages: Sequence[Passage], chosen: Sequence[Judged]
) -> tuple[Judged, ...]:
    """Return the sentences that say how things stand, likeliest first, where a question presupposes otherwise."""
    if not has_sign("presupposes", question.text):
        return ()
    # "When did …" is mostly asked of what did happen: only what is no rule makes it worth doubting.
    if has_sign("asks_when", question.text) and chosen[0].article.status not in NO_RULE:
        return ()
    asked = replace(question, asked=question.asked | {"standing"})
    articles = {one.article.id for one in chosen[:ARTICLES]}
    standing = [
        one
        for one in judge(asked, passages)
        if one.article.id in articles and has_sign("denies", one.sentence.text) and one.sum >= chosen[0].sum - DEPTH
    ]
    return tuple(standing[:DENIALS])


def is_taken_as_done(question: Question, article: Article) -> bool:
    """Tell whether a question speaks of something as done or in force that its article has as no rule."""
    return (
        article.status in NO_RULE
        and has_sign("presupposes", question.text)
        and has_sign("takes_as_done", question.text)
        and not has_sign("takes_as_plan", question.text)
    )
