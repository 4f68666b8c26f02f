"""The two tables. Neither knows who sent a row: no address, no cookie, and of the time no more than the day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from ui.database import Base


class FeedbackRow(Base):
    """What somebody thinks of an answer, or of one of its claims."""

    __tablename__ = "feedback"

    token: Mapped[str] = mapped_column(primary_key=True)
    """Known to whoever sent it, who may take it back."""
    given_on: Mapped[date] = mapped_column(index=True)
    surface: Mapped[str]
    """Where it was given: `web`, `api`, `widget`."""
    thumb: Mapped[str]
    reason: Mapped[str | None]
    comment: Mapped[str] = mapped_column(Text)
    claim: Mapped[int | None]
    """Position in the answer's claims, from 0; none is the whole answer."""
    sentences: Mapped[list[str]] = mapped_column(JSON)
    """Ids of the sentences that the claim, or the whole answer, rested on."""
    outcome: Mapped[str]
    language: Mapped[str]
    mode: Mapped[str]
    corpus_version: Mapped[str]
    question: Mapped[str | None] = mapped_column(Text)
    """Only where the visitor agreed."""
    said: Mapped[str | None] = mapped_column(Text)
    """The claim, or the answer, in its words; only together with the question, which it would give away."""


class SharedRow(Base):
    """An answer as it stood when it was shared."""

    __tablename__ = "shared_answers"

    token: Mapped[str] = mapped_column(primary_key=True)
    shared_on: Mapped[date] = mapped_column(index=True)
    key_digest: Mapped[str]
    """Of the key that takes the link back; the key itself is with whoever shared."""
    answer: Mapped[str] = mapped_column(Text)
    """The JSON of the answer, as text, so that no database rewrites it."""
