"""How long people wait: until somebody says that the question was heard, and until the whole answer stands there."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from tests.ui.slack.fake import FakeSlack


class Waiting(NamedTuple):
    """Medians, in seconds."""

    questions: int
    status: float
    first_words: float
    complete: float

    def __str__(self) -> str:
        return (
            f"{self.questions} questions, one after the other: median {self.status:.2f} s to the status, "
            f"{self.first_words:.2f} s to the first words, {self.complete:.2f} s to the complete answer"
        )


def measure(slack: FakeSlack, channel: str, questions: Iterable[str]) -> Waiting:
    """Ask in a channel, one question after the other, and return how long that took."""
    status, first_words, complete = [], [], []
    for question in questions:
        asked = slack.mention(channel, "U1", question)
        answer = slack.answer_in(channel, asked.ts)
        shown = [
            call.at
            for call in slack.calls
            if call.method == "assistant.threads.setStatus" and call.given["thread_ts"] == asked.ts
        ]
        status.append(min(shown) - asked.sent_at)
        first_words.append(answer.at - asked.sent_at)
        complete.append(answer.whole_at - asked.sent_at)
    return Waiting(len(status), median(status), median(first_words), median(complete))
