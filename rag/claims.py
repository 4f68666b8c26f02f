"""Turn what is to be said into claims: each checked against its evidence, numbered, and put under its heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus import Sentence
from rag.answer import Claim, Label, Section
from rag.cite import evidence_of, number
from rag.selection import Selection
from rag.verify import Verifier


def claim_of(text: str, sentences: Iterable[Sentence], verifier: Verifier) -> Claim:
    """Return `text` as a claim that rests on `sentences`, with the verdict on it."""
    evidence = tuple(evidence_of(sentence) for sentence in sentences)
    return Claim(text, evidence, verifier.check(text, [one.quote for one in evidence]))


def carried(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims that their evidence carries, numbered by first appearance."""
    return number(claim for claim in claims if claim.verdict.label is not Label.UNSUPPORTED)


def sections_of(selections: Iterable[Selection], claims: Sequence[Claim]) -> tuple[Section, ...]:
    """Return a section for each selection with a heading of which any sentence became a claim."""
    places: dict[str, list[int]] = {}
    for position, claim in enumerate(claims):
        places.setdefault(claim.evidence[0].sentence, []).append(position)
    sections = (Section(one.heading, _places(one, places)) for one in selections if one.heading)
    return tuple(section for section in sections if section.claims)


def _places(selection: Selection, places: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    return tuple(position for one in selection.chosen for position in places.get(one.sentence.id, ()))
