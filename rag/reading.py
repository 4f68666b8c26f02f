"""Settle what is asked: alone, or together with what was asked before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from rag.compose import Composer
from rag.conversation import CLEARER, History, Leaning, Standalone, joined, leaning
from rag.understand import Question, Understanding, language_of


@dataclass(frozen=True, slots=True)
class Help:
    """What somebody who understands the conversation makes of a question."""

    standalone: str = ""
    """The question without its conversation; empty where nobody can tell."""
    parts: tuple[str, ...] = ()
    """The several things that it asks, each as a question of its own; empty for one thing."""


Helps = Callable[[str, History], Help]
NO_HELP = Help()


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it is to be answered."""

    question: Question
    leans_on: str = ""
    """The earlier question that it continues; empty for one that stands alone."""
    said: str = ""
    """What earlier answers said."""
    parts: tuple[Question, ...] = ()
    """The several things that it asks; empty for one."""


def read(
    text: str,
    history: History,
    understanding: Understanding,
    composer: Composer,
    *,
    jurisdiction: str | None = None,
    helps: Helps | None = None,
) -> Reading:
    """Return how `text` is to be read; where its wording leaves that open, the clearer evidence decides."""
    helped = helps(text, history) if helps else NO_HELP
    parts = tuple(understanding.of(part, jurisdiction=jurisdiction) for part in helped.parts)
    whole = _whole(text, history, understanding, composer, jurisdiction, helped.standalone)
    return replace(whole, parts=parts)


def _whole(
    text: str,
    history: History,
    understanding: Understanding,
    composer: Composer,
    jurisdiction: str | None,
    rewritten: str,
) -> Reading:
    alone = Reading(understanding.of(text, jurisdiction=jurisdiction))
    found = leaning(text, history)
    if found is Leaning.ALONE:
        return alone
    standalone = joined(text, history)
    if rewritten:
        standalone = replace(standalone, text=rewritten)
    together = _together(standalone, language_of(text), understanding, jurisdiction)
    if found is Leaning.LEANS:
        return together
    gain = composer.strength(together.question, jurisdiction) - composer.strength(alone.question, jurisdiction)
    return together if gain > CLEARER else alone


def _together(standalone: Standalone, language: str, understanding: Understanding, jurisdiction: str | None) -> Reading:
    """Return the joined question, to be answered in the language of its last turn, whatever the first was asked in."""
    question = understanding.of(standalone.text, jurisdiction=jurisdiction)
    return Reading(replace(question, language=language), standalone.leans_on, standalone.said)
