"""Keep what people think of answers, with the question and the answer that they thought it of."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import select

from rag.answer import Answer
from ui.database import Database
from ui.slack.tables import VoteRow


class Votes:
    """The votes of one database; who votes again replaces what they said before."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def cast(self, message: int, person: str, answer: Answer, *, is_helpful: bool) -> None:
        """Keep a vote."""
        with self._database.begin() as session:
            vote = session.scalars(_of(message, person)).one_or_none() or VoteRow(message=message, person=person)
            vote.is_helpful, vote.reason, vote.comment = is_helpful, None, None
            vote.question, vote.answer, vote.corpus = answer.question, answer.text, answer.corpus.version
            vote.cast_at = self._clock()
            session.add(vote)

    def explain(self, message: int, person: str, reason: str, comment: str) -> None:
        """Add to a vote why it is what it is."""
        with self._database.begin() as session:
            vote = session.scalars(_of(message, person)).one_or_none()
            if vote:
                vote.reason, vote.comment = reason, comment or None


def _of(message: int, person: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - SQLAlchemy's own type says less
    return select(VoteRow).where(VoteRow.message == message, VoteRow.person == person)
