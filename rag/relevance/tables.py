"""What the corpus looks like as words, worked out once: stems of sentences, passages and articles, and their rarity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p

from corpus import Article, Corpus, Passage
from rag.keywords import KeywordIndex
from rag.understand.kinds import shown_in
from rag.understand.places import gazetteer
from rag.understand.words import stems


@dataclass(frozen=True, slots=True)
class Tables:
    """Stems by id, and the two keyword indexes made of them."""

    sentences: Mapping[str, frozenset[str]]
    """Stems of the sentence alone."""
    contexts: Mapping[str, frozenset[str]]
    """Passage id -> stems of title, heading and jurisdiction: what a sentence of it need not repeat."""
    passages: Mapping[str, frozenset[str]]
    """Stems of the passage with its context."""
    articles: Mapping[str, frozenset[str]]
    """Stems of the whole article."""
    rarity: Mapping[str, float]
    """Stem -> inverse document frequency over sentences."""
    unknown: float
    """Rarity of a stem that no sentence has."""
    sentence_words: KeywordIndex
    passage_words: KeywordIndex

    def weight(self, stem: str) -> float:
        """Return how much a word of the question tells."""
        return self.rarity.get(stem, self.unknown)


def build_tables(corpus: Corpus) -> Tables:
    """Work out the tables of a corpus: about a second for a thousand articles' worth of words, no model needed."""
    sentences: dict[str, list[str]] = {}
    contexts: dict[str, list[str]] = {}
    for article in corpus.articles:
        for passage in article.passages:
            contexts[passage.id] = _context(article, passage)
            sentences |= {sentence.id: stems(sentence.text, article.language) for sentence in passage.sentences}
    with_context = {
        sentence.id: [*contexts[passage.id], *sentences[sentence.id]]
        for passage in corpus.passages
        for sentence in passage.sentences
    }
    passages = {passage.id: [*contexts[passage.id], *_joined(sentences, passage)] for passage in corpus.passages}
    for sentence in corpus.sentences:
        shown_in(sentence.text)  # remembered from here on, so that no question waits for it
    rarity, unknown = _rarity(sentences.values())
    return Tables(
        sentences=_sets(sentences),
        contexts=_sets(contexts),
        passages=_sets(passages),
        articles=_sets({article.id: _whole(passages, article) for article in corpus.articles}),
        rarity=rarity,
        unknown=unknown,
        sentence_words=KeywordIndex.of(with_context),
        passage_words=KeywordIndex.of(passages),
    )


def _context(article: Article, passage: Passage) -> list[str]:
    name = gazetteer().name(article.jurisdiction, article.language)
    return stems(f"{name}. {article.title}. {passage.heading}", article.language)


def _joined(sentences: Mapping[str, Sequence[str]], passage: Passage) -> list[str]:
    return [stem for sentence in passage.sentences for stem in sentences[sentence.id]]


def _whole(passages: Mapping[str, Sequence[str]], article: Article) -> list[str]:
    return [stem for passage in article.passages for stem in passages[passage.id]]


def _sets(lists: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in lists.items()}


def _rarity(sentences: Iterable[Iterable[str]]) -> tuple[dict[str, float], float]:
    counts: dict[str, int] = {}
    total = 0
    for sentence in sentences:
        total += 1
        for stem in set(sentence):
            counts[stem] = counts.get(stem, 0) + 1
    rarity = {stem: log1p((total - count + 0.5) / (count + 0.5)) for stem, count in counts.items()}
    return rarity, log1p((total + 0.5) / 0.5)
