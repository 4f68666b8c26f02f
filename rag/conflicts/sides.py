"""Show both sides: put the other account beside a chosen sentence that is one of two."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.conflicts.conflict import Conflict, Conflicts, Ground
from rag.relevance import Judged
from rag.understand import Question
from rag.understand.signs import has_sign

ASKED_WITH = {
    "date": {"date"},
    "money": {"amount", "number"},
    "share": {"share", "number"},
    "age": {"number"},
    "count": {"number"},
    "duration": {"duration", "number"},
}
"""What accounts differ about -> kinds of thing that a question asks for."""


def with_other_sides(
    question: Question,
    chosen: tuple[Judged, ...],
    conflicts: Conflicts,
    judged_of: Callable[[str], Judged | None],
    most: int,
) -> tuple[Judged, ...]:
    """Return `chosen` with the other side of each account that is about what is asked, no longer than `most`.

    The other side stands right behind the first; what makes room for it comes from the end.
    """
    kept = list(chosen)
    for one in chosen:
        if one not in kept:
            continue
        for other_id, conflict in conflicts.partners(one.sentence.id):
            if any(other_id == shown.sentence.id for shown in kept) or not _is_asked(question, one, chosen, conflict):
                continue
            other = judged_of(other_id)
            if other and _make_room(kept, one, most):
                kept.insert(kept.index(one) + 1, other)
    return tuple(_main_account_first(kept, conflicts))


def _main_account_first(kept: list[Judged], conflicts: Conflicts) -> list[Judged]:
    """Let what the article says stand before the account of a single source that says it differently."""
    places = {one.sentence.id: place for place, one in enumerate(kept)}
    for conflict in dict.fromkeys(found for sentence in places for found in conflicts.of(sentence)):
        if conflict.ground is Ground.OTHER_ACCOUNT and all(one in places for one in conflict.sentences):
            main, other = (places[one] for one in conflict.sentences)
            if other < main:
                kept[main], kept[other] = kept[other], kept[main]
    return kept


def _is_asked(question: Question, one: Judged, chosen: Sequence[Judged], conflict: Conflict) -> bool:
    """Tell whether accounts differ about what the question asks for; the leading sentence always is about that."""
    if has_sign("asks_disagreement", question.text) or not conflict.about:
        return True
    if not question.asked.isdisjoint(ASKED_WITH[conflict.about]):
        return True
    return one is chosen[0]


def _make_room(kept: list[Judged], one: Judged, most: int) -> bool:
    """Drop the last sentence where there is no room for another; `one` and what stands before it stay."""
    if len(kept) < most:
        return True
    if kept[-1] is one:
        return False
    kept.pop()
    return True
