"""Word the text of an answer, as a person reads it: the claims with their marks, and what we say around them."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answer import Claim, CorpusStamp, Helpline, Section
from rag.cite import marked_text
from rag.closing import Closing
from rag.compose import Composition
from rag.messages import say

NEAREST = 3
"""Sentences shown, or else articles named, when nothing answers."""


def text_of(
    composition: Composition, sections: Sequence[Section], claims: Sequence[Claim], stamp: CorpusStamp, language: str
) -> str:
    """Return the text of an answer; without one it says what was searched, and what comes nearest."""
    if sections:
        return "\n".join(f"{one.heading}: {marked_text(claims[place] for place in one.claims)}" for one in sections)
    if composition.is_answer and claims:
        return marked_text(claims)
    silence = say("outcome.no_evidence", language, articles=stamp.articles, as_of=stamp.as_of)
    return f"{silence} {_nearest(composition, claims, language)}".rstrip()


def text_of_closing(closing: Closing, claims: Sequence[Claim], language: str) -> str:
    """Return the text of an answer that was not searched for: who to call, what we say, and what is sourced.

    The help lines stand in the text itself, so that nobody who shows no more than the text leaves them out.
    """
    lines = "\n".join(f"- {_line(helpline)}" for helpline in closing.helplines)
    who = f"{say('who_helps', language)}\n{lines}" if lines else ""
    return "\n\n".join(filter(None, (who, closing.text, marked_text(claims))))


def _line(helpline: Helpline) -> str:
    details = " · ".join(filter(None, (helpline.contact, helpline.hours)))
    return f"{helpline.name} ({helpline.country}): {details}"


def _nearest(composition: Composition, claims: Sequence[Claim], language: str) -> str:
    if claims:
        return f"{say('nearest_said', language)} {marked_text(claims)}"
    titles = list(dict.fromkeys(one.article.title for one in composition.judged))
    return say("nearest", language, titles="; ".join(titles[:NEAREST])) if titles else ""
