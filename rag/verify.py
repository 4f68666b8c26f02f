"""Check a sentence against its evidence before anyone reads it: quote or compress, nothing else.

    Verifier.default().check("The limit is 16.", ["From 2027 the limit is 16."])      supported
    Verifier.default().check("The limit is 15.", ["From 2027 the limit is 16."])      unsupported: `15` is not there

A sentence passes when it stands in the evidence word for word, or when it is one evidence sentence made shorter: no new
word, the same order, and every negation, condition, hedge and number of what it keeps still there. Likeness of vectors
proves nothing here: a changed number or a dropped "not" leaves it as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer import Label, Verdict
from rag.understand.words import fold, words

MARKERS = frozenset(
    words(
        """not no never nor neither none without cannot can't won't don't doesn't didn't isn't aren't wasn't weren't
        hasn't haven't if unless except only until unlike apart may might could can should would must shall
        proposed planned draft provisional alleged reportedly least most up under over about nearly almost some
        all any every each before after or but although sin no nunca si salvo excepto solo podría debería puede
        debe propuesto previsto hasta menos más ni aunque"""
    )
)
"""Words that turn a statement when they go: none of them may be lost on the way from evidence to claim."""

FEWEST_WORDS = 4
"""Fewer are a fragment and state nothing."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """Rules that a person can follow; each verdict says which one spoke."""

    @classmethod
    def default(cls) -> Verifier:
        """Return the verifier that every answer goes through."""
        return cls()

    def check(self, claim: str, evidence: Sequence[str]) -> Verdict:
        """Return whether `evidence` carries `claim`, with reasons in words."""
        said = words(claim)
        if len(said) < FEWEST_WORDS:
            return Verdict(Label.UNSUPPORTED, 0.0, ("too short to state anything",))
        if not evidence:
            return Verdict(Label.UNSUPPORTED, 0.0, ("no evidence was given",))
        if any(_stands_in(claim, sentence) for sentence in evidence):
            return Verdict(Label.SUPPORTED, 1.0, ("stands in the evidence word for word",))
        return max((_compare(said, words(sentence)) for sentence in evidence), key=lambda verdict: verdict.score)


def _stands_in(claim: str, sentence: str) -> bool:
    return _plain(claim) == _plain(sentence)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", fold(text)).strip()


def _compare(said: Sequence[str], evidence: Sequence[str]) -> Verdict:
    """Judge `said` as a shortened form of one evidence sentence."""
    new = [word for word in dict.fromkeys(said) if word not in evidence]
    share = sum(word in evidence for word in said) / len(said)
    if new:
        return Verdict(Label.UNSUPPORTED, 0.5 * share, tuple(f"`{word}` is not in the evidence" for word in new[:5]))
    if not _in_order(said, evidence):
        return Verdict(Label.UNSUPPORTED, 0.4, ("the words stand in another order than in the evidence",))
    lost = [word for word in dict.fromkeys(evidence) if word in MARKERS and said.count(word) < evidence.count(word)]
    if lost:
        return Verdict(Label.UNCERTAIN, 0.5, tuple(f"`{word}` of the evidence is left out" for word in lost[:5]))
    return Verdict(Label.SUPPORTED, 0.9, ("shortens one sentence of the evidence and adds nothing",))


def _in_order(said: Sequence[str], evidence: Sequence[str]) -> bool:
    rest = iter(evidence)
    return all(word in rest for word in said)
