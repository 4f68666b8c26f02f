"""Where a question goes before anything is searched: on, to people who help, back, or away.

    question ─> straighten ─> is it vague? ─> signs and nearest examples ─> weights ─> Route

    router = Router(embed, names=proper_names(corpus))
    router.route(understanding.of("someone says hell post my pics"))    # signposted, needs {"image", "sextortion"}

Signs are patterns and examples are questions, both data that a person can read and correct.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rag.answer import Outcome
from rag.conversation import place_spoken_of
from rag.route.choice import choose, is_still_in_need
from rag.route.examples import NEAREST, Kind, Near, Neighbours, examples
from rag.route.features import features_of
from rag.route.manipulation import straighten
from rag.route.model import Model, Way, shipped_model
from rag.route.names import names_in
from rag.route.patterns import Sign, patterns
from rag.route.plain import plain
from rag.route.vague import is_vague
from rag.route.vectors import Embed, Store, Vectors, vectors_of
from rag.understand import Question
from rag.understand.spelling import mend

OUTCOMES: Mapping[Way, Outcome | None] = {
    Way.GO_ON: None,
    Way.SIGNPOSTED: Outcome.SIGNPOSTED,
    Way.HARMFUL: Outcome.REFUSED,
    Way.TURNED: Outcome.REFUSED,
    Way.OUT_OF_SCOPE: Outcome.OUT_OF_SCOPE,
}
USUAL = 0.6
"""How near a policy question is to the nearest sentences of the shipped corpus: taken where there are none."""
KINDS: Mapping[Way, tuple[Kind, ...]] = {
    Way.GO_ON: (Kind.POLICY, Kind.VAGUE),
    Way.SIGNPOSTED: (Kind.CRISIS,),
    Way.HARMFUL: (Kind.HARMFUL,),
    Way.TURNED: (Kind.MANIPULATION,),
    Way.OUT_OF_SCOPE: (Kind.OFF_TOPIC, Kind.NEAR_SCOPE),
}


@dataclass(frozen=True, slots=True)
class Route:
    """Where a question goes, and why."""

    outcome: Outcome | None
    """None: go on and look for an answer."""
    text: str
    """The question to go on with: without what was meant to manipulate."""
    reasons: tuple[str, ...]
    """In words, for `--explain`."""
    country: str | None = None
    """Code of the jurisdiction that the question names, or the conversation before it, for the right help lines."""
    needs: frozenset[str] = frozenset()
    """What help is needed with: `image`, `grooming`, `sextortion`, `self_harm`, `abuse`, `bullying`."""


class Weighed(NamedTuple):
    """What speaks for one way or another."""

    signs: tuple[Sign, ...]
    row: NDArray[np.float64]
    """Features, in the order of `FEATURES`."""
    near: Mapping[Kind, Near]


class Router:
    """Routes questions; safe to share between threads.

    `names` are the proper names of the corpus and `sentences` the vectors of its sentences: what has one, or is near
    some, is hardly about something else. `store` keeps the vectors of the examples from one start to the next.
    """

    def __init__(
        self,
        embed: Embed,
        *,
        names: frozenset[str] = frozenset(),
        sentences: Vectors | None = None,
        store: Store | None = None,
        model: Model | None = None,
    ) -> None:
        self._embed = embed
        self._names = names
        self._sentences = sentences
        self._store = store
        self._given = model
        self._lock = Lock()

    def route(self, question: Question, history: Sequence[tuple[str, str]] = ()) -> Route:
        """Return where `question` goes, after the turns of `history`, oldest first."""
        straight = straighten(question.text)
        if not straight.text:
            outcome = Outcome.REFUSED if straight.reasons else Outcome.CLARIFY
            return Route(outcome, question.text, straight.reasons or ("nothing is asked",))
        # Vectors of the question as it came are remembered; only a straightened one needs new ones.
        is_changed = straight.text != question.text.strip()
        asked = replace(question, text=straight.text, searches=(straight.text,)) if is_changed else question
        found = self._judge(asked, history)
        return replace(found, text=straight.text, reasons=(*straight.reasons, *found.reasons))

    def weigh(self, question: Question, *, but: int = -1) -> Weighed:
        """Return what speaks for one way or another; `but` leaves out the example at that position."""
        signs = patterns().signs_in(plain(mend(question.text, dict(question.mended))))
        vectors = self._embed(question.searches)
        near = self.neighbours.nearest(vectors, but=but)
        is_named = bool(names_in(question.text, self._names))
        row = features_of(question, signs, near, is_named=is_named, like_corpus=self._like_corpus(vectors))
        return Weighed(signs, row, near)

    def warm(self) -> None:
        """Embed the examples, so that the first question does not wait for it."""
        _ = self.neighbours

    @property
    def neighbours(self) -> Neighbours:
        """The examples with their vectors, embedded at first use."""
        with self._lock:
            return self._neighbours

    @cached_property
    def _neighbours(self) -> Neighbours:
        texts = [example.text for example in examples()]
        return Neighbours(examples(), vectors_of(texts, self._embed, self._store))

    def _like_corpus(self, vectors: Vectors) -> float:
        if self._sentences is None or not len(self._sentences):
            return USUAL
        cosines = (self._sentences @ vectors.T).max(axis=1)
        return float(np.sort(cosines)[-NEAREST:].mean())

    def _judge(self, question: Question, history: Sequence[tuple[str, str]]) -> Route:
        weighed = self.weigh(question)
        kinds = {sign.kind for sign in weighed.signs}
        country, needs = country_of(question) or place_spoken_of(history), needs_of(weighed.signs)
        if is_still_in_need(kinds, history):
            told = ("the conversation is about somebody who needs help",)
            return Route(Outcome.SIGNPOSTED, question.text, told, country, needs)
        if is_vague(question):
            return _vague(question, history)
        chances = (self._given or shipped_model()).chances(weighed.row)
        way = choose(chances, kinds, has_history=bool(history))
        help_with = needs if way is Way.SIGNPOSTED else frozenset()
        return Route(OUTCOMES[way], question.text, _reasons(way, chances, weighed), country, help_with)


def country_of(question: Question) -> str | None:
    """Return the code of the jurisdiction that a question names first."""
    return next((mention.code for mention in question.mentions), None)


def needs_of(signs: Sequence[Sign]) -> frozenset[str]:
    """Return what the signs of a question call for."""
    return frozenset(need for sign in signs for need in sign.needs)


def _vague(question: Question, history: Sequence[tuple[str, str]]) -> Route:
    if history:
        return Route(None, question.text, ("names nothing itself: the conversation before does",))
    return Route(Outcome.CLARIFY, question.text, ("names no country, law, platform or topic",))


def _reasons(way: Way, chances: Mapping[Way, float], weighed: Weighed) -> tuple[str, ...]:
    ranked = sorted(chances, key=chances.__getitem__, reverse=True)[:2]
    likeliest = "likeliest: " + ", ".join(f"{one.value} {chances[one]:.2f}" for one in ranked)
    nearest = max((weighed.near[kind] for kind in KINDS[way]), key=lambda one: one.cosine)
    patterns_found = (f"pattern: {sign.name}" for sign in weighed.signs)
    return (
        likeliest,
        f"chosen: {way.value}",
        *patterns_found,
        f"nearest example: {nearest.example.text}, {nearest.cosine:.2f}",
    )
