"""Find what speaks against a claim, each with its reason: rules that look at what differs from the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from rag.understand.places import Mention, gazetteer
from rag.understand.words import stem
from rag.verify.compare import Change, Comparison
from rag.verify.findings import Fault, Finding
from rag.verify.lexicon import against, is_content, lexicon
from rag.verify.proof import Gap
from rag.verify.reading import read_tokens
from rag.verify.tokens import Kind, Token

Tokens = Sequence[Token]

QUOTED = re.compile(r"[“\"«]([^“”\"«»]{2,400})[”\"»]")
FEWEST_QUOTED = 2
"""Words; a single word in quotation marks is a name for something."""
NEARLY_COPIED = 0.5
"""Share of the claim that is copied in runs; from here on, what was changed is what the claim is about."""
NEARLY_ALIGNED = 0.6
"""The same for the share that stands in the same order, which finds short copies."""
NEARLY_COVERED = 0.85
"""The same for the share that stands there in any order, articles aside."""
LONG_COPY = 7
"""Words in a row that are no longer a coincidence, whatever follows them."""
MOST_CHANGES = 3
"""More are no longer a copy with something changed, but other words for it."""
MOSTLY_COVERED = 0.6
REMEMBERED = 4096
LONG_ADDITION = 3
"""New words that are a statement of their own."""
LONGEST_CHANGE = 6
"""Words of evidence that a claim can have put one thing for."""


def find_faults(claim: str, evidence: Sequence[str], comparison: Comparison) -> tuple[Finding, ...]:
    """Return what speaks against `claim`, contradictions first."""
    found = [
        *_quantities(comparison),
        *_names(comparison),
        *_places(claim, evidence),
        *_turned(comparison),
        *_opposites(comparison),
        *_reworded(comparison),
        *_misplaced(comparison),
        *_stitched(comparison),
        *_quotes(claim, evidence),
        *_unfinished(claim, evidence),
    ]
    # Two rules may say the same; the graver of them counts.
    graver = sorted(found, key=lambda finding: (not finding.contradicts, finding.is_slight))
    return tuple({finding.reason: finding for finding in reversed(graver)}.values())[::-1]


def is_near_copy(comparison: Comparison) -> bool:
    """Tell whether so much is copied that each change counts."""
    if sum(bool(change.claim) for change in comparison.changes) > MOST_CHANGES:
        return comparison.covered >= NEARLY_COVERED
    return (
        comparison.copied >= NEARLY_COPIED
        or comparison.aligned >= NEARLY_ALIGNED
        or comparison.covered >= NEARLY_COVERED
        or comparison.longest_copy >= LONG_COPY
    )


def is_blocking(finding: Finding, *, near_copy: bool) -> bool:
    """Tell whether a claim with this fault cannot count as supported, whatever else speaks for it."""
    if near_copy or finding.fault in (Fault.NUMBER, Fault.PLACE, Fault.QUOTE):
        return True
    return finding.contradicts and finding.fault in (Fault.NEGATION, Fault.MODALITY, Fault.STATUS, Fault.QUANTITY)


def _quantities(comparison: Comparison) -> Iterator[Finding]:
    """Every number, amount and date must stand in the evidence with its unit; part of a date is enough."""
    has = list(_quantity_forms(comparison.beside))
    everywhere = comparison.everywhere
    for written, forms in _groups(comparison.claim):
        instead = _instead(written, comparison)
        if any(_is_part(forms, other) for other in has) or (len(forms) == 1 and forms[0] in everywhere):
            if not (instead and is_near_copy(comparison)):
                continue
        elif all(form in everywhere for form in forms) and not is_near_copy(comparison):
            continue
        if instead:
            yield Finding(Fault.NUMBER, f"the evidence says `{instead}`, the claim `{written}`", contradicts=True)
        else:
            yield Finding(Fault.NUMBER, f"`{written}` is not in the evidence")


def _groups(tokens: Tokens) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each number, amount or date as written, with its forms."""
    exact = (token for token in tokens if token.is_exact)
    for written, group in groupby(exact, key=lambda token: token.written):
        yield written, tuple(token.form for token in group)


def _quantity_forms(tokens: Tokens) -> Iterator[tuple[str, ...]]:
    for _, forms in _groups(tokens):
        yield forms


def _is_part(forms: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(other[start : start + len(forms)] == forms for start in range(len(other) - len(forms) + 1))


def _instead(written: str, comparison: Comparison) -> str:
    """Return the number that the evidence has where the claim has `written`."""
    for change in comparison.changes:
        mine = [token for token in change.claim if token.written == written]
        near = change.evidence[:LONGEST_CHANGE]
        if mine and (change.between_copies or is_near_copy(comparison)):
            theirs = [token for token in near if token.is_exact and token.kind is mine[0].kind]
            return theirs[0].written if theirs else ""
    return ""


def _names(comparison: Comparison) -> Iterator[Finding]:
    stems = {stem(form) for form in comparison.everywhere}
    for change in comparison.changes:
        new = [token for token in change.claim if token.kind is Kind.NAME and stem(token.form) not in stems]
        theirs = [
            token for token in change.evidence if token.kind is Kind.NAME and not _has(comparison.claim, token.form)
        ]
        for token in new:
            if theirs and change.between_copies and len(change.evidence) <= LONGEST_CHANGE:
                instead = " ".join(other.written for other in theirs)
                reason = f"the evidence says `{instead}`, the claim `{token.written}`"
                yield Finding(Fault.NAME, reason, contradicts=True)
            else:
                yield Finding(Fault.NAME, f"`{token.written}` is not in the evidence")


def _places(claim: str, evidence: Sequence[str]) -> Iterator[Finding]:
    """A country of the claim must be one that the evidence names, if that names any."""
    known = gazetteer()
    mine = {mention.code: mention for mention in _mentions(claim) if mention.by in ("name", "city")}
    if not mine:
        return
    theirs = {mention.code for sentence in evidence for mention in _mentions(sentence)}
    around = known.reach(theirs)
    for code, mention in mine.items():
        if theirs and code not in around and not theirs & known.members(code):
            names = ", ".join(sorted(known.name(other) for other in theirs))
            reason = f"the evidence is about {names}, the claim about {known.name(mention.code)}"
            yield Finding(Fault.PLACE, reason)


@lru_cache(maxsize=REMEMBERED)
def _mentions(text: str) -> tuple[Mention, ...]:
    return gazetteer().mentions(text)


def _turned(comparison: Comparison) -> Iterator[Finding]:
    """A word that turns a statement may neither come nor go nor be put for another."""
    for change in comparison.changes:
        if len(change.evidence) > LONGEST_CHANGE and not change.claim:
            continue
        for fault, is_kind in KINDS.items():
            mine = [token for token in change.claim if is_kind(token.form)]
            theirs = [token for token in change.evidence if is_kind(token.form)]
            yield from _exchanged(fault, mine, theirs, comparison, close=_is_close(change))


def _is_close(change: Change) -> bool:
    return change.between_copies and len(change.evidence) <= LONGEST_CHANGE and len(change.claim) <= LONGEST_CHANGE


def _exchanged(
    fault: Fault, mine: Sequence[Token], theirs: Sequence[Token], comparison: Comparison, *, close: bool
) -> Iterator[Finding]:
    said, instead = _written(mine), _written(theirs)
    if mine and theirs and _say_the_same(mine, theirs):
        return
    if mine and theirs and close:
        if {token.form for token in mine} != {token.form for token in theirs}:
            reason = f"the evidence says `{instead}`, the claim `{said}`"
            yield Finding(fault, reason, contradicts=fault in CONTRADICTING)
    elif mine and comparison.covered >= MOSTLY_COVERED:
        reason = f"the claim says `{said}`, the evidence does not"
        yield Finding(fault, reason, contradicts=close and fault is Fault.NEGATION)
    elif theirs and close and comparison.covered >= MOSTLY_COVERED:
        reason = f"`{instead}` of the evidence is left out"
        turned = fault is Fault.NEGATION and is_near_copy(comparison)
        yield Finding(fault, reason, contradicts=turned, is_slight=not turned)


def _say_the_same(mine: Sequence[Token], theirs: Sequence[Token]) -> bool:
    groups = {**lexicon().modals, **lexicon().amounts}
    return {groups.get(one.form, one.form) for one in mine} == {groups.get(one.form, one.form) for one in theirs}


KINDS: Mapping[Fault, Callable[[str], bool]] = {
    Fault.NEGATION: lambda form: form in lexicon().negations,
    Fault.MODALITY: lambda form: form in lexicon().modals,
    Fault.STATUS: lambda form: form in lexicon().plans,
    Fault.QUANTITY: lambda form: form in lexicon().quantities,
    Fault.CAUSE: lambda form: form in lexicon().causes,
    Fault.CONDITION: lambda form: (
        form in lexicon().conditions or form in lexicon().contrasts or form in lexicon().reports
    ),
}
CONTRADICTING = {Fault.NEGATION, Fault.MODALITY, Fault.STATUS, Fault.QUANTITY}


def _opposites(comparison: Comparison) -> Iterator[Finding]:
    """A new word of the claim may not be the opposite of a word that the evidence has and the claim has not."""
    new = [token for token in comparison.claim if token.form not in comparison.everywhere and not token.is_exact]
    said = {stem(token.form) for token in comparison.claim}
    others = {stem(token.form): token for token in comparison.beside}
    for token in new:
        opposed = [others[one] for one in against(token.form) if one in others and one not in said]
        if opposed:
            reason = f"the evidence says `{opposed[0].written}`, the claim `{token.written}`"
            yield Finding(Fault.OPPOSITE, reason, contradicts=True)


def _reworded(comparison: Comparison) -> Iterator[Finding]:
    """A word that the evidence has not is a change or an addition, unless it is another word for it."""
    stems = {stem(form) for form in comparison.everywhere}
    for change in comparison.changes:
        theirs = [token.form for token in change.evidence if is_content(token.form)]
        new = [token for token in change.claim if _is_new(token, stems)]
        unlike = [token for token in new if not _stands_for_any(token.form, theirs)]
        if not unlike:
            continue
        said = _written(unlike)
        if change.between_copies and 0 < len(theirs) <= LONGEST_CHANGE:
            reason = f"the evidence says `{_written(change.evidence)}`, the claim `{said}`"
            yield Finding(Fault.CHANGED, reason, is_slight=True)
        else:
            yield Finding(Fault.ADDED, f"`{said}` is not in the evidence", is_slight=len(unlike) < LONG_ADDITION)


def _is_new(token: Token, stems: Iterable[str]) -> bool:
    tells = is_content(token.form) or token.form in lexicon().light
    return token.kind is Kind.WORD and tells and stem(token.form) not in stems


def _stands_for_any(word: str, others: Iterable[str]) -> bool:
    return any(lexicon().may_stand_for(word, other) for other in others)


def _misplaced(comparison: Comparison) -> Iterator[Finding]:
    """In a copy, a word of the evidence at another place may be said of somebody else."""
    if not is_near_copy(comparison):
        return
    known = lexicon()
    for change in comparison.changes:
        here = {token.form for token in change.evidence}
        moved = [token for token in change.claim if token.form in comparison.everywhere and token.form not in here]
        moved = [one for one in moved if one.form in known.prepositions or is_content(one.form) or one.is_exact]
        if any(is_content(one.form) or one.is_exact for one in moved):
            yield Finding(Fault.ORDER, f"`{_written(moved)}` stands elsewhere in the evidence", is_slight=True)
        elif moved and change.evidence and change.between_copies:
            reason = f"the evidence says `{_written(change.evidence)}`, the claim `{_written(moved)}`"
            yield Finding(Fault.CHANGED, reason, is_slight=True)


def _stitched(comparison: Comparison) -> Iterator[Finding]:
    """In a copy, two sentences meet at the seam of two clauses only, and what is left out can go."""
    if not is_near_copy(comparison):
        return
    for change in comparison.changes:
        if not change.claim and change.evidence and not _can_go(change):
            yield Finding(Fault.CUT, f"`{_written(change.evidence)}` of the evidence is left out", is_slight=True)
    if comparison.leaps:
        yield Finding(Fault.CUT, "it runs parts of different sentences of the evidence together")


def _can_go(change: Change) -> bool:
    gap = Gap(change.evidence, change.following)
    if change.opens:
        return change.closes or gap.can_open()
    return gap.can_close() if change.closes else gap.can_stand_inside()


def _unfinished(claim: str, evidence: Sequence[str]) -> Iterator[Finding]:
    """A sentence does not end with an article, a preposition or an `and`, unless one of the evidence does."""
    said = read_tokens(claim)
    if said and said[-1].form in lexicon().unending and not any(_ends_with(said[-1], one) for one in evidence):
        yield Finding(Fault.CUT, f"it breaks off behind `{said[-1].written}`")


def _ends_with(token: Token, sentence: str) -> bool:
    tokens = read_tokens(sentence)
    return bool(tokens) and tokens[-1].form == token.form


def _quotes(claim: str, evidence: Sequence[str]) -> Iterator[Finding]:
    """What stands in quotation marks must stand so in one sentence of the evidence."""
    for quote in QUOTED.findall(claim):
        forms = [token.form for token in read_tokens(quote)]
        if len(forms) >= FEWEST_QUOTED and not any(_runs_in(forms, read_tokens(sentence)) for sentence in evidence):
            yield Finding(Fault.QUOTE, f"nobody says “{quote}” in these words")


def _runs_in(forms: Sequence[str], sentence: Tokens) -> bool:
    has = [token.form for token in sentence]
    return any(has[start : start + len(forms)] == forms for start in range(len(has) - len(forms) + 1))


def _has(tokens: Tokens, form: str) -> bool:
    return any(token.form == form for token in tokens)


def _written(tokens: Iterable[Token]) -> str:
    return " ".join(dict.fromkeys(token.written for token in tokens))
