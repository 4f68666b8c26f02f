"""Small corpora of a sentence a line."""

from __future__ import annotations

from corpus import Article, Corpus, Kind, Passage, Sentence, Source, SourceType, Status


def corpus_of(**articles: list[str]) -> Corpus:
    """Return a corpus of English articles about Spain; each is named by its key and holds one passage."""
    return Corpus(
        tuple(article(name.replace("_", "-"), texts) for name, texts in articles.items()), version="of a test"
    )


def article(name: str, texts: list[str], *, jurisdiction: str = "ES") -> Article:
    """Return an article whose sentences all rest on one publication."""
    sentences, at = [], 0
    for number, text in enumerate(texts, start=1):
        sentences.append(Sentence(f"{name}#1.{number}", text, at, at + len(text), ("s1",)))
        at += len(text) + 1
    source = Source(
        "s1", f"Report on {name}", f"Publisher of {name}", SourceType.PRESS, "2026-01-01", "https://example.org"
    )
    return Article(
        id=name,
        title=name,
        jurisdiction=jurisdiction,
        topics=(),
        kind=Kind.LAW,
        status=Status.IN_FORCE,
        event_date="2026-01-01",
        effective_date="",
        as_of="2026-01-01",
        language="en",
        translation_of="",
        sources=(source,),
        passages=(Passage(f"{name}#1", name, "", tuple(sentences)),),
        body=" ".join(texts),
        path="",
    )
