r"""Write the publications behind an answer as BibTeX, for LaTeX and reference managers.

@misc{uk-parliament-2023-online,
  author = {{UK Parliament}},
  title = {{Online Safety Act 2023}},
  …
}
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from ui.references.publications import Publication, publications

SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
SHORT = 3
"""Letters; a word of so few (the, an, de) tells nothing in a key."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def to_bibtex(answer: Mapping[str, Any]) -> str:
    """Return one entry a publication, in the order in which they are cited; keys differ from one another."""
    found = publications(answer)
    keys = _keys(found)
    return "\n".join(_entry(next(keys), one, answer["corpus"]) for one in found)


def escape(text: str) -> str:
    """Return `text` so that LaTeX prints it as it is."""
    return "".join(SPECIAL.get(letter, letter) for letter in text)


def _entry(key: str, one: Publication, corpus: Mapping[str, Any]) -> str:
    parts = one.date_parts
    fields = {
        "author": f"{{{{{escape(one.publisher)}}}}}",  # doubly in braces: a body, not a person with a first name
        "title": f"{{{{{escape(one.title)}}}}}",
        "year": f"{{{parts[0]}}}" if parts else "",
        "month": MONTHS[int(parts[1]) - 1] if len(parts) > 1 and 1 <= int(parts[1]) <= 12 else "",
        "day": f"{{{parts[2]}}}" if len(parts) > 2 else "",
        "url": f"{{{_address(one.url)}}}" if one.url else "",
        "type": f"{{{escape(one.type)}}}",
        "note": f"{{{escape(_note(one, corpus))}}}",
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _note(one: Publication, corpus: Mapping[str, Any]) -> str:
    marks = " ".join(f"[{number}]" for number in one.cited_as)
    return f"Cited as {marks} by Footnote, corpus {corpus['version']}"


def _address(url: str) -> str:
    """Return an address without the signs that would end its field."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _keys(found: tuple[Publication, ...]) -> Iterator[str]:
    used: set[str] = set()
    for one in found:
        told = next((word for word in _plain(one.title).split("-") if len(word) > SHORT), "")
        words = [_plain(one.publisher), (one.date_parts or ("undated",))[0], told]
        key = stem = "-".join(word for word in words if word) or "source"
        count = 1
        while key in used:
            count += 1
            key = f"{stem}-{count}"
        used.add(key)
        yield key


def _plain(text: str) -> str:
    """Return the letters and digits that every program takes in a key, joined by hyphens."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", letters)[:4])
