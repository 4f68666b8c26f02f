"""Say in words what each step did and why: the lines of `--explain`."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answer import Hit
from rag.relevance import Judged, shipped_model
from rag.relevance.relevance import strongest
from rag.understand import Question
from rag.understand.places import gazetteer
from rag.writers import Draft

SHOWN = 5
"""Hits and passed-over sentences listed."""


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


def explain_choice(judged: Sequence[Judged], drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Say why each chosen sentence was chosen, and which came next."""
    chosen = [one for draft in drafts for one in draft.evidence]
    ids = {one.sentence.id for one in chosen}
    next_best = [one for one in judged if one.sentence.id not in ids][:SHOWN]
    return (
        *(f"chosen: {one.sentence.id}, chance {one.chance:.2f}: {_reasons(one)}" for one in chosen),
        *(f"passed over: {one.sentence.id}, chance {one.chance:.2f}" for one in next_best),
    )


def _reasons(one: Judged) -> str:
    return "; ".join(f"{words} (+{value:.1f})" for words, value in strongest(one, shipped_model()))


def _place(code: str) -> str:
    return gazetteer().name(code)
