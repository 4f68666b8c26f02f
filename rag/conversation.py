"""Understand a follow-up from the conversation before it, which is handed in and never kept.

    joined("And Louisiana?", (("user", "When do the app store duties start in Utah?"), ("assistant", "…"))).text
    # "When do the app store duties start in And Louisiana?": what was asked before, about the new place

The wording decides where it can. Where it cannot, the pipeline looks for evidence both ways and takes the clearer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.messages import is_refusal
from rag.understand.places import gazetteer
from rag.understand.question import language_of
from rag.understand.subjects import subjects_in, wordings_of
from rag.understand.terms import translate
from rag.understand.words import STOP, fold, words

History = Sequence[tuple[str, str]]
"""Turns of a conversation, oldest first: ("user" or "assistant", text)."""

REMEMBERED = 3
"""Earlier questions that may still count; further back the talk was of something else."""

OPENS_A_FOLLOW_UP = re.compile(
    r"\s*[¿¡]?(?:and|so|but|or|also|then|ok(?:ay)?|what about|how about|what of|y|pero|entonces|o sea|vale|también)\b",
    re.I,
)
POINTS_BACK = re.compile(
    r"\b(?:to|of|for|about|with|on|by) (?:it|that|this|them|those|these)\b|\b(?:it|they|them|he|she|instead|there)\b"
    r"|\b(?:eso|ese|esa|esto|ellos|ellas|allí)\b",
    re.I,
)
FEW_WORDS = 5
"""Content words; a shorter question that points back leans on what was said before, whatever it names."""
CLEARER = 3.0
"""By how much the best sentence must be likelier for the joined question when nothing in the wording decides."""


class Leaning(StrEnum):
    """How a question stands to the conversation before it."""

    ALONE = "alone"
    """There is none, or none that was answered."""
    LEANS = "leans"
    """Its wording needs what was asked before."""
    UNCLEAR = "unclear"
    """It could be either: whichever finds the clearer evidence."""


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that needs no conversation any more."""

    text: str
    leans_on: str
    """The earlier question that it was joined to; empty when it stood alone already."""
    said: str
    """What was answered before, so that it need not be said again."""


def joined(question: str, history: History) -> Standalone:
    """Return `question` with the questions before it in front, less what it replaces."""
    asked = [text for role, text in _kept(history) if role == "user"]
    said = " ".join(text for role, text in history if role == "assistant")
    earlier = [_without_replaced(text, question) for text in _of_this_topic(asked)]
    return Standalone(_in_one_language([*earlier, question]), asked[-1] if asked else "", said)


def _of_this_topic(asked: Sequence[str]) -> list[str]:
    """Return the last question, and those before it for as long as each leans on the one before."""
    kept: list[str] = []
    for text in reversed(asked[-REMEMBERED:]):
        kept.insert(0, text)
        if not _leans(text) and _names_something(text):
            break
    return kept


def _names_something(text: str) -> bool:
    return bool(gazetteer().mentions(text) or subjects_in(text))


def _in_one_language(turns: Sequence[str]) -> str:
    """Return `turns` as one text; in English where their languages differ, since most of the corpus is."""
    if len({language_of(text) for text in turns}) < 2:
        return " ".join(turns).strip()
    return " ".join(text if language_of(text) == "en" else _in_english(text) for text in turns).strip()


def _in_english(text: str) -> str:
    """Return what the term list knows of a Spanish text, with the places that it names."""
    names = dict.fromkeys(gazetteer().name(mention.code) for mention in gazetteer().mentions(text))
    return " ".join(filter(None, (translate(text), *names, *subjects_in(text))))


def leaning(question: str, history: History) -> Leaning:
    """Tell how far the wording of `question` says whether it continues the conversation."""
    if not any(role == "user" for role, _ in _kept(history)):
        return Leaning.ALONE
    return Leaning.LEANS if _leans(question) else Leaning.UNCLEAR


def place_spoken_of(history: History) -> str | None:
    """Return the code of the jurisdiction that the asker named last; None where none was named."""
    said = [text for role, text in history if role == "user"]
    return next((mention.code for text in reversed(said) for mention in gazetteer().mentions(text)), None)


def _leans(question: str) -> bool:
    if OPENS_A_FOLLOW_UP.match(question):
        return True
    content = [word for word in words(question) if word not in STOP["en"] and word not in STOP["es"]]
    return bool(POINTS_BACK.search(question)) and len(content) < FEW_WORDS


def _kept(history: History) -> list[tuple[str, str]]:
    """Return the turns without those that ended in a refusal: what was not answered must not steer what is."""
    kept: list[tuple[str, str]] = []
    for role, text in history:
        if role != "assistant" or not is_refusal(text):
            kept.append((role, text))
        elif kept and kept[-1][0] == "user":
            kept.pop()
    return kept


def _without_replaced(earlier: str, question: str) -> str:
    """Return `earlier` without the places or subjects that `question` puts others in the place of.

    "The Senate" puts none: it is that of the country spoken of.
    """
    gone: set[str] = set()
    if any(mention.by != "weak" for mention in gazetteer().mentions(question)):
        gone |= {word for mention in gazetteer().mentions(earlier) for word in mention.words.split()}
    if subjects_in(question):
        gone |= {word for subject in subjects_in(earlier) for form in wordings_of(subject) for word in words(form)}
    if not gone:
        return earlier
    return " ".join(word for word in earlier.split() if gone.isdisjoint(words(fold(word))))
