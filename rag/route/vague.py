"""Tell a question that names no country, law, platform or topic from one that does."""

from __future__ import annotations

from rag.route.patterns import patterns
from rag.understand import Question
from rag.understand.words import ENGLISH_STOP, STOP, fold, words


def is_vague(question: Question) -> bool:
    """Whether every word of the question is a general one, and nothing is named."""
    if question.mentions:
        return False
    stop = STOP[question.language] | ENGLISH_STOP
    content = [word for word in words(question.text) if word not in stop]
    general = _general(question.language)
    return all(word in general for word in content)


def _general(language: str) -> frozenset[str]:
    return frozenset(fold(word).replace("'", "") for word in patterns().general[language])
