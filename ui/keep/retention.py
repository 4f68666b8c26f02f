"""Delete what is older than it may be.

purge(database, date.today(), Keep(feedback_days=90, shared_days=365))      Purged(feedback=3, shared=0)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from sqlalchemy import CursorResult, delete

from ui.database import Database
from ui.keep.tables import FeedbackRow, SharedRow


@dataclass(frozen=True, slots=True)
class Keep:
    """For how many days something stays, the day it came included."""

    feedback_days: int = 90
    shared_days: int = 365


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows were deleted."""

    feedback: int
    shared: int


def purge(database: Database, today: date, keep: Keep) -> Purged:
    """Delete every row whose days are over, and tell how many there were."""
    old_feedback = delete(FeedbackRow).where(FeedbackRow.given_on <= today - timedelta(days=keep.feedback_days))
    old_shared = delete(SharedRow).where(SharedRow.shared_on <= today - timedelta(days=keep.shared_days))
    with database.begin() as session:
        feedback, shared = session.execute(old_feedback), session.execute(old_shared)
        return Purged(_count(feedback), _count(shared))


def _count(deleted: object) -> int:
    return cast("CursorResult[object]", deleted).rowcount
