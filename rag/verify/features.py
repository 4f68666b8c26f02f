"""What a claim and its evidence share, as numbers that a person can check; all between 0 and 1, or small counts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from rapidfuzz.distance import LCSseq

from rag.understand.words import stem
from rag.verify.compare import Comparison
from rag.verify.findings import Fault, Finding
from rag.verify.lexicon import is_content, lexicon
from rag.verify.meaning import Vectors, meanings
from rag.verify.tokens import Kind, Token

Tokens = Sequence[Token]

MOST_COUNTED = 3
"""More of one kind of fault say no more."""
A_SYNONYM = 0.8
"""What another word for it counts beside the word itself."""

FEATURES: Mapping[str, str] = {
    "covered": "share of the claim's words that stand anywhere in the evidence, weighted by rarity",
    "covered_plainly": "the same, each word counting alike",
    "covered_by_one": "the same, in the best single sentence, weighted by rarity",
    "covered_loosely": "the same as the first, a word near in meaning counting in part",
    "least_covered": "how well the worst word of the claim is met",
    "pairs": "share of the claim's pairs of neighbouring words that are neighbours in the evidence",
    "triples": "the same for three in a row",
    "longest_run": "longest stretch of the claim that is copied, as a share of it",
    "in_order": "longest series of the claim's words that the best sentence has in the same order, as a share",
    "meaning": "likeness of the claim's mean word vector to that of the best sentence (cosine)",
    "numbers_missing": "share of the claim's numbers and dates that the evidence does not have",
    "numbers": "the claim has a number or a date",
    "names_missing": "share of the claim's names that the evidence does not have",
    "names": "the claim has a name",
    "new_words": "how many words of content are new, as the logarithm",
    "length": "words of the claim, as the logarithm",
    "evidence_length": "words of the evidence, as the logarithm",
    "copied": "share of the claim copied in runs of three words or more",
    **{f"fault_{fault.value}": f"faults of this kind: {fault.value}, as a count" for fault in Fault},
    "contradictions": "faults by which the evidence says something else, as a count",
}
"""Every feature in order, with what it says."""


def features_of(
    claim: Tokens, evidence: Sequence[Tokens], comparison: Comparison, findings: Sequence[Finding]
) -> tuple[float, ...]:
    """Return the features of a claim beside its evidence, in the order of `FEATURES`."""
    said = [token for token in claim if _tells(token)] or list(claim)
    if not said:
        return (0.0,) * len(FEATURES)
    stems = [stem(token.form) for token in said]
    rarities = np.array([_rarity(token) for token in said], dtype=np.float64)
    sentences = [frozenset(stem(token.form) for token in sentence) for sentence in evidence]
    everywhere = frozenset().union(*sentences)
    met = np.array([one in everywhere for one in stems], dtype=np.float64)
    by_one = [np.array([one in has for one in stems], dtype=np.float64) @ rarities for has in sentences]
    best = int(np.argmax(by_one)) if by_one else 0
    loosely = _loosely_met(said, met, evidence)
    total = float(rarities.sum()) or 1.0
    exact = [one for one in said if one.is_exact]
    names = [one for one in said if one.kind is Kind.NAME]
    all_stems = [stem(token.form) for token in claim]
    evidence_stems = [[stem(token.form) for token in sentence] for sentence in evidence]
    counts = dict.fromkeys(Fault, 0)
    for finding in findings:
        counts[finding.fault] += 1
    return (
        float(met @ rarities) / total,
        float(met.mean()),
        float(by_one[best]) / total if by_one else 0.0,
        float(loosely @ rarities) / total,
        float(loosely.min()),
        _runs_met(all_stems, evidence_stems, 2),
        _runs_met(all_stems, evidence_stems, 3),
        _longest_run(all_stems, evidence_stems) / max(len(all_stems), 1),
        _in_order(stems, evidence_stems[best]) / len(stems) if evidence_stems else 0.0,
        _likeness(said, evidence[best]) if evidence else 0.0,
        _missing([one.form in comparison.everywhere for one in exact]),
        float(bool(exact)),
        _missing([stem(one.form) in everywhere for one in names]),
        float(bool(names)),
        math.log1p(float(len(met) - met.sum())),
        math.log1p(len(claim)),
        math.log1p(sum(map(len, evidence))),
        comparison.copied,
        *(float(min(counts[fault], MOST_COUNTED)) for fault in Fault),
        float(min(sum(finding.contradicts for finding in findings), MOST_COUNTED)),
    )


def _tells(token: Token) -> bool:
    return token.kind is not Kind.WORD or is_content(token.form)


def _rarity(token: Token) -> float:
    return 1.0 if token.is_exact else meanings().rarity(token.form)


def _missing(met: Sequence[bool]) -> float:
    return 1 - sum(met) / len(met) if met else 0.0


def _loosely_met(said: Tokens, met: np.ndarray, evidence: Sequence[Tokens]) -> np.ndarray:
    """Return how well each word is met, a word near in meaning counting by its cosine; numbers and names are exact."""
    loosely = met.copy()
    open_ = [place for place, token in enumerate(said) if not met[place] and token.kind is Kind.WORD]
    words = list(dict.fromkeys(token.form for sentence in evidence for token in sentence if _tells(token)))
    if not open_ or not words:
        return loosely
    cosines = meanings().matrix([said[place].form for place in open_]) @ meanings().matrix(words).T
    for row, place in enumerate(open_):
        synonyms = lexicon().synonyms.get(said[place].form, frozenset())
        is_synonym = any(word in synonyms for word in words)
        loosely[place] = max(A_SYNONYM if is_synonym else 0.0, float(np.clip(cosines[row].max(), 0.0, 1.0)))
    return loosely


def _runs_met(stems: Sequence[str], evidence: Sequence[Sequence[str]], length: int) -> float:
    runs = [tuple(stems[start : start + length]) for start in range(len(stems) - length + 1)]
    has = {
        tuple(sentence[start : start + length]) for sentence in evidence for start in range(len(sentence) - length + 1)
    }
    return sum(run in has for run in runs) / len(runs) if runs else 0.0


def _longest_run(stems: Sequence[str], evidence: Sequence[Sequence[str]]) -> int:
    """Return the length of the longest stretch of `stems` that stands in one sentence."""
    longest = 0
    while longest < len(stems) and _runs_met(stems, evidence, longest + 1):
        longest += 1
    return longest


def _in_order(stems: Sequence[str], sentence: Sequence[str]) -> int:
    """Return the length of the longest series that both have in the same order."""
    return LCSseq.similarity(stems, sentence)


def _likeness(said: Tokens, sentence: Tokens) -> float:
    one, other = _mean(said), _mean([token for token in sentence if _tells(token)])
    norms = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / norms if norms else 0.0


def _mean(tokens: Tokens) -> Vectors:
    words = [token.form for token in tokens]
    weights = np.array([meanings().rarity(word) for word in words], dtype=np.float32)
    summed: Vectors = weights @ meanings().matrix(words) if words else np.zeros(1, dtype=np.float32)
    return summed
