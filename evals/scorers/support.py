"""Whether every sentence of the text, as a person reads it, has its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from evals.scorers.citations import is_entailed
from evals.scorers.score import Score, Trial, share
from rag.answer import Answer
from rag.messages import messages

MARKED = re.compile(r"(.*?)((?:\[\d+\])+|\Z)", re.S)


def sentence_support(trial: Trial) -> Score:
    """Return the share of the text's sentences that are a claim its source carries, under that claim's own marks.

    What Footnote says in its own voice (headings, help lines, the messages of `rag/messages.toml`) is no statement and
    needs no source. Anything else without a mark is a sentence without support.
    """
    sentences = list(shown(trial.answer))
    lost = [text for text, marks in sentences if not _is_carried(text, marks, trial)]
    unsaid = [claim.text for claim in trial.answer.claims if claim.text not in trial.answer.text]
    count = len(sentences) + len(unsaid)
    reason = f"without support: {(lost + unsaid)[0]}" if lost or unsaid else "every sentence has its source"
    return share(count - len(lost) - len(unsaid), count, reason)


def shown(answer: Answer) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the sentences of the text with their marks, less what Footnote says in its own voice."""
    for text, marks in MARKED.findall(answer.text):
        said = _less_own_words(text, answer)
        if said:
            yield said, tuple(int(number) for number in re.findall(r"\d+", marks))


def _is_carried(text: str, marks: tuple[int, ...], trial: Trial) -> bool:
    claims = (claim for claim in trial.answer.claims if (claim.text, claim.citations) == (text, marks))
    return any(is_entailed(claim, trial) for claim in claims)


def _less_own_words(text: str, answer: Answer) -> str:
    rest = text.strip()
    for own in _own_words(answer):
        rest = own.sub("", rest, count=1).strip()
    return rest


def _own_words(answer: Answer) -> Iterator[re.Pattern[str]]:
    for helpline in answer.helplines:
        yield re.compile(rf"^- {re.escape(helpline.name)} \({helpline.country}\):.*$", re.M)
    for section in answer.sections:
        yield re.compile(rf"^{re.escape(section.heading)}:")
    yield from _said(answer.language)


@cache
def _said(language: str) -> tuple[re.Pattern[str], ...]:
    """Return each of our own messages, longest first, with anything where values are filled in."""
    texts = sorted((said[language] for said in messages().values() if said[language]), key=len, reverse=True)
    return tuple(re.compile(_pattern(text), re.S) for text in texts)


def _pattern(text: str) -> str:
    return ".*?".join(re.escape(part) for part in re.split(r"\{\w+\}", text))
