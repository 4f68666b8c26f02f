"""Choose up to three questions to offer next: about the same thing, and about the same elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from corpus import Article, Corpus
from rag.suggest.bank import Bank, Suggestion
from rag.understand import Question
from rag.understand.words import stems

MOST = 3
NEARBY = 2
"""Of these, about the articles that the answer rests on; the rest is about other places."""
REPEATS = 0.6
"""Share of its words that a question may have in common with one asked already."""
ASKS = {"who": {"who"}, "penalty": {"amount", "share"}, "start": {"date"}, "status": {"standing"}}
"""Aspect -> kinds of thing a question asks for that has asked about it."""


def follow_ups(
    question: Question,
    asked: Iterable[str],
    articles: Sequence[Article],
    shown: Collection[str],
    corpus: Corpus,
    bank: Bank,
) -> tuple[str, ...]:
    """Return up to three questions that the corpus answers and that nobody has asked here.

    `articles` are those of the answer, the leading one first; `shown` are the ids of its sentences, and `asked` are
    the questions before this one. Only of the leading article is anything found out that is not known yet.
    """
    if not articles:
        return ()
    before = [set(stems(text, question.language)) for text in (question.text, *asked)]
    chosen: list[Suggestion] = []
    for one in (*_nearby(question, articles, bank), *_elsewhere(question, articles[0], corpus, bank)):
        is_full = one.aspect != "topic" and sum(other.aspect != "topic" for other in chosen) == NEARBY
        if is_full or len(chosen) == MOST or one.sentences[0] in shown or _is_repeated(one, before, chosen, question):
            continue
        chosen.append(one)
    return tuple(one.text for one in chosen)


def _nearby(question: Question, articles: Sequence[Article], bank: Bank) -> Iterator[Suggestion]:
    """Yield what the articles of the answer could say further, what was asked already aside."""
    for place, article in enumerate(articles):
        found = bank.known(article, question.language) if place else bank.of(article, question.language)
        for one in found:
            if one.aspect != "topic" and question.asked.isdisjoint(ASKS.get(one.aspect, ())):
                yield one


def _elsewhere(question: Question, lead: Article, corpus: Corpus, bank: Bank) -> Iterator[Suggestion]:
    """Yield the same topic in other places: those whose article shares the most topics first, newer ones first."""
    others = [
        article
        for article in corpus.articles
        if article.jurisdiction not in {lead.jurisdiction, *question.codes}
        and set(lead.topics[:1]) & set(article.topics)
    ]
    others.sort(key=lambda article: (len(set(lead.topics) & set(article.topics)), article.as_of), reverse=True)
    for article in others:
        for one in bank.known(article, question.language):
            if one.aspect == "topic" and one.topic == lead.topics[0]:
                yield one


def _is_repeated(one: Suggestion, before: Iterable[set[str]], chosen: Iterable[Suggestion], question: Question) -> bool:
    if any(one.text == other.text or one.sentences[0] == other.sentences[0] for other in chosen):
        return True
    mine = set(stems(one.text, question.language))
    return any(len(mine & other) > REPEATS * len(mine) for other in before)
