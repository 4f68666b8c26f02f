"""Lay out an answer for a terminal: what it says, what to know about it, where it comes from."""

from __future__ import annotations

import re

from rich.text import Text

from rag.answer import Answer, Citation, Claim, Note
from ui.page import Page
from ui.words import Words, words

BULLET = re.compile(r"\s*(?:[-*•·]|\d+\.)\s+")


def render_answer(answer: Answer, *, width: int) -> Text:
    """Return the answer as a person reads it."""
    page, said = Page(width), words(answer.language)
    _body(page, answer.text)
    _notes(page, answer.notes, said)
    _sources(page, answer.citations, said)
    _follow_ups(page, answer.follow_ups, said)
    return page.text()


def render_explanation(answer: Answer, *, width: int) -> Text:
    """Return what each step did, and each claim beside the sentences it rests on."""
    page, said = Page(width), words(answer.language)
    page.heading(said.label("explanation"))
    for line in answer.explanation:
        page.paragraph(line, first="  ", rest="    ")
    for position, claim in enumerate(answer.claims, start=1):
        page.gap()
        _claim(page, claim, position)
    if answer.timings_ms:
        page.gap()
        page.paragraph(", ".join(f"{step} {spent:.0f} ms" for step, spent in answer.timings_ms.items()), style="dim")
    return page.text()


def _body(page: Page, text: str) -> None:
    for line in text.splitlines():
        if not line.strip():
            page.gap()
            continue
        bullet = BULLET.match(line)
        page.paragraph(line, rest=" " * bullet.end() if bullet else "")


def _notes(page: Page, notes: tuple[Note, ...], said: Words) -> None:
    if not notes:
        return
    page.heading(said.label("notes"))
    for note in notes:
        page.paragraph(_with_marks(note.text, note.citations), first="  · ", rest="    ", style="yellow")


def _sources(page: Page, citations: tuple[Citation, ...], said: Words) -> None:
    if not citations:
        return
    page.heading(said.label("sources"))
    indent = " " * (len(f"[{citations[-1].number}]") + 1)
    for citation in citations:
        number = f"[{citation.number}]".ljust(len(indent))
        standing = " · ".join((citation.jurisdiction, said.status(citation.status), said.as_of(citation.as_of)))
        page.paragraph(citation.title, first=number, rest=indent)
        page.paragraph(standing, first=indent, rest=indent, style="dim")
        _publications(page, citation, indent + "  ", said)


def _publications(page: Page, citation: Citation, indent: str, said: Words) -> None:
    if not citation.sources:
        page.paragraph(said.label("no_sources"), first=indent, rest=indent, style="dim")
    for source in citation.sources:
        page.paragraph(
            f"{source.publisher} ({said.type(source.type)}), {said.date(source.date)}", first=indent, rest=indent
        )
        page.line(source.url, indent=indent, style="dim")


def _follow_ups(page: Page, follow_ups: tuple[str, ...], said: Words) -> None:
    if not follow_ups:
        return
    page.heading(said.label("follow_ups"))
    for question in follow_ups:
        page.paragraph(question, first="  · ", rest="    ")


def _claim(page: Page, claim: Claim, position: int) -> None:
    verdict = claim.verdict
    page.paragraph(f"{position}. {claim.text}", first="  ", rest="     ")
    page.paragraph(f"{verdict.label} {verdict.score:.2f}: {'; '.join(verdict.reasons)}", first="     ", rest="     ")
    for evidence in claim.evidence:
        page.line(evidence.sentence, indent="     ", style="dim")
        page.paragraph(f"“{evidence.quote}”", first="     ", rest="      ", style="dim")


def _with_marks(text: str, citations: tuple[int, ...]) -> str:
    """Return a note with its numbers, unless it carries them already."""
    missing = [f"[{number}]" for number in citations if f"[{number}]" not in text]
    return " ".join((text, *missing))
