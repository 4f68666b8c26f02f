"""Any file of the corpus -> Article: a marked brief where its front matter lists sources, else a plain document."""

from __future__ import annotations

from typing import NamedTuple

from corpus.article import Article
from corpus.document import document_article
from corpus.extract import from_html, from_pdf
from corpus.files import File
from corpus.front_matter import Page, Record, read_page
from corpus.marks import has_marks
from corpus.parse import article_of
from corpus.text import decode


class Opened(NamedTuple):
    """A file taken apart, and the title it gives itself outside its text (empty where it gives none)."""

    page: Page
    title: str = ""


def read_article(file: File) -> Article:
    """Read one file, whatever its suffix; raises CorpusError that says what is wrong with it."""
    return finish(open_page(file), file.modified)


def open_page(file: File) -> Opened:
    """Take front matter and text out of a file: PDF, HTML, else Markdown."""
    suffix = file.path.lower().rpartition(".")[2]
    if suffix == "pdf":
        title, text = from_pdf(file.raw, file.path)
    elif suffix in ("html", "htm"):
        title, text = from_html(file.raw, file.path)
    else:
        return Opened(read_page(decode(file.raw, file.path), file.path))
    return Opened(Page(Record(file.path, line=1), text, body_line=1), title)


def finish(opened: Opened, modified: str) -> Article:
    """Make the article; `modified` dates a plain document that does not date itself."""
    if is_brief(opened.page):
        return article_of(opened.page)
    return document_article(opened.page, modified=modified, extracted_title=opened.title)


def is_brief(page: Page) -> bool:
    """Tell a brief from a plain document.

    A page with front matter and marks but no sources counts as a brief, so that its author hears of the missing
    sources instead of readers seeing bare marks.
    """
    return "sources" in page.front.values or (bool(page.front.values) and has_marks(page.body))
