"""What cannot be done for a visitor, as one exception with a sentence for people and a code for programs.

raise Problem("too_many_questions", seconds=12)
problem.said("es")            'Son más preguntas de las que …'
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

STATUS = {
    "busy": 503,
    "broken": 500,
    "cannot_start": 503,
    "closed_door": 403,
    "foreign_origin": 403,
    "no_such_answer": 404,
    "no_such_feedback": 404,
    "no_such_share": 404,
    "not_for_you": 403,
    "starting": 503,
    "too_large": 413,
    "too_many_questions": 429,
    "too_many_requests": 429,
    "too_slow": 408,
    "took_too_long": 504,
    "unfit_method": 405,
    "unknown_article": 404,
    "unknown_path": 404,
    "wrong_key": 403,
}
"""HTTP's number for each code; every other one is 422, a request that cannot be used as it is."""

LANGUAGES = ("en", "es")


class Problem(Exception):  # noqa: N818 - mostly nobody's error
    """Something that cannot be done; `messages.toml` says what to do instead."""

    def __init__(self, code: str, *, seconds: int | None = None, **values: object) -> None:
        self.code = code
        self.seconds = seconds
        """After how many seconds it is worth trying again; None where waiting does not help."""
        self._values = values if seconds is None else {**values, "seconds": seconds}
        super().__init__(self.said("en"))

    @property
    def status(self) -> int:
        """HTTP's number for it."""
        return STATUS.get(self.code, 422)

    def said(self, language: str) -> str:
        """Return the sentence for people, in English where there is no other."""
        return say(self.code, language, **self._values)

    def to_dict(self, language: str) -> dict[str, object]:
        """Return the JSON of it."""
        return {"error": {"code": self.code, "message": self.said(language), "retry_after": self.seconds}}


def say(code: str, language: str, **values: object) -> str:
    """Return a message of `messages.toml`, filled in."""
    said = messages()[code]
    return said.get(language, said["en"]).format(**values)


@cache
def messages() -> Mapping[str, Mapping[str, str]]:
    """Return every message by code and language, read once."""
    return tomllib.loads((Path(__file__).parent / "messages.toml").read_text(encoding="utf-8"))


def preferred_language(accepted: str) -> str:
    """Return the language of ours that an Accept-Language header puts first."""
    wanted: list[tuple[float, str]] = []
    for part in accepted[:500].split(","):
        name, _, weight = part.strip().partition(";q=")
        language = name.strip().lower().partition("-")[0]
        if language in LANGUAGES:
            wanted.append((_weight(weight), language))
    return max(wanted, key=lambda one: one[0], default=(0, "en"))[1]


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0
