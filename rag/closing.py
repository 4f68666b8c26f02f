"""Answers that end before anything is searched: help first, a refusal, a pointer, a question back."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import Corpus, Sentence
from rag.answer import Helpline, Outcome
from rag.helplines import facts_for, helplines_for
from rag.messages import say, suggestions
from rag.route import Route


@dataclass(frozen=True, slots=True)
class Closing:
    """What is said instead of an answer."""

    text: str
    helplines: tuple[Helpline, ...] = ()
    facts: tuple[Sentence, ...] = ()
    """Sentences of the corpus that name the service which fits."""
    follow_ups: tuple[str, ...] = ()


def close_with(route: Route, language: str, corpus: Corpus, *, jurisdiction: str | None) -> Closing:
    """Return how a question ends that `route` does not let go on; `jurisdiction` is the one chosen by the asker."""
    assert route.outcome is not None
    text = say(f"outcome.{route.outcome.value}", language)
    if route.outcome is Outcome.SIGNPOSTED:
        country = route.country or jurisdiction
        helplines = helplines_for(country, route.needs, corpus, language=language)
        return Closing(text, helplines, facts_for(route.needs, country, corpus, language=language))
    offered = () if route.outcome is Outcome.REFUSED else suggestions(language)
    return Closing(text, follow_ups=offered)
