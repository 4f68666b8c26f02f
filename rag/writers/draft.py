"""What a writer is given, and what it leaves behind when the last claim is out."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from rag.answer import Claim, Note
from rag.compose import Composition
from rag.conversation import History
from rag.stopwatch import Stopwatch
from rag.understand import Question

EXTRACTIVE = "extractive"


@dataclass(frozen=True, slots=True)
class Brief:
    """What is to be written about."""

    question: Question
    composition: Composition
    history: History = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What was written, once all of it is out."""

    claims: tuple[Claim, ...]
    """Verified and numbered, as they were yielded."""
    composition: Composition
    """As it was given, or as a near miss where the writer found that the evidence does not answer."""
    mode: str = EXTRACTIVE
    notes: tuple[Note, ...] = ()
    usage: Mapping[str, float] = field(default_factory=dict)
    explanation: tuple[str, ...] = ()


Writing = Generator[Claim, None, Draft]
"""Yields each claim once it is verified and numbered, and returns the draft."""


class Writer(Protocol):
    """Writes the claims of an answer."""

    @property
    def mode(self) -> str:
        """`extractive`, or the `provider:model` that writes."""

    def is_slow(self, brief: Brief) -> bool:
        """Tell whether a reader should be told that writing takes a while."""

    def write(self, brief: Brief, watch: Stopwatch) -> Writing:
        """Write; closing the generator ends all work on it."""
