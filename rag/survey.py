"""Answer a question over many jurisdictions: which have something to say to it, and the best sentence of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus import Passage, Status
from rag.relevance import Judged, Tables
from rag.relevance.features import covered
from rag.selection import Selection
from rag.understand import Question
from rag.understand.places import gazetteer

MOST = 12
"""Jurisdictions in a survey."""
DEPTH = 7.0
"""Sums below the best sentence at which a jurisdiction has nothing to say any more."""
AS_MUCH = 0.6
"""Share of the question that a sentence must speak of, beside the one that speaks of most."""
OVERVIEW = 1.5
"""By how much one sentence about many jurisdictions must be likelier than the best about one to answer alone."""
STANDS: tuple[frozenset[Status], ...] = (
    frozenset({Status.IN_FORCE}),
    frozenset({Status.PARTLY_IN_FORCE}),
    frozenset({Status.ADOPTED}),
    frozenset({Status.PROPOSED, Status.OPEN}),
)
"""What stands comes before what is planned; everything else behind."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A question over many jurisdictions with the passages that may answer it."""

    region: frozenset[str]
    """Codes; empty for the whole world."""
    passages: Sequence[Passage]


def choose_each(
    question: Question, judged: Sequence[Judged], region: frozenset[str], tables: Tables, *, floor: float
) -> tuple[Selection, ...]:
    """Return the best sentence of each jurisdiction that answers, what is in force first.

    Empty where a single sentence about many of them is the better answer.
    """
    spoken = {one.sentence.id: _spoken_of(question, one, tables) for one in judged}
    within = [one for one in judged if not region or one.article.jurisdiction in region]
    if not within or (region and judged[0].sum > within[0].sum + OVERVIEW):
        return ()
    needed = AS_MUCH * max(spoken[one.sentence.id] for one in within)
    best: dict[str, Judged] = {}
    for one in within:
        if spoken[one.sentence.id] >= needed:
            best.setdefault(one.article.jurisdiction, one)
    least = max(floor, within[0].sum - DEPTH)
    kept = [one for one in best.values() if one.sum > least][:MOST]
    return tuple(_selection(one, question.language) for one in in_order(kept))


def in_order(found: Iterable[Judged]) -> list[Judged]:
    """Return what is in force first, then what is adopted, then what is planned; likelier ones first in each."""
    return sorted(found, key=_standing)


def _standing(one: Judged) -> int:
    return next((rank for rank, stands in enumerate(STANDS) if one.article.status in stands), len(STANDS))


def _selection(one: Judged, language: str) -> Selection:
    return Selection(gazetteer().name(one.article.jurisdiction, language), (one,))


def _spoken_of(question: Question, one: Judged, tables: Tables) -> float:
    """Return the share of the question, by rarity, that a sentence with its title and heading speaks of."""
    said = tables.sentences[one.sentence.id] | tables.contexts[one.passage.id]
    return covered(question.stems, said, tables, loosely=True)
