"""The publications behind an answer, each once, with the citations that lead to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WEB = re.compile(r"https?://\S+")
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication that an answer rests on."""

    title: str
    publisher: str
    type: str
    date: str
    """YYYY-MM-DD, YYYY-MM, YYYY or empty."""
    url: str
    """Empty for a document that has no address on the web."""
    cited_as: tuple[int, ...]
    """Numbers of the answer's citations."""
    quotes: tuple[str, ...]
    """The sentences of the corpus that rest on it, one a citation."""

    @property
    def date_parts(self) -> tuple[str, ...]:
        """Year, month and day, as far as they are known."""
        found = DATE.fullmatch(self.date)
        return tuple(part for part in found.groups() if part) if found else ()


def publications(answer: Mapping[str, Any]) -> tuple[Publication, ...]:
    """Return the publications behind the JSON of an answer, in the order in which they are cited."""
    cited: dict[tuple[str, str], list[tuple[Mapping[str, Any], Mapping[str, Any]]]] = {}
    for citation in answer["citations"]:
        for source in citation["sources"]:
            cited.setdefault((source["url"], source["title"]), []).append((citation, source))
    return tuple(_publication(uses) for uses in cited.values())


def one_line(text: str) -> str:
    """Return `text` on one line: a line break would begin a new field."""
    return " ".join(text.split())


def _publication(uses: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Publication:
    source = uses[0][1]
    return Publication(
        title=one_line(source["title"]),
        publisher=one_line(source["publisher"]),
        type=source["type"],
        date=source["date"],
        url=source["url"] if WEB.fullmatch(source["url"]) else "",
        cited_as=tuple(citation["number"] for citation, _ in uses),
        quotes=tuple(one_line(citation["quote"]) for citation, _ in uses),
    )
