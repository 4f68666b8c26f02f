"""Cut an answer into messages that Slack takes, between two claims and never inside one.

A claim goes to a page together with the sources and the notes that belong to it, so no sentence stands anywhere without
its source. Most answers are one page.

    "".join(page.text for page in pages_of(answer)) == answer.text
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.split import split
from rag.answer import Answer, Citation, Claim, Note

ROOM = 8_000
"""Characters of text, sources and notes on a page. Slack refuses messages near 13,000; addresses count as well, and
buttons and headings need room."""
LONG = 600
"""Our own words are cut between sentences when they are longer."""


@dataclass(frozen=True, slots=True)
class Part:
    """A claim with our words before it, or words of ours alone."""

    lead: str
    claim: Claim | None = None

    @property
    def said(self) -> str:
        """The claim with its numbers, as the answer's text has it."""
        return f"{self.claim.text} {marks(self.claim)}" if self.claim else ""

    @property
    def text(self) -> str:
        """Exactly what stands in the answer's text."""
        return f"{self.lead}{self.said}"


@dataclass(frozen=True, slots=True)
class Page:
    """What fits into one message."""

    number: int
    """From 0."""
    parts: tuple[Part, ...]
    citations: tuple[Citation, ...]
    notes: tuple[Note, ...]
    left: int
    """Claims that stand on later pages."""

    @property
    def text(self) -> str:
        """Exactly what stands in the answer's text."""
        return "".join(part.text for part in self.parts)


def marks(claim: Claim) -> str:
    """Return the numbers of a claim as the text shows them: `[1][2]`."""
    return "".join(f"[{number}]" for number in claim.citations)


def pages_of(answer: Answer, room: int = ROOM) -> tuple[Page, ...]:
    """Return the pages of an answer, at least one."""
    groups = _grouped(answer, parts_of(answer), room)
    claims_left = sum(part.claim is not None for group in groups for part in group)
    pages: list[Page] = []
    shown: set[int] = set()
    for number, group in enumerate(groups):
        claims = [part.claim for part in group if part.claim]
        claims_left -= len(claims)
        here = {mark for claim in claims for mark in claim.citations} - shown
        shown |= here
        citations = tuple(one for one in answer.citations if one.number in here)
        notes = tuple(note for note in answer.notes if _is_on(note, number, here))
        pages.append(Page(number, tuple(group), citations, notes, claims_left))
    return tuple(pages)


def parts_of(answer: Answer) -> tuple[Part, ...]:
    """Return the answer's text as claims and the words around them; nothing is lost and nothing added."""
    parts: list[Part] = []
    text, position = answer.text, 0
    for claim in answer.claims:
        said = Part("", claim).said
        found = text.find(said, position)
        if found < 0:
            continue  # the text words it otherwise: it is shown as the text has it
        *before, lead = _sentences(text[position:found])
        parts += [*map(Part, before), Part(lead, claim)]
        position = found + len(said)
    parts += [Part(rest) for rest in _sentences(text[position:]) if rest]
    return tuple(parts) or (Part(""),)


def _grouped(answer: Answer, parts: Sequence[Part], room: int) -> list[list[Part]]:
    groups: list[list[Part]] = [[]]
    used, shown = sum(len(note.text) for note in answer.notes if not note.citations), set[int]()
    for part in parts:
        new = {mark for mark in part.claim.citations if mark not in shown} if part.claim else set()
        needs = len(part.text) + _room_of(answer, new)
        if groups[-1] and used + needs > room:
            groups.append([])
            used = 0
        groups[-1].append(part)
        used, shown = used + needs, shown | new
    return groups


def _room_of(answer: Answer, numbers: set[int]) -> int:
    """Return the characters that the sources and notes of these citations take, with some air."""
    cited = [one for one in answer.citations if one.number in numbers]
    sources = sum(len(source.publisher) + len(source.url) + 50 for one in cited for source in one.sources)
    quotes = sum(len(one.title) + len(one.quote) + 60 for one in cited)
    notes = sum(len(note.text) + 10 for note in answer.notes if note.citations and note.citations[0] in numbers)
    return sources + quotes + notes


def _is_on(note: Note, page: int, numbers: set[int]) -> bool:
    return note.citations[0] in numbers if note.citations else page == 0


def _sentences(text: str) -> Iterator[str]:
    """Yield `text` in one piece, or where it is long in its sentences, white space included."""
    if len(text) <= LONG:
        yield text
        return
    begin = 0
    for span in split(text)[1:]:
        yield text[begin : span.start]
        begin = span.start
    yield text[begin:]
