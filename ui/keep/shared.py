"""Share an answer: a link that shows it as it was, whatever the corpus says later.

link = share(database, answer)
open_shared(database, link.token).answer["corpus"]["version"]     the corpus it was given from
withdraw_shared(database, link.token, link.key)                   True: the link leads nowhere any more
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from rag.answer import Answer
from ui.database import Database
from ui.keep.tables import SharedRow


@dataclass(frozen=True, slots=True)
class Share:
    """What whoever shares an answer receives."""

    token: str
    """For the link: 128 bits that nobody guesses."""
    key: str
    """For taking the link back; whoever only has the link cannot."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A shared answer."""

    answer: dict[str, Any]
    """The JSON of the answer as it was given, the version of its corpus included."""
    shared_on: date


def share(database: Database, answer: Answer, *, today: date | None = None) -> Share:
    """Keep `answer` as it stands and return the token of its link; sharing it again makes another link."""
    link = Share(secrets.token_urlsafe(16), secrets.token_urlsafe(16))
    row = SharedRow(
        token=link.token,
        shared_on=today or date.today(),
        key_digest=_digest(link.key),
        answer=json.dumps(answer.to_dict(), ensure_ascii=False),
    )
    with database.begin() as session:
        session.add(row)
    return link


def open_shared(database: Database, token: str) -> Snapshot | None:
    """Return the answer behind a token; None when there is none, or no longer."""
    with database() as session:
        row = session.get(SharedRow, token)
    return Snapshot(json.loads(row.answer), row.shared_on) if row else None


def withdraw_shared(database: Database, token: str, key: str) -> bool:
    """Delete the answer behind a link; False when the key is not the one of that link."""
    with database.begin() as session:
        row = session.get(SharedRow, token)
        if row is None or not hmac.compare_digest(row.key_digest, _digest(key)):
            return False
        session.delete(row)
        return True


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
