"""What the index holds of the corpus: one row a sentence and one a passage.

    passage_text(article, passage)                what the model reads: a passage under its title and heading
    sentence_rows(articles), passage_rows(articles)

A sentence alone often names neither its country nor its law ("It applies from July."), so the model reads it inside
its passage, and its vector is taken from the words that are its own (late chunking, Günther et al. 2024,
arXiv:2409.04701). One reading of a passage serves all of its sentences. Whoever changes the format raises
`TEXT_FORMAT`: that gives every index another name and makes it anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus import Article, Passage

TEXT_FORMAT = "title, heading, passage; sentences within it / 2"


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
    read: str
    """What the model reads: the passage with where it stands."""
    start: int
    end: int
    """The part of it that the row is about; all of it for a passage."""

    @property
    def text(self) -> str:
        """The row's own words."""
        return self.read[self.start : self.end]

    @property
    def key(self) -> str:
        """Equal keys have equal vectors."""
        return f"{self.start}:{self.end} {self.read}"


def passage_text(article: Article, passage: Passage) -> str:
    """Return what the model reads for a passage and for the sentences in it."""
    return _context(article, passage) + passage.text


def sentence_rows(articles: Iterable[Article]) -> tuple[Row, ...]:
    """Return a row for each sentence, in the order of the corpus."""
    return tuple(
        Row(sentence_id, article.id, passage_text(article, passage), start, end)
        for article in articles
        for passage in article.passages
        for sentence_id, start, end in _spans(article, passage)
    )


def passage_rows(articles: Iterable[Article]) -> tuple[Row, ...]:
    """Return a row for each passage, in the order of the corpus."""
    texts = (
        (passage.id, article.id, passage_text(article, passage)) for article in articles for passage in article.passages
    )
    return tuple(Row(passage_id, article_id, text, 0, len(text)) for passage_id, article_id, text in texts)


def _spans(article: Article, passage: Passage) -> Iterable[tuple[str, int, int]]:
    """Yield where each sentence stands in what the model reads."""
    start = len(_context(article, passage))
    for sentence in passage.sentences:
        end = start + len(sentence.text)
        yield sentence.id, start, end
        start = end + 1


def _context(article: Article, passage: Passage) -> str:
    places = (place.strip().rstrip(".") for place in (article.title, passage.heading))
    return "".join(f"{place}. " for place in places if place)
