"""Compose one answer to a question that asks several things, each of which stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from rag.comparing import SENTENCES_A_PART
from rag.compose import Composer, Composition
from rag.relevance import Judged
from rag.selection import Selection
from rag.understand import Question


def compose_parts(
    composer: Composer, parts: Sequence[Question], jurisdiction: str | None, *, said: str = ""
) -> Composition | None:
    """Return what to say to the `parts` together, naming those that nothing answers.

    None where that would be no better than answering the whole: no part is answered, or one of them is a comparison,
    which has sections of its own.
    """
    short = replace(composer, limits=replace(composer.limits, most=SENTENCES_A_PART.get(len(parts), 1)))
    each = [short.compose(part, short.gather(part, jurisdiction), said=said) for part in parts]
    answered = [one for one in each if one.is_answer]
    if not answered or any(selection.heading for one in answered for selection in one.selections):
        return None
    return Composition(
        (Selection("", _once(one.chosen for one in answered)),),
        chance=min(one.chance for one in answered),
        doubts=tuple(doubt for one in answered for doubt in one.doubts),
        missing=tuple(part.text for part, one in zip(parts, each, strict=True) if not one.is_answer),
        premise=next((one.premise for one in answered if one.premise), None),
        judged=_once([_in_turn(answered)]),
    )


def _in_turn(compositions: Iterable[Composition]) -> Iterable[Judged]:
    """Return the weighed sentences of each part in turn, the likeliest first."""
    rows = zip_longest(*(one.judged for one in compositions))
    return (judged for judged in chain.from_iterable(rows) if judged)


def _once(groups: Iterable[Iterable[Judged]]) -> tuple[Judged, ...]:
    found: dict[str, Judged] = {}
    for judged in chain.from_iterable(groups):
        found.setdefault(judged.sentence.id, judged)
    return tuple(found.values())
