"""Lay a claim beside the evidence it is nearest to, and see what was copied, changed, added, left out and moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from rag.verify.lexicon import is_content, lexicon
from rag.verify.tokens import Kind, Token

Tokens = Sequence[Token]

MOST_SENTENCES = 3
"""A claim that needs more sentences than that is no copy of any."""
SHORTEST_CLAUSE = 3
"""Words that tell something, in the shortest statement: who does what."""
SHORTEST_COPY = 3
"""Words in a row; fewer agree by chance."""
WEIGHTS = {Kind.WORD: 1.0, Kind.NAME: 2.0, Kind.NUMBER: 2.0, Kind.UNIT: 1.0, Kind.DATE: 1.5}


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the claim and what the evidence has in its place; one of them may be empty."""

    claim: tuple[Token, ...]
    evidence: tuple[Token, ...]
    between_copies: bool
    """What stands before and behind it was copied."""
    opens: bool
    """Its evidence begins a sentence."""
    closes: bool
    """Its evidence ends a sentence."""
    following: Token | None
    """What the evidence goes on with."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim beside its nearest evidence."""

    claim: tuple[Token, ...]
    """Without the words that say nothing."""
    beside: tuple[Token, ...]
    """The evidence it was laid beside."""
    everywhere: frozenset[str]
    """Every form in all of the evidence."""
    changes: tuple[Change, ...]
    aligned: float
    """Share of the claim that stands in the nearest evidence in the same order."""
    copied: float
    """Share of the claim that stands in the evidence in runs of at least three words."""
    longest_copy: int
    """Words in the longest run."""
    covered: float
    """Share of the claim's words that the nearest evidence has."""
    leaps: int
    """How often the claim runs on from the middle of one sentence into the middle of another."""


def compare(claim: Tokens, evidence: Sequence[Tokens]) -> Comparison:
    """Return `claim` beside the sentences of `evidence` that have most of it."""
    said = tuple(telling(claim, joined=True))
    nearest = nearest_sentences(said, evidence)
    owner: list[int] = []
    beside: list[Token] = []
    for number in nearest:
        kept = telling(evidence[number])
        beside += kept
        owner += [number] * len(kept)
    matcher = SequenceMatcher(None, [t.form for t in said], [t.form for t in beside], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    forms = {token.form for token in beside}
    return Comparison(
        claim=said,
        beside=tuple(beside),
        everywhere=frozenset(token.form for sentence in evidence for token in sentence),
        changes=_changes(matcher, said, beside, owner),
        aligned=sum(block.size for block in blocks) / max(len(said), 1),
        copied=sum(block.size for block in blocks if block.size >= SHORTEST_COPY) / max(len(said), 1),
        longest_copy=max((block.size for block in blocks), default=0),
        covered=sum(token.form in forms for token in said) / max(len(said), 1),
        leaps=_leaps([(block.a, block.b, block.size) for block in blocks], said, beside, owner),
    )


def nearest_sentences(said: Tokens, evidence: Sequence[Tokens]) -> list[int]:
    """Return the sentences that between them have most of the claim, in the order of the evidence."""
    wanted = Counter(token.form for token in said)
    weight = {token.form: WEIGHTS[token.kind] if is_content(token.form) else 0.3 for token in said}
    forms = [{token.form for token in sentence} for sentence in evidence]
    chosen: list[int] = []
    while len(chosen) < min(MOST_SENTENCES, len(evidence)):
        gains = [sum(weight[form] for form in wanted if form in has) for has in forms]
        best = max(range(len(forms)), key=gains.__getitem__)
        if best in chosen or (chosen and gains[best] < 2.0):
            break
        chosen.append(best)
        wanted = Counter({form: times for form, times in wanted.items() if form not in forms[best]})
    return sorted(chosen)


def telling(tokens: Tokens, *, joined: bool = False) -> list[Token]:
    """Return the tokens without articles and the like; the comma before one of them goes to the word behind it.

    `joined` takes the `and` that goes with them for the beginning of a statement.
    """
    free, joiners = lexicon().free, lexicon().joiners
    kept: list[Token] = []
    after_break = after_stop = False
    for token in tokens:
        after_break, after_stop = after_break or token.after_break, after_stop or token.after_stop
        if token.form not in free:
            marked = after_break or after_stop
            kept.append(replace(token, after_break=after_break, after_stop=after_stop) if marked else token)
            after_break = after_stop = False
        elif joined and token.form in joiners:
            after_stop = True
    return kept


def _changes(matcher: SequenceMatcher[str], said: Tokens, beside: Tokens, owner: Sequence[int]) -> tuple[Change, ...]:
    operations = matcher.get_opcodes()
    changes = []
    for number, (kind, start, end, from_, to) in enumerate(operations):
        if kind == "equal":
            continue
        before = number == 0 or operations[number - 1][0] == "equal"
        behind = number + 1 == len(operations) or operations[number + 1][0] == "equal"
        changes.append(
            Change(
                claim=tuple(said[start:end]),
                evidence=tuple(beside[from_:to]),
                between_copies=before and behind and 0 < start + end < 2 * len(said),
                opens=from_ == 0 or (from_ < len(beside) and owner[from_] != owner[from_ - 1]),
                closes=to == len(beside) or owner[to] != owner[to - 1],
                following=beside[to] if to < len(beside) else None,
            )
        )
    return tuple(changes)


def _leaps(blocks: Sequence[tuple[int, int, int]], said: Tokens, beside: Tokens, owner: Sequence[int]) -> int:
    """Count where two copied stretches of different sentences meet without a seam."""
    joiners = lexicon().coordinators
    leaps = clause = 0
    for (start, there, size), (then, other, _) in pairwise(blocks):
        if owner[there + size - 1] == owner[other]:
            continue
        seam = said[then].after_stop or said[then].form in joiners or said[start + size].form in joiners
        opens = beside[other].after_break or other == 0 or owner[other - 1] != owner[other]
        leaps += not (seam and opens and is_clause(said[clause:then]))
        clause = then
    return leaps


def is_clause(tokens: Tokens) -> bool:
    """Tell whether a stretch that begins a sentence can be a statement: more than the phrase that opens one."""
    known = lexicon()
    if not tokens or tokens[0].form not in known.prepositions | known.subordinators:
        return len(tokens) >= SHORTEST_CLAUSE
    dated = next((place for place, token in enumerate(tokens) if place and token.kind is not Kind.DATE), len(tokens))
    breaks = [place for place, token in enumerate(tokens) if token.after_break and place]
    opening = dated if dated > 1 else breaks[0] if breaks else len(tokens)
    return len(tokens) - opening >= SHORTEST_CLAUSE
