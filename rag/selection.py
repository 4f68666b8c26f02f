"""The sentences chosen for one part of a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus import Passage
from rag.relevance import Judged
from rag.understand import Question

Judge = Callable[[Question, Sequence[Passage]], tuple[Judged, ...]]
"""Every sentence of the passages beside the question, likeliest first."""
Candidates = Callable[[Question, int, str | None], Sequence[Passage]]
"""Question, number of passages and chosen jurisdiction -> the passages worth judging."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences for one part of a question; one without a heading is the whole answer."""

    heading: str
    chosen: tuple[Judged, ...]
