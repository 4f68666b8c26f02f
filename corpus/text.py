"""Plain text work that parsing, splitting and linting share: files, lines and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.errors import CorpusError

_HEADING = re.compile(r" {0,3}(?P<hashes>#{1,6})[ \t]+(?P<words>.*?)[ \t#]*\r?\Z")
_LEAD = re.compile(r"(?m)(?:\s*^[ \t]*[-*+•>][ \t]+)?\s*")


class Paragraph(NamedTuple):
    """A run of lines without a blank one, under its nearest `##` (or deeper) heading."""

    heading: str
    start: int
    end: int


def decode(raw: bytes, path: str) -> str:
    """Decode UTF-8 without touching line breaks, so that offsets hold; a byte order mark is dropped."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CorpusError("Not UTF-8 text: save the file as UTF-8.", path=path, line=line) from error


def paragraphs(body: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a Markdown text; headings are not paragraphs."""
    heading, opened = "", -1
    for start, line in lines(body):
        title = _HEADING.match(line)
        if opened >= 0 and (title or not line.strip()):
            yield Paragraph(heading, opened, start)
            opened = -1
        if title:
            heading = title["words"].strip() if len(title["hashes"]) > 1 else ""
        elif line.strip() and opened < 0:
            opened = start
    if opened >= 0:
        yield Paragraph(heading, opened, len(body))


def title_of(body: str) -> str:
    """Give the words of the first `# title` line, empty where there is none."""
    for _, line in lines(body):
        heading = _HEADING.match(line)
        if heading and heading["hashes"] == "#":
            return heading["words"].strip()
    return ""


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its offset; a line feed ends a line, as editors count."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends inwards past white space, and the start past a list bullet."""
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    return start, start + len(text[start:end].rstrip())


def has_words(text: str) -> bool:
    """Tell a text from a ruler, an empty bullet or a lone full stop."""
    return any(character.isalnum() for character in text)


def short(text: str) -> str:
    """Give the beginning of a text on one line, for messages."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"
