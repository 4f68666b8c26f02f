"""The units that a claim and its evidence are compared by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a token is, as far as checking cares."""

    WORD = "word"
    NAME = "name"
    NUMBER = "number"
    UNIT = "unit"
    """A currency, a percent sign, or a unit of time."""
    DATE = "date"
    """A day, a month or a year."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or one part of a number, an amount or a date, in the one form that all spellings of it share."""

    form: str
    """`18000000` for `18m`, `eighteen million` and `18,000,000`; folded for a word."""
    kind: Kind
    written: str
    """As the text has it; for a number that was read as a whole, all of it."""
    after_break: bool = False
    """A comma, semicolon, colon, dash or bracket stands before it, or it opens the sentence."""
    after_stop: bool = False
    """A semicolon stands before it, or it opens the sentence: what follows is a statement of its own."""

    @property
    def is_exact(self) -> bool:
        """Tell whether it is a number, a unit or a date: right or wrong, never nearly right."""
        return self.kind in (Kind.NUMBER, Kind.UNIT, Kind.DATE)
