"""Write an answer as Markdown: its text with footnotes, what to know about it, where each sentence comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from ui.references.publications import WEB, one_line
from ui.words import Words, words

MARK = re.compile(r"\\\[(\d+)\\\]")
SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
"""What Markdown, or the HTML inside it, would take for its own; texts of the corpus and of models are only texts."""
RULE = re.compile(r"[-=]+")
"""A line that would make the one above it a heading."""
ITEM = re.compile(r"([-+]|\d+[.)])\s")


def to_markdown(answer: Mapping[str, Any]) -> str:
    """Return the JSON of an answer as Markdown."""
    said = words(answer["language"])
    blocks = [
        f"# {escape(one_line(answer['question']))}",
        _body(answer),
        *_notes(answer["notes"], said),
        _footer(answer["corpus"], said),
        *(_footnote(citation, said) for citation in answer["citations"]),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escape(text: str) -> str:
    """Return `text` so that Markdown shows it as it is."""
    return SPECIAL.sub(r"\\\1", text)


def _body(answer: Mapping[str, Any]) -> str:
    """Return the text; its own lists stay lists, and a line stays a line."""
    numbers = {citation["number"] for citation in answer["citations"]}
    lines = [_with_footnotes(escape(line), numbers) for line in answer["text"].splitlines()]
    return "\n".join(_kept_apart(line.strip() for line in lines)).strip()


def _kept_apart(lines: Iterable[str]) -> Iterable[str]:
    """Yield the lines; one that others follow in its paragraph ends with the mark of a line break."""
    for line, following in pairwise([*lines, ""]):
        shown = f"\\{line}" if RULE.fullmatch(line) else line
        yield f"{shown}\\" if line and following and not ITEM.match(line) and not ITEM.match(following) else shown


def _with_footnotes(text: str, numbers: set[int]) -> str:
    return MARK.sub(lambda mark: f"[^{mark[1]}]" if int(mark[1]) in numbers else mark[0], text)


def _notes(notes: Iterable[Mapping[str, Any]], said: Words) -> Iterable[str]:
    lines = [f"- {escape(one_line(note['text']))}{''.join(f'[^{n}]' for n in note['citations'])}" for note in notes]
    return [f"**{said.label('notes')}**", "\n".join(lines)] if lines else []


def _footer(corpus: Mapping[str, Any], said: Words) -> str:
    return f"*Footnote, {said.label('corpus')} {escape(corpus['version'])}, {escape(said.as_of(corpus['as_of']))}*"


def _footnote(citation: Mapping[str, Any], said: Words) -> str:
    standing = (citation["jurisdiction"], said.status(citation["status"]), said.as_of(citation["as_of"]))
    sources = "; ".join(_source(source, said) for source in citation["sources"]) or escape(said.label("no_sources"))
    quote, title = escape(one_line(citation["quote"])), escape(one_line(citation["title"]))
    return f"[^{citation['number']}]: “{quote}” {title} ({escape(', '.join(standing))}). {sources}"


def _source(source: Mapping[str, Any], said: Words) -> str:
    detail = (
        f"{escape(one_line(source['publisher']))}, {said.type(source['type'])}, {escape(said.date(source['date']))}"
    )
    title = escape(one_line(source["title"]))
    shown = f"[{title}](<{_address(source['url'])}>)" if WEB.fullmatch(source["url"]) else title
    return f"{shown} ({escape(detail)})"


def _address(url: str) -> str:
    """Return an address that cannot end the link it stands in."""
    return url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
