"""One marked Markdown file -> Article. Pure: bytes in, record out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus import budget, fields
from corpus.article import Article, Passage, Sentence
from corpus.errors import CorpusError
from corpus.front_matter import Page, read_page
from corpus.marks import Stretch, stretches
from corpus.text import decode, has_words, paragraphs, short


def parse_article(raw: bytes, path: str) -> Article:
    """Read a brief whose every sentence carries its source marks.

    Raises CorpusError at the first thing that is wrong; `corpus.lint` lists them all.
    """
    return article_of(read_page(decode(raw, path), path))


def article_of(page: Page) -> Article:
    """Make the article of a page that is already taken apart."""
    front = page.front
    title, language, sources = fields.text(front, "title"), fields.language(front), fields.sources(front)
    article_id = fields.identifier(front)
    known = {source.id for source in sources}
    parts = [(heading, _marked(page, found, known)) for heading, found in marked_paragraphs(page.body)]
    return Article(
        id=article_id,
        title=title,
        jurisdiction=fields.jurisdiction(front),
        topics=fields.topics(front),
        kind=fields.kind(front),
        status=fields.status(front),
        event_date=fields.required_date(front, "event_date"),
        effective_date=fields.when(front, "effective_date"),
        as_of=fields.required_date(front, "as_of"),
        language=language,
        translation_of=front.text("translation_of"),
        sources=sources,
        passages=build_passages(article_id, title, language, page.body, parts),
        body=page.body,
        path=front.path,
    )


def marked_paragraphs(body: str) -> Iterator[tuple[str, list[Stretch]]]:
    """Yield each paragraph's heading and its stretches, marked or not."""
    for paragraph in paragraphs(body):
        found = list(stretches(body, paragraph.start, paragraph.end))
        if found:
            yield paragraph.heading, found


def complaint_about(page: Page, stretch: Stretch, known: Iterable[str]) -> CorpusError | None:
    """Say what keeps a stretch from being a sentence with sources; None where all is well."""
    text = page.body[stretch.start : stretch.end]
    strangers = [source for source in stretch.sources if source not in known]
    if not has_words(text) and stretch.sources:
        message = f"No sentence before {_written(stretch.sources)}: put marks after the full stop of their sentence."
    elif not has_words(text):
        message = f"“{short(text)}” is no sentence: put stops before the marks, and leave rulers out."
    elif not stretch.sources:
        message = f"No source mark after “{short(text)}”: every sentence ends with marks such as [s1]."
    elif strangers:
        message = f"{_written(strangers)} is not among the sources: add it to the front matter or correct the mark."
    else:
        return None
    return CorpusError(message, path=page.front.path, line=page.line_at(stretch.start))


def build_passages(
    article_id: str, title: str, language: str, body: str, parts: Iterable[tuple[str, list[Stretch]]]
) -> tuple[Passage, ...]:
    """Make the numbered passages, cutting between sentences what is too long for the embedding model."""
    pieces = (
        (heading, piece)
        for heading, stretches in parts
        for piece in _cut(body, stretches, budget.room(title, heading, language), language)
    )
    return tuple(_passage(article_id, number, body, *piece) for number, piece in enumerate(pieces, start=1))


def _cut(body: str, found: list[Stretch], limit: int, language: str) -> list[list[Stretch]]:
    sizes = [budget.estimate(body[stretch.start : stretch.end], language) for stretch in found]
    return budget.cut(found, sizes, limit)


def _passage(article_id: str, number: int, body: str, heading: str, found: list[Stretch]) -> Passage:
    passage_id = f"{article_id}#{number}"
    sentences = tuple(
        Sentence(f"{passage_id}.{place}", body[stretch.start : stretch.end], *stretch)
        for place, stretch in enumerate(found, start=1)
    )
    return Passage(passage_id, article_id, heading, sentences)


def _marked(page: Page, found: list[Stretch], known: set[str]) -> list[Stretch]:
    """Give the stretches back, or raise at the first that is no sentence with sources."""
    for stretch in found:
        error = complaint_about(page, stretch, known)
        if error:
            raise error
    return found


def _written(sources: Iterable[str]) -> str:
    return "".join(f"[{source}]" for source in sources)
