"""The corpus in memory: every article, found by id.

corpus = load_corpus("corpus/articles")
corpus.sentence("uk-under-16-social-media-ban#2.1").text
corpus.sources_of("uk-under-16-social-media-ban#2.1")
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from corpus.article import Article, Passage, Sentence, Source
from corpus.errors import CorpusError, UnknownId
from corpus.files import File, find_files, read_files
from corpus.read import read_article

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Corpus:
    """Articles, read-only; `len` counts them, iteration goes by id."""

    articles: tuple[Article, ...] = field(repr=False)
    """Sorted by id."""
    version: str
    """Fingerprint of all ids and file contents; the same wherever and in whatever order the files lie."""
    skipped: tuple[str, ...] = ()
    """Files whose suffix says that they are no text we can read."""

    def __len__(self) -> int:
        return len(self.articles)

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._articles

    @property
    def as_of(self) -> str:
        """Date of the newest knowledge in any article."""
        return max((article.as_of for article in self.articles), default="")

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, in the order of the articles."""
        return tuple(passage for article in self.articles for passage in article.passages)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in the order of the articles."""
        return tuple(sentence for passage in self.passages for sentence in passage.sentences)

    def article(self, article_id: str) -> Article:
        """Give the article of that id, or raise UnknownId with the closest ids."""
        return _find(article_id, self._articles, "article")

    def passage(self, passage_id: str) -> Passage:
        """Give the passage of that id (`<article>#<n>`), or raise UnknownId."""
        return _find(passage_id, self._passages, "passage")

    def sentence(self, sentence_id: str) -> Sentence:
        """Give the sentence of that id (`<article>#<n>.<m>`), or raise UnknownId."""
        return _find(sentence_id, self._sentences, "sentence")

    def article_of(self, part_id: str) -> Article:
        """Give the article that holds a sentence or a passage, or raise UnknownId."""
        holder = self._passages if part_id in self._passages else self._sentences
        _find(part_id, holder, "passage or sentence")
        return self.article(part_id.partition("#")[0])

    def sources_of(self, sentence_id: str) -> tuple[Source, ...]:
        """Give the sources that support a sentence, in the order of its marks."""
        sources = {source.id: source for source in self.article_of(sentence_id).sources}
        return tuple(sources[source_id] for source_id in self.sentence(sentence_id).sources)

    @cached_property
    def _articles(self) -> Mapping[str, Article]:
        return {article.id: article for article in self.articles}

    @cached_property
    def _passages(self) -> Mapping[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    @cached_property
    def _sentences(self) -> Mapping[str, Sentence]:
        return {sentence.id: sentence for sentence in self.sentences}


def load_corpus(folders: Path | str | Iterable[Path | str]) -> Corpus:
    """Read every article below one folder or several.

    Raises CorpusError where a folder is missing or empty, a file cannot be read, or two files share an id.
    """
    found = find_files(folders)
    read = {file: read_article(file) for file in read_files(found.readable)}
    articles = sorted(read.values(), key=lambda article: article.id)
    for error in twins(articles):
        raise error
    return Corpus(tuple(articles), _fingerprint(read), tuple(str(path) for path in found.skipped))


def twins(articles: Iterable[Article]) -> Iterator[CorpusError]:
    """Yield an error, naming both files, for each article whose id another has already."""
    seen: dict[str, Article] = {}
    for article in articles:
        twin = seen.setdefault(article.id, article)
        if twin is not article:
            message = f"Id `{article.id}` is also that of {twin.path}: rename one of the two."
            yield CorpusError(message, path=article.path, line=1)


def _fingerprint(read: Mapping[File, Article]) -> str:
    """Hash ids with contents, sorted, so that neither folder nor order matters."""
    parts = sorted(f"{article.id} {hashlib.sha256(file.raw).hexdigest()}" for file, article in read.items())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _find(wanted: str, things: Mapping[str, Thing], noun: str) -> Thing:
    if wanted in things:
        return things[wanted]
    close = difflib.get_close_matches(wanted, things, n=3, cutoff=0.4)
    hint = f" Did you mean {', '.join(close)}?" if close else " `footnote corpus list` shows what there is."
    raise UnknownId(f"The corpus has no {noun} `{wanted}`.{hint}")
