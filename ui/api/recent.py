"""Remember the latest answers for a while, so that feedback and links are about what was really said.

Whoever shares an answer sends its number, never its text: nobody can put words into Footnote's mouth. In memory only.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from rag.answer import Answer
from ui.api.problems import Problem

MOST = 2000
"""Answers; an answer takes about 20 KB."""
SECONDS = 2 * 60 * 60.0


class Recent:
    """Answers by number, the oldest forgotten first; safe to share between threads."""

    def __init__(
        self, *, most: int = MOST, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._lock = Lock()
        self._answers: OrderedDict[str, tuple[float, Answer]] = OrderedDict()

    def remember(self, answer: Answer) -> str:
        """Keep `answer` for a while and return its number, which nobody guesses."""
        number = secrets.token_urlsafe(16)
        with self._lock:
            self._answers[number] = (self._clock(), answer)
            self._forget()
        return number

    def answer(self, number: str) -> Answer:
        """Return the answer of that number; raises `Problem` when it is none, or no longer."""
        with self._lock:
            self._forget()
            if number not in self._answers:
                raise Problem("no_such_answer")
            return self._answers[number][1]

    def _forget(self) -> None:
        oldest = self._clock() - self._seconds
        while self._answers and (len(self._answers) > self._most or next(iter(self._answers.values()))[0] <= oldest):
            self._answers.popitem(last=False)
