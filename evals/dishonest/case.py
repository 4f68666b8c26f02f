"""The record of one made sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Told(NamedTuple):
    """What a maker of sentences returns."""

    claim: str
    evidence: tuple[str, ...]
    """What the sentence cites."""


@dataclass(frozen=True, slots=True)
class SpokenCase:
    """A sentence as a model might write it, with the evidence that it cites."""

    kind: str
    """What is wrong with it, or how it was reworded."""
    claim: str
    evidence: tuple[str, ...]
    """The sentences that it cites; empty where it cites none, or a key that was never issued."""
    is_true: bool
    is_free: bool = False
    """Reworded freely, by hand: no checker can be held to passing these."""
