"""What can be wrong with a claim: closed words, each with a sentence that a person can check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What a check found."""

    NUMBER = "number"
    """A number, an amount, a date or a unit that the evidence does not have."""
    NAME = "name"
    """A name that the evidence does not have."""
    PLACE = "place"
    """A country that the evidence is not about."""
    NEGATION = "negation"
    """A `not` that came or went."""
    OPPOSITE = "opposite"
    """A word against the one in the evidence."""
    MODALITY = "modality"
    """Must, may and will taken for each other."""
    STATUS = "status"
    """A plan told as law, or a law as a plan."""
    QUANTITY = "quantity"
    """All, some, at least, up to."""
    CONDITION = "condition"
    """An `if`, an `unless`, a `but`, or who says so, left out or put in."""
    CAUSE = "cause"
    """A `because` or a `therefore` that the evidence does not have."""
    CHANGED = "changed"
    """Another word where the rest is copied."""
    ADDED = "added"
    """Something that the evidence does not say."""
    ORDER = "order"
    """The words of the evidence in another order: who did it to whom."""
    CUT = "cut"
    """Parts of the evidence put together that do not belong together."""
    QUOTE = "quote"
    """Words in quotation marks that nobody said so."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks against a claim."""

    fault: Fault
    reason: str
    contradicts: bool = False
    """The evidence says something else, rather than nothing."""
    is_slight: bool = False
    """It may well be right: enough to hold a sentence back, not enough to think it wrong."""
