"""What visitors let us keep: what they think of an answer, and answers they share. Each for so many days, no longer.

    share(database, answer).token                    an unguessable token for a link
    open_shared(database, token).answer              the answer as it was shared, whatever the corpus says today
    keep_feedback(database, answer, Feedback(...))   thumbs up or down, for the answer or for one of its claims
    purge(database, today, keep)                     what is older than it may be is deleted

Import this before `open_database`, which makes the tables that are known by then.
"""

from ui.keep.feedback import (
    LONGEST_COMMENT,
    Feedback,
    FeedbackProblem,
    Reason,
    Thumb,
    all_feedback,
    keep_feedback,
    reasons,
    withdraw_feedback,
)
from ui.keep.retention import Keep, Purged, purge
from ui.keep.shared import Share, Snapshot, open_shared, share, withdraw_shared

__all__ = [
    "LONGEST_COMMENT",
    "Feedback",
    "FeedbackProblem",
    "Keep",
    "Purged",
    "Reason",
    "Share",
    "Snapshot",
    "Thumb",
    "all_feedback",
    "keep_feedback",
    "open_shared",
    "purge",
    "reasons",
    "share",
    "withdraw_feedback",
    "withdraw_shared",
]
