"""Say in words what each step did and why: the lines of `--explain`."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answer import Hit
from rag.compose import Composition
from rag.conflicts import Conflicts
from rag.reading import Reading
from rag.relevance import Judged, Model
from rag.relevance.relevance import strongest
from rag.route import Route
from rag.understand import Question
from rag.understand.places import gazetteer
from rag.understand.times import TimeAsked

SHOWN = 5
"""Hits and passed-over sentences listed."""


def explain_reading(reading: Reading) -> tuple[str, ...]:
    """Say what was asked, after the conversation before it."""
    leaning = (f"continues: {reading.leans_on}",) if reading.leans_on else ()
    return (*leaning, *explain_question(reading.question))


def explain_question(question: Question) -> tuple[str, ...]:
    """Say how the question was read."""
    lines = [f"language: {question.language}"]
    lines += [f"read “{slip}” as “{meant}”" for slip, meant in question.mended]
    lines += [f"place: {one.words or one.code} -> {_place(one.code)} ({one.by})" for one in question.mentions]
    lines.append(f"asks for: {', '.join(sorted(question.asked)) or 'nothing of a special kind'}")
    lines += [f"searched by meaning: {search}" for search in question.searches]
    lines.append(f"searched by words: {', '.join((*question.stems, *question.place_stems))}")
    if question.wordings:
        lines.append(f"and by other words for them: {', '.join(question.wordings)}")
    return tuple(lines)


def explain_hits(hits: Sequence[Hit]) -> tuple[str, ...]:
    """List the best passages and what found them."""
    return tuple(
        f"passage {rank}: {hit.passage.id}, score {hit.score:.2f}, found by {', '.join(hit.found_by)}"
        for rank, hit in enumerate(hits[:SHOWN], start=1)
    )


def explain_route(route: Route) -> tuple[str, ...]:
    """Say why the question went on, or where it ended."""
    end = route.outcome.value if route.outcome else "go on"
    return (f"route: {end}", *(f"  {reason}" for reason in route.reasons))


def explain_time(when: TimeAsked | None) -> tuple[str, ...]:
    """Say which time the question was read to ask about."""
    if when is None:
        return ()
    named = f" ({when.words})" if when.words else ""
    if when.is_event:
        return ("time: before an event that was not found",)
    return (f"time: {when.relation.value} {when.first} to {when.last}{named}",)


def explain_conflicts(composition: Composition, conflicts: Conflicts) -> tuple[str, ...]:
    """Say which chosen sentences stand against which others, and on what ground."""
    return tuple(
        f"accounts differ: {' against '.join(conflict.sentences)} ({conflict.ground.value}"
        f"{', ' + conflict.about if conflict.about else ''})"
        for conflict in dict.fromkeys(found for one in composition.chosen for found in conflicts.of(one.sentence.id))
    )


def explain_choice(composition: Composition, model: Model) -> tuple[str, ...]:
    """Say why each chosen sentence was chosen, which came next, and how sure it is that they answer."""
    chosen = composition.chosen
    ids = {one.sentence.id for one in chosen}
    next_best = [one for one in composition.judged if one.sentence.id not in ids][:SHOWN]
    return (
        *(f"part: {selection.heading}" for selection in composition.selections if selection.heading),
        *(f"nothing found for: {missing}" for missing in composition.missing),
        *(f"chosen: {one.sentence.id}, chance {one.chance:.2f}: {_reasons(one, model)}" for one in chosen),
        *(f"passed over: {one.sentence.id}, chance {one.chance:.2f}" for one in next_best),
        *_explain_chance(composition),
    )


def _explain_chance(composition: Composition) -> tuple[str, ...]:
    if not composition.judged or not composition.chosen:
        return ()
    lines = [f"chance that this answers: {composition.chance:.2f}"]
    lines += [f"  against it: {doubt}" for doubt in composition.doubts]
    if composition.premise:
        lines.append(f"at odds with the question: {composition.premise.sentence.id}")
    return tuple(lines)


def _reasons(one: Judged, model: Model) -> str:
    return "; ".join(f"{words} (+{value:.1f})" for words, value in strongest(one, model))


def _place(code: str) -> str:
    return gazetteer().name(code)
