"""Ask a question before it is offered: is it let through, and does the article that it was made from answer it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus import Article
from rag.compose import Composer
from rag.conversation import History
from rag.route import Route
from rag.suggest.bank import Ask
from rag.suggest.candidates import Candidate
from rag.understand import Question, Understanding
from rag.understand.kinds import shown_in

LEAST = 0.5
"""Chance that the question is answered, below which it is not offered."""


def ask_with(understanding: Understanding, route: Callable[[Question, History], Route], composer: Composer) -> Ask:
    """Return what asks a candidate by the same steps as a question of a person."""

    def ask(candidate: Candidate, article: Article, language: str) -> Sequence[str]:
        question = understanding.of(candidate.text)
        if question.language != language or route(question, ()).outcome is not None:
            return ()
        composition = composer.compose(question, composer.gather(question))
        chosen = [one for one in composition.chosen if _is_of(one.article, article)]
        if not composition.is_answer or composition.chance < LEAST or not chosen:
            return ()
        if composition.chosen[0] is not chosen[0] and candidate.aspect != "topic":
            return ()
        if candidate.shows and not any(candidate.shows & shown_in(one.sentence.text) for one in chosen):
            return ()
        return [one.sentence.id for one in chosen if one.article is article or one.article.id == article.id]

    return ask


def _is_of(found: Article, article: Article) -> bool:
    """Tell whether `found` is the article itself or the same in another language."""
    return article.id in {found.id, found.translation_of} or found.id == article.translation_of
