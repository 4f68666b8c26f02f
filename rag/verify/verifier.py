"""Check a sentence against its evidence before anyone reads it: quoted, proved, likely, or not to be shown.

    Verifier.default().check("The fine is £18m.", ["The fine is 18 million pounds."])     supported, proved
    Verifier.default().check("The fine is £81m.", ["The fine is 18 million pounds."])     unsupported, contradicted

Rules come first and each says its reason. What copies the evidence is judged on what it changed; what says it in other
words gets the probability that it is carried, from features with fitted weights. docs/verification.md has all of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from corpus.split import split
from rag.answer import Label, Verdict
from rag.understand.words import fold, words
from rag.verify.compare import Comparison, compare
from rag.verify.faults import find_faults, is_blocking, is_near_copy
from rag.verify.features import features_of
from rag.verify.findings import Fault, Finding
from rag.verify.model import Support, shipped_support
from rag.verify.proof import prove
from rag.verify.reading import read_tokens
from rag.verify.tokens import Token

FEWEST_WORDS = 4
"""Fewer are a fragment and state nothing."""
QUOTED, PROVED = 1.0, 0.95
"""Scores of what stands in the evidence word for word, and of what follows from it by rule."""
MOST_LIKELY = 0.9
"""Without a proof nothing is surer than this."""
LIKELY = 0.5
"""Probability from which a claim in other words counts as supported."""
DOUBTFUL = 0.3
"""Below this it is not even uncertain."""
BLOCKED = 0.45
"""Most that a claim with a fault that bars it can score."""
HELD_BACK = 0.65
"""Most that a copy with a slight change can score: so many of them were right in the sets that it was fitted on."""
ON_THE_MATTER = 0.5
"""Share of the claim that the evidence has before it can contradict it; less is about something else."""
MOST_REASONS = 5
LONG = 160
"""Characters of evidence that may be more than one sentence."""
REMEMBERED = 2048


@dataclass(frozen=True, slots=True)
class Verifier:
    """Rules that a person can follow, then a model of a few weights; each verdict says which one spoke."""

    support: Support | None = field(default=None, kw_only=True)
    """Weights for claims in other words; none are those that come with Footnote, read when they are needed."""

    @classmethod
    def default(cls) -> Verifier:
        """Return the verifier that every answer goes through."""
        return cls()

    def check(self, claim: str, evidence: Sequence[str]) -> Verdict:
        """Return whether `evidence` (sentences or passages) carries `claim`, with reasons in words."""
        plain = _plain(claim)
        # The commonest case first: a sentence that is shown as it stands need not be read.
        if len(words(claim)) >= FEWEST_WORDS and any(plain == _plain(one) for one in evidence):
            return Verdict(Label.SUPPORTED, QUOTED, ("stands in the evidence word for word",), proved=True)
        said = read_tokens(claim)
        if not said:
            return Verdict(Label.UNSUPPORTED, 0.0, ("too short to state anything",))
        if not evidence:
            return Verdict(Label.UNSUPPORTED, 0.0, ("no evidence was given",))
        if len(said) < FEWEST_WORDS:
            return Verdict(Label.UNSUPPORTED, 0.0, ("too short to state anything",))
        sentences = tuple(chain.from_iterable(map(sentences_of, evidence)))
        if any(plain == _plain(one) for one in sentences):
            return Verdict(Label.SUPPORTED, QUOTED, ("stands in the evidence word for word",), proved=True)
        return self._compared(claim, said, sentences)

    def _compared(self, claim: str, said: Sequence[Token], sentences: Sequence[str]) -> Verdict:
        read = [read_tokens(sentence) for sentence in sentences]
        comparison = compare(said, read)
        faults = find_faults(claim, sentences, comparison)
        if not any(finding.fault is Fault.QUOTE for finding in faults):
            proof = prove(said, read)
            if proof:
                return Verdict(Label.SUPPORTED, PROVED, (proof.reason,), proved=True)
        likely = min(
            (self.support or shipped_support()).probability(features_of(said, read, comparison, faults)), MOST_LIKELY
        )
        return _judged(likely, comparison, faults)


def features_for(claim: str, evidence: Sequence[str]) -> tuple[float, ...]:
    """Return the features by which a claim that nothing proves is judged, in the order of `FEATURES`."""
    sentences = tuple(chain.from_iterable(map(sentences_of, evidence)))
    said, read = read_tokens(claim), [read_tokens(sentence) for sentence in sentences]
    comparison = compare(said, read)
    return features_of(said, read, comparison, find_faults(claim, sentences, comparison))


def _judged(likely: float, comparison: Comparison, faults: Sequence[Finding]) -> Verdict:
    """Return the verdict on a claim that nothing proves."""
    near_copy = is_near_copy(comparison)
    barring = [finding for finding in faults if is_blocking(finding, near_copy=near_copy)]
    contradicted = comparison.covered >= ON_THE_MATTER and any(finding.contradicts for finding in barring)
    if barring and all(finding.is_slight for finding in barring):
        return Verdict(Label.UNCERTAIN, round(min(likely, HELD_BACK), 3), _reasons(barring))
    if barring:
        score = min(likely, BLOCKED)
        label = Label.UNSUPPORTED if contradicted or score < DOUBTFUL else Label.UNCERTAIN
        return Verdict(label, round(score, 3), _reasons(barring), contradicted=contradicted)
    score = round(likely, 3)
    if likely >= LIKELY:
        return Verdict(Label.SUPPORTED, score, ("says in other words what the evidence says", *_reasons(faults)))
    label = Label.UNCERTAIN if likely >= DOUBTFUL else Label.UNSUPPORTED
    return Verdict(label, score, _reasons(faults) or ("the evidence has little of what it says",))


def _reasons(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(finding.reason for finding in findings[:MOST_REASONS])


@lru_cache(maxsize=REMEMBERED)
def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of a piece of evidence."""
    if len(text) < LONG and not re.search(r"[.!?…]\S*\s", text):
        return (text,)
    return tuple(text[start:end] for start, end in split(text)) or (text,)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", fold(text)).strip()
