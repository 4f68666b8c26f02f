"""Lay out articles of the corpus: a list of them for a terminal or a pipe, one of them whole, both as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.text import Text

from corpus import Article
from ui.page import Page, clean
from ui.words import words

COLUMNS = ("id", "jurisdiction", "kind", "status", "as of", "title")
ROOM_FOR_TITLE = 24


def render_list(articles: Sequence[Article], *, width: int) -> Text:
    """Return a table where the window is wide enough for whole ids, else one block an article."""
    rows = [COLUMNS, *(_row(article) for article in articles)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS) - 1)]
    left = width - sum(widths) - 2 * len(widths)
    if left < ROOM_FOR_TITLE:
        return Text("\n").join(_block(article) for article in articles)
    lines = [Text("  ").join(_cells(row, widths, left)) for row in rows]
    lines[0].stylize("bold")
    return Text("\n").join(lines)


def list_as_lines(articles: Sequence[Article]) -> str:
    """Return one line an article, its columns parted by tabs: for a pipe."""
    return "\n".join("\t".join(_row(article)) for article in articles)


def render_article(article: Article, *, width: int) -> Text:
    """Return the whole article: every sentence with its number and marks, then what it rests on."""
    page, said = Page(width), words("en")
    page.paragraph(article.title, style="bold")
    standing = (article.jurisdiction, article.kind, said.status(article.status), said.as_of(article.as_of))
    page.paragraph(" · ".join(standing), style="dim")
    page.paragraph(", ".join(article.topics), style="dim")
    heading = ""
    for passage in article.passages:
        page.gap()
        if passage.heading != heading:
            heading = passage.heading
            page.heading(heading)
        for sentence in passage.sentences:
            number = sentence.id.partition("#")[2].ljust(6)
            marks = "".join(f"[{source}]" for source in sentence.sources)
            page.paragraph(f"{sentence.text} {marks}", first=number, rest=" " * len(number))
    if article.sources:
        page.heading(said.label("sources"))
    for source in article.sources:
        page.paragraph(f"{source.title}", first=f"{source.id:<6}", rest="      ")
        page.paragraph(
            f"{source.publisher} ({said.type(source.type)}), {said.date(source.date)}", first="      ", rest="      "
        )
        page.line(source.url, indent="      ", style="dim")
    return page.text()


def article_to_dict(article: Article) -> dict[str, Any]:
    """Return the article as plain data, without the path of the machine it lies on."""
    plain = asdict(article)
    del plain["path"]
    return plain


def list_to_dicts(articles: Sequence[Article]) -> list[dict[str, Any]]:
    """Return what the list shows, and how much stands behind each line of it."""
    return [
        {
            "id": article.id,
            "title": article.title,
            "jurisdiction": article.jurisdiction,
            "topics": list(article.topics),
            "kind": article.kind,
            "status": article.status,
            "event_date": article.event_date,
            "effective_date": article.effective_date,
            "as_of": article.as_of,
            "language": article.language,
            "translation_of": article.translation_of,
            "sentences": len(article.sentences),
            "sources": len(article.sources),
        }
        for article in articles
    ]


def _row(article: Article) -> tuple[str, ...]:
    cells = (article.id, article.jurisdiction, article.kind, article.status, article.as_of, article.title)
    return tuple(clean(cell).replace("\t", " ") for cell in cells)


def _cells(row: Sequence[str], widths: Sequence[int], left: int) -> list[Text]:
    title = row[-1] if len(row[-1]) <= left else f"{row[-1][: left - 1].rstrip()}…"
    cells = [Text(cell.ljust(width)) for cell, width in zip(row[:-1], widths, strict=True)]
    return [*cells, Text(title)]


def _block(article: Article) -> Text:
    name, *standing, title = _row(article)
    return Text.assemble((name, "bold"), (f"\n  {' · '.join(standing)}\n", "dim"), f"  {title}")
