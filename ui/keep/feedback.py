"""Keep what visitors think of an answer or of one of its claims, without keeping who they are.

keep_feedback(database, answer, Feedback(Thumb.DOWN, Reason.OUT_OF_DATE, claim=2))       'kZ3f…'
withdraw_feedback(database, "kZ3f…")                                                     True

The question is kept only when the visitor agreed. Without it there remain the sentences of the corpus that the answer
rested on: enough to see which article people find wrong.
"""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import cast

from sqlalchemy import CursorResult, delete, select

from rag.answer import Answer, Claim
from rag.understand.words import legible
from ui.database import Database
from ui.keep.tables import FeedbackRow

LONGEST_COMMENT = 1000
"""Characters."""


class Thumb(StrEnum):
    """For or against."""

    UP = "up"
    DOWN = "down"


class Reason(StrEnum):
    """Why; `reasons.toml` has the words for people."""

    ANSWERS_IT = "answers_it"
    CLEAR = "clear"
    WELL_SOURCED = "well_sourced"
    NOT_TRUE = "not_true"
    NOT_IN_SOURCE = "not_in_source"
    OUT_OF_DATE = "out_of_date"
    INCOMPLETE = "incomplete"
    OFF_TOPIC = "off_topic"
    UNCLEAR = "unclear"
    OTHER = "other"


class FeedbackProblem(ValueError):  # noqa: N818 - what somebody sent is not an error of ours
    """The feedback does not fit the answer; the message says how."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a visitor says about an answer."""

    thumb: Thumb
    reason: Reason | None = None
    comment: str = ""
    """In the visitor's own words, `LONGEST_COMMENT` characters at most."""
    claim: int | None = None
    """Position in the answer's claims, from 0; None is the whole answer."""
    with_question: bool = False
    """Whether the visitor agrees that the question is kept beside it."""


def keep_feedback(
    database: Database, answer: Answer, feedback: Feedback, *, surface: str = "web", today: date | None = None
) -> str:
    """Keep `feedback` and return the token that takes it back; raises `FeedbackProblem` when it fits no such answer."""
    claims = _meant(answer, feedback)
    comment = legible(feedback.comment).strip()
    if len(comment) > LONGEST_COMMENT:
        raise FeedbackProblem(f"The comment has {len(comment):,} characters; {LONGEST_COMMENT:,} is the most.")
    token = secrets.token_urlsafe(16)
    row = FeedbackRow(
        token=token,
        given_on=today or date.today(),
        surface=surface,
        thumb=feedback.thumb.value,
        reason=feedback.reason.value if feedback.reason else None,
        comment=comment,
        claim=feedback.claim,
        sentences=[evidence.sentence for claim in claims for evidence in claim.evidence],
        outcome=answer.outcome.value,
        language=answer.language,
        mode=answer.mode,
        corpus_version=answer.corpus.version,
        question=answer.question if feedback.with_question else None,
        said=_words(answer, feedback) if feedback.with_question else None,
    )
    with database.begin() as session:
        session.add(row)
    return token


def withdraw_feedback(database: Database, token: str) -> bool:
    """Delete the feedback of that token; False when there is none."""
    with database.begin() as session:
        gone = session.execute(delete(FeedbackRow).where(FeedbackRow.token == token))
        return bool(cast("CursorResult[object]", gone).rowcount)


def all_feedback(database: Database) -> tuple[FeedbackRow, ...]:
    """Return everything that is kept, oldest day first."""
    with database() as session:
        return tuple(session.scalars(select(FeedbackRow).order_by(FeedbackRow.given_on, FeedbackRow.token)))


def reasons(thumb: Thumb, language: str) -> Mapping[Reason, str]:
    """Return the reasons on offer for a thumb, in the order to show them, in words; English where there are none."""
    table = _reasons()[thumb.value]
    return {Reason(name): said.get(language, said["en"]) for name, said in table.items()}


def _meant(answer: Answer, feedback: Feedback) -> tuple[Claim, ...]:
    if feedback.claim is None:
        return answer.claims
    if not 0 <= feedback.claim < len(answer.claims):
        raise FeedbackProblem(f"The answer has {len(answer.claims)} claims, counted from 0: {feedback.claim} is none.")
    return (answer.claims[feedback.claim],)


def _words(answer: Answer, feedback: Feedback) -> str:
    return answer.text if feedback.claim is None else answer.claims[feedback.claim].text


@cache
def _reasons() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads((Path(__file__).parent / "reasons.toml").read_text(encoding="utf-8"))
