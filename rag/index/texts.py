"""What the index holds of the corpus: one row a sentence and one a passage.

    sentence_text(article, passage, sentence)     what is embedded for a sentence
    passage_text(article, passage)                what is embedded for a passage
    sentence_rows(articles), passage_rows(articles)

A sentence alone often names neither its country nor its law ("It applies from July."), so each text starts with where
it stands. Whoever changes the format raises `TEXT_FORMAT`: that gives every index another name and makes it anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus import Article, Passage, Sentence

TEXT_FORMAT = "title, heading, text / 1"


class Unit(StrEnum):
    """The two things that can be searched for, and the names of their collections."""

    SENTENCES = "sentences"
    PASSAGES = "passages"


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence or passage, as the index holds it."""

    id: str
    """Of the sentence or passage; everything else about it stays in the corpus."""
    article: str
    text: str
    """What is embedded: the words with where they stand."""


def sentence_text(article: Article, passage: Passage, sentence: Sentence) -> str:
    """Return what is embedded for a sentence."""
    return _in_context(article, passage, sentence.text)


def passage_text(article: Article, passage: Passage) -> str:
    """Return what is embedded for a passage."""
    return _in_context(article, passage, passage.text)


def sentence_rows(articles: Iterable[Article]) -> tuple[Row, ...]:
    """Return a row for each sentence, in the order of the corpus."""
    return tuple(
        Row(sentence.id, article.id, sentence_text(article, passage, sentence))
        for article in articles
        for passage in article.passages
        for sentence in passage.sentences
    )


def passage_rows(articles: Iterable[Article]) -> tuple[Row, ...]:
    """Return a row for each passage, in the order of the corpus."""
    return tuple(
        Row(passage.id, article.id, passage_text(article, passage))
        for article in articles
        for passage in article.passages
    )


def _in_context(article: Article, passage: Passage, text: str) -> str:
    places = (place.strip().rstrip(".") for place in (article.title, passage.heading))
    return ". ".join([*filter(None, places), text])
