"""Understand a question before anything is searched: places, kinds of thing asked for, words, slips, language."""

from rag.understand.question import Question, Understanding, language_of

__all__ = ["Question", "Understanding", "language_of"]
