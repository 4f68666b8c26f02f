"""The list of articles, searched by words, place, topic and status."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus import Article, Corpus
from rag.understand.words import fold
from ui.web.texts import named
from ui.web.view import Voice

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; an empty field asks for nothing."""

    words: str = ""
    place: str = ""
    topic: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the list."""

    id: str
    title: str
    language: str
    place: str
    kind: str
    status: str
    status_word: str
    as_of: str
    sources: int


def search(corpus: Corpus, wanted: Search, voice: Voice) -> tuple[Entry, ...]:
    """Return the articles that fit: every word stands in title or text; those with most of them in the title first."""
    words = frozenset(WORD.findall(fold(wanted.words)))
    found = [article for article in corpus if _fits(article, wanted, words)]
    found.sort(key=lambda article: article.as_of, reverse=True)
    found.sort(key=lambda article: -_in_title(article, words))
    return tuple(_entry(article, voice) for article in found)


def _fits(article: Article, wanted: Search, words: frozenset[str]) -> bool:
    if wanted.place and article.jurisdiction != wanted.place:
        return False
    if wanted.topic and wanted.topic not in article.topics:
        return False
    if wanted.status and article.status != wanted.status:
        return False
    if not words:
        return True
    text = fold(f"{article.title} {article.body}")
    return all(word in text for word in words)


def _in_title(article: Article, words: frozenset[str]) -> int:
    title = fold(article.title)
    return sum(word in title for word in words)


def _entry(article: Article, voice: Voice) -> Entry:
    speak = voice.words
    return Entry(
        id=article.id,
        title=article.title,
        language=article.language,
        place=voice.place(article.jurisdiction),
        kind=named("kind", article.kind, voice.language),
        status=article.status,
        status_word=speak.status(article.status),
        as_of=speak.date(article.as_of),
        sources=len(article.sources),
    )
