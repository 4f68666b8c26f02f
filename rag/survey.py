"""Answer a question over many jurisdictions: which have something to say to it, and the best sentence of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Kind, Passage, Status
from rag.relevance import Judged, Tables
from rag.relevance.features import Asked, covered, weigh
from rag.selection import Selection
from rag.understand import Question
from rag.understand.kinds import shown_in
from rag.understand.places import gazetteer
from rag.understand.signs import has_sign

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


STATES = 1.0
"""What each thing that a sentence states is worth, in sums: the sections are read as a table."""
STATED = frozenset({"age", "date", "number", "standing"})
RULES = frozenset({Kind.LAW, Kind.BILL, Kind.REGULATION})
MANY = frozenset({"EU", "INT", "UN"})
"""What is about these is mostly about several countries."""


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
    overviews = {one.sentence.id for one in judged if _is_overview(one, region)}
    within = [
        one for one in judged if one.sentence.id not in overviews and (not region or _place_of(one, region) in region)
    ]
    if not within or (judged[0].sentence.id in overviews and judged[0].sum > within[0].sum + OVERVIEW):
        return ()
    asked = weigh(question, tables)
    spoken = {one.sentence.id: _spoken_of(asked, one, tables) for one in within}
    needed = AS_MUCH * max(spoken.values())
    least = max(floor, within[0].sum - DEPTH)
    fitting = [one for one in within if spoken[one.sentence.id] >= needed and one.sum > least]
    kept: dict[str, Judged] = {}
    for one in sorted(fitting, key=lambda one: -one.sum - _worth(one)):
        kept.setdefault(_place_of(one, region), one)
    for nowhere in ("UN", "INT"):
        kept.pop(nowhere, None)  # no place that anybody lives in
    ordered = sorted(kept, key=lambda place: _standing(kept[place]))[:MOST]
    return tuple(Selection(gazetteer().name(place, question.language), (kept[place],)) for place in ordered)


def _worth(one: Judged) -> float:
    """Return what it is worth, in sums, that a sentence states a rule, with its number, its date or how it stands."""
    return STATES * len(STATED & shown_in(one.sentence.text)) + STATES * (one.article.kind in RULES)


def _place_of(one: Judged, region: frozenset[str]) -> str:
    """Return the jurisdiction that a sentence is about: the first it names, where its article is about many."""
    if one.article.jurisdiction not in MANY:
        return one.article.jurisdiction
    return next(iter(_named(one, region)), one.article.jurisdiction)


def _is_overview(one: Judged, region: frozenset[str]) -> bool:
    return one.article.jurisdiction in MANY and len(_named(one, region)) > 1


def _named(one: Judged, region: frozenset[str]) -> list[str]:
    """Return the single jurisdictions of `region` that a sentence names, in order."""
    codes = dict.fromkeys(mention.code for mention in gazetteer().mentions(one.sentence.text))
    return [code for code in codes if code not in MANY and (not region or code in region)]


def _standing(one: Judged) -> tuple[bool, int]:
    """Return how soon a sentence comes: one that says that something is not so comes last."""
    rank = next((rank for rank, stands in enumerate(STANDS) if one.article.status in stands), len(STANDS))
    return has_sign("denies", one.sentence.text), rank


def _spoken_of(asked: Asked, one: Judged, tables: Tables) -> float:
    """Return the share of the question, by rarity, that a sentence with its title and heading speaks of."""
    said = tables.sentences[one.sentence.id] | tables.contexts[one.passage.id]
    return covered(asked, said, loosely=True)
