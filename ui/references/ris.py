"""Write the publications behind an answer as RIS, which every reference manager reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ui.references.publications import Publication, publications

TYPES = {"official": "GOVDOC", "agency": "NEWS", "press": "NEWS", "academic": "RPRT", "ngo": "RPRT"}
ELSE = "ELEC"
"""A page on the web."""


def to_ris(answer: Mapping[str, Any]) -> str:
    """Return one record a publication, in the order in which they are cited, with the line ends that RIS asks for."""
    lines = [line for one in publications(answer) for line in _record(one, answer["corpus"])]
    return "".join(f"{line}\r\n" for line in lines)


def _record(one: Publication, corpus: Mapping[str, Any]) -> Iterator[str]:
    yield f"TY  - {TYPES.get(one.type, ELSE)}"
    yield f"AU  - {one.publisher}"
    yield f"TI  - {one.title}"
    yield f"PB  - {one.publisher}"
    parts = one.date_parts
    if parts:
        yield f"PY  - {parts[0]}"
        year, month, day = (*parts, "", "")[:3]
        yield f"DA  - {year}/{month}/{day}/"
    if one.url:
        yield f"UR  - {one.url}"
    for number, quote in zip(one.cited_as, one.quotes, strict=True):
        yield f"N1  - Cited as [{number}] by Footnote, corpus {corpus['version']}: {quote}"
    yield "ER  - "
    yield ""
