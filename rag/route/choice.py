"""From chances and signs to one way: what it takes to turn a question away, and to send somebody to help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from rag.route.model import Way
from rag.route.patterns import patterns
from rag.route.plain import plain

IN_NEED = {"harm", "despair", "bullied", "past"}
"""Kinds of sign that somebody needs help."""
ABOUT_POLICY = {"rule", "figures", "definition", "study"}
ENOUGH_FOR_HELP = 0.3
"""A chance from which help lines are shown though another way is likelier: a help line too many harms nobody."""

DOUBTFUL = 0.7
"""A chance of anything else up to which words of despair decide."""

SHOWN_BY: Mapping[Way, Set[str]] = {
    Way.HARMFUL: {"evade", "obtain", "fabricate", "approach", "extort"},
    Way.TURNED: frozenset(),
    Way.OUT_OF_SCOPE: {"elsewhere", "near"},
}
"""Kinds of sign that speak for turning a question away; without any, its nearest examples must leave little doubt."""
SURE: Mapping[Way, float] = {Way.HARMFUL: 0.45, Way.TURNED: 0.55, Way.OUT_OF_SCOPE: 0.4}
SURE_IN_TALK = 0.97
"""The same after earlier turns: a follow-up names little, and leans on what was said before."""
STILL = 2
"""Earlier questions that tell whether the talk is about somebody in need."""


def choose(chances: Mapping[Way, float], signs: Set[str], *, has_history: bool) -> Way:
    """Return the way to go, given how likely each is and the kinds of sign found."""
    if _is_in_need(chances, signs):
        return Way.SIGNPOSTED
    left = dict(chances)
    while True:
        way = max(left, key=left.__getitem__)
        needed = SURE_IN_TALK if has_history else SURE.get(way, 0.0)
        if way not in SHOWN_BY or signs & SHOWN_BY[way] or left[way] >= needed * sum(left.values()):
            return way
        del left[way]  # what is left shares its chance


def _is_in_need(chances: Mapping[Way, float], signs: Set[str]) -> bool:
    if not signs & IN_NEED or not signs & {"person", "other"}:
        return False
    if chances[Way.SIGNPOSTED] >= ENOUGH_FOR_HELP:
        return True
    # Words of despair are not sent away as off topic: only a policy question or a wish to harm outweighs them.
    return "despair" in signs and max(chances[Way.GO_ON], chances[Way.HARMFUL]) < DOUBTFUL


def is_still_in_need(signs: Set[str], history: Sequence[tuple[str, str]]) -> bool:
    """Whether somebody told of their need a moment ago, and does not ask about policy now."""
    said = [text for role, text in history if role == "user"][-STILL:]
    return not signs & ABOUT_POLICY and any(_tells_of_need(text) for text in said)


def _tells_of_need(text: str) -> bool:
    kinds = {sign.kind for sign in patterns().signs_in(plain(text))}
    return "despair" in kinds or ({"harm", "person"} <= kinds and not kinds & ABOUT_POLICY)
