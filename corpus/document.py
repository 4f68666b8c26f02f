"""A plain document that an operator added -> Article. It is its own single source.

A policy.md, minutes.txt, report.pdf or page.html without source marks. Front matter may say more about it
(title, publisher, url, date, jurisdiction, kind, status, …); nothing of it is required.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from corpus import fields
from corpus.article import Article, Kind, Source, SourceType, Status
from corpus.errors import CorpusError
from corpus.front_matter import Page, Record
from corpus.marks import Stretch
from corpus.parse import build_passages
from corpus.split import split
from corpus.text import has_words, lines, paragraphs, title_of

SOURCE_ID = "s1"
_SPANISH = frozenset(("el", "la", "los", "las", "de", "del", "que", "y", "en", "un", "una", "por", "para", "con", "se"))
_ENGLISH = frozenset(("the", "of", "and", "to", "in", "a", "is", "that", "for", "on", "with", "as", "are", "by", "be"))
_LONGEST_TITLE = 120


def document_article(page: Page, *, modified: str, extracted_title: str = "") -> Article:
    """Make an article of a page without marks.

    Its `as_of` is that of the front matter, else the day the file was last modified: nothing else is known about
    its age.
    """
    front, body = page.front, page.body
    if not has_words(body):
        advice = "a scan needs text recognition first, an empty file can go."
        raise CorpusError(f"No text to read: {advice}", path=front.path)
    name = Path(front.path).name
    article_id = fields.identifier(front) if front.text("id") else slug(Path(name).stem)
    title = front.text("title") or title_of(body) or extracted_title or _first_line(body) or name
    language = fields.language(front) if front.text("language") else guess_language(body)
    return Article(
        id=article_id,
        title=title,
        jurisdiction=fields.jurisdiction(front) if front.text("jurisdiction") else "INT",
        topics=fields.topics(front) if "topics" in front.values else (),
        kind=fields.kind(front) if front.text("kind") else Kind.DOCUMENT,
        status=fields.status(front) if front.text("status") else Status.INFORMATIONAL,
        event_date=fields.when(front, "event_date"),
        effective_date=fields.when(front, "effective_date"),
        as_of=fields.when(front, "as_of") or modified,
        language=language,
        translation_of=front.text("translation_of"),
        sources=(_itself(front, title, name),),
        passages=build_passages(article_id, title, language, body, document_parts(body, language)),
        body=body,
        path=front.path,
    )


def document_parts(body: str, language: str) -> list[tuple[str, list[Stretch]]]:
    """Give each paragraph's heading and its sentences, all resting on the document itself."""
    found = []
    for paragraph in paragraphs(body):
        spans = split(body[paragraph.start : paragraph.end], language)
        stretches = [Stretch(paragraph.start + s.start, paragraph.start + s.end, (SOURCE_ID,)) for s in spans]
        if stretches:
            found.append((paragraph.heading, stretches))
    return found


def slug(name: str) -> str:
    """Make an id of a file name: `Política 2026 (v2)` becomes `politica-2026-v2`."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "-", plain.casefold()).strip("-") or "document"


def guess_language(text: str) -> str:
    """Tell Spanish from everything else by its commonest words."""
    words = re.findall(r"[^\W\d_]+", text[:20_000].casefold())
    spanish = sum(word in _SPANISH for word in words)
    return "es" if spanish > sum(word in _ENGLISH for word in words) else "en"


def _itself(front: Record, title: str, name: str) -> Source:
    return Source(
        id=SOURCE_ID,
        title=title,
        publisher=front.text("publisher") or name,
        type=fields.source_type(front) if front.text("type") else SourceType.REFERENCE,
        date=fields.when(front, "date") or fields.when(front, "event_date"),
        url=fields.url(front) if front.text("url") else f"supplied:{name}",
    )


def _first_line(body: str) -> str:
    """Give the first line with words, if it is short enough for a title."""
    first = next((line.strip(" \t\r#*-") for _, line in lines(body) if has_words(line)), "")
    return first if len(first) <= _LONGEST_TITLE else ""
