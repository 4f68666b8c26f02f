"""Answer several things at once: for each part the sentences that are its own and have what is asked for.

Each part is asked alone: in its own words, of its own passages. What the question wants to know of all of them (a date,
an amount, how a law stands) weighs more than beside a single question, because the sections are read side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from corpus import Article, Passage
from rag.relevance import Judged, Tables
from rag.relevance.relevance import likeliest_first
from rag.selection import Candidates, Judge, Selection
from rag.several import Part
from rag.understand import Question
from rag.understand.kinds import shown_in
from rag.understand.signs import has_sign
from rag.writers.extractive import Limits, choose, in_reading_order

OWN = 60
"""Passages looked for with a part's own words."""
SENTENCES_A_PART = {2: 3, 3: 2, 4: 2}
"""Parts -> sentences each; with more parts, one each."""
COMPARED = frozenset({"age", "date", "amount", "number", "share", "duration", "standing"})
"""Kinds of thing that are set side by side."""
HAS_IT = 3.0
"""What it is worth, in sums, that a sentence has what is asked for."""
NAMES_OTHERS = 1.5
"""What it costs that a sentence speaks of other parts as well: it tells them apart less."""
FAR_BELOW = 15.0
"""Sums below the clearest part at which a part has nothing on what is asked."""


@dataclass(frozen=True, slots=True)
class PartAsked:
    """A part with its question and the passages that may answer it."""

    part: Part
    question: Question
    passages: tuple[Passage, ...]


def ask_parts(
    parts: Iterable[Part],
    wide: Sequence[Passage],
    understand: Callable[[str], Question],
    candidates: Candidates,
    article_of: Callable[[str], Article],
    *,
    jurisdiction: str | None = None,
) -> tuple[PartAsked, ...]:
    """Return each part with its own question, and the passages about it; a chosen jurisdiction is kept to."""
    asked = []
    for part in parts:
        question = part.read_by(understand)
        own = candidates(question, OWN, jurisdiction or part.code or None)
        found = {passage.id: passage for passage in (*wide, *own)}
        holding = (one for one in found.values() if part.holds(one.text, article_of(one.article_id)))
        asked.append(PartAsked(part, question, tuple(holding)))
    return tuple(asked)


def compare(
    asked: Sequence[PartAsked], judge: Judge, tables: Tables, limits: Limits, *, floor: float
) -> tuple[Selection, ...]:
    """Return a selection for each part, empty where the corpus has nothing on what is asked."""
    judged = [_judged(one, judge, [other.part for other in asked if other is not one]) for one in asked]
    clearest = max((found[0].sum for found in judged if found), default=floor)
    needed = max(floor, clearest - FAR_BELOW)
    each = replace(limits, most=SENTENCES_A_PART.get(len(asked), 1))
    selections = []
    taken: set[str] = set()
    for one, found in zip(asked, judged, strict=True):
        fresh = [sentence for sentence in found if sentence.sentence.id not in taken] or found
        chosen = in_reading_order(choose(fresh, tables, each, floor=needed))
        taken |= {sentence.sentence.id for sentence in chosen}
        selections.append(Selection(one.part.heading, chosen))
    return tuple(selections)


def _judged(one: PartAsked, judge: Judge, others: Sequence[Part]) -> tuple[Judged, ...]:
    """Return the sentences of a part that are its own, likeliest first, by what sets parts side by side."""
    judged = judge(one.question, one.passages)
    own = [sentence for sentence in judged if one.part.is_said(sentence.sentence.text, sentence.article)] or judged
    wanted = wanted_of(one.question)
    return likeliest_first(replace(found, sum=found.sum + _worth(found, wanted, others)) for found in own)


def wanted_of(question: Question) -> frozenset[str]:
    """Return the kinds of thing that a comparison asks for."""
    standing = frozenset({"standing"} if has_sign("asks_standing", question.text) else ())
    return (question.asked | standing) & COMPARED


def _worth(found: Judged, wanted: frozenset[str], others: Sequence[Part]) -> float:
    text = found.sentence.text
    has_it = HAS_IT * bool(wanted & shown_in(text))
    names_others = NAMES_OTHERS * any(other.is_named(text) for other in others)
    return has_it - names_others
