"""Prove that a claim is its evidence made shorter, turned round or joined, and nothing else.

    The limit is 16.                            from  "The limit is 16, says the minister's letter of May."
    Fines reach £18m under the Act.             from  "Under the Act, fines reach 18 million pounds."
    Meta appealed and Ofcom opened an inquiry.  from  "Meta appealed." and "In May, Ofcom opened an inquiry."

No word may be new, and what is left out must be a part that can go without touching the rest: something between commas,
a date, the end of a list. A negation, a condition, a hedge or a bound never goes with it, a phrase moves only as a
whole and only within its own clause, and two sentences meet only at the seam of two clauses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rag.verify.compare import is_clause
from rag.verify.lexicon import lexicon
from rag.verify.tokens import Kind, Token

Tokens = Sequence[Token]

FEWEST_JOINED = 4
"""Tokens of a part that can be a clause of its own."""
LONGEST_MOVED = 14
"""Tokens of a phrase that is looked for elsewhere in its sentence."""
LONGEST_SUBJECT = 8
MOST_PARTS = 3


class Proof(NamedTuple):
    """How a claim follows from its evidence."""

    reason: str
    sentences: tuple[int, ...]
    """Which sentences of the evidence it follows from, from 0."""


def prove(claim: Tokens, evidence: Sequence[Tokens]) -> Proof | None:
    """Return how `claim` follows from `evidence`; None if it cannot be shown."""
    if not claim or claim[-1].form in lexicon().unending or not _holds_every_word(claim, evidence):
        return None
    for number, sentence in enumerate(evidence):
        if shortened(claim, sentence) is not None:
            return Proof("shortens one sentence of the evidence and adds nothing", (number,))
    for number, sentence in enumerate(evidence):
        if _moved(claim, sentence):
            return Proof("says one sentence of the evidence in another order and adds nothing", (number,))
    joined = _joined(claim, evidence, MOST_PARTS)
    return Proof("joins what the evidence says and adds nothing", joined) if joined else None


def shortened(claim: Tokens, sentence: Tokens) -> tuple[int, ...] | None:
    """Return where the words of `claim` stand in `sentence`, if all that is left out can go; else None."""
    wanted = [token.form for token in claim if token.form not in lexicon().free]
    kept = [place for place, token in enumerate(sentence) if token.form not in lexicon().free]
    forms = [sentence[place].form for place in kept]
    if not wanted or Counter(wanted) - Counter(forms):
        return None
    return _Alignment(wanted, forms, kept, sentence, {}).find(0, 0)


@dataclass(frozen=True, slots=True)
class _Alignment:
    """The search for the claim's words in a sentence, in order."""

    wanted: Sequence[str]
    forms: Sequence[str]
    kept: Sequence[int]
    sentence: Tokens
    known: dict[tuple[int, int], tuple[int, ...] | None]

    def find(self, word: int, place: int) -> tuple[int, ...] | None:
        """Return the places of the words from `word` on in the sentence from `place` on."""
        if (word, place) not in self.known:
            self.known[word, place] = self._find(word, place)
        return self.known[word, place]

    def _find(self, word: int, place: int) -> tuple[int, ...] | None:
        if word == len(self.wanted):
            return () if self._can_go(place, len(self.forms)) else None
        for there in range(place, len(self.forms) - (len(self.wanted) - word) + 1):
            if self.forms[there] == self.wanted[word] and self._can_go(place, there):
                rest = self.find(word + 1, there + 1)
                if rest is not None:
                    return (self.kept[there], *rest)
        return None

    def _can_go(self, start: int, end: int) -> bool:
        """Tell whether the words from `start` to `end` can be left out."""
        if start == end:
            return True
        before = self.kept[start - 1] + 1 if start else 0
        after = self.kept[end] if end < len(self.kept) else len(self.sentence)
        gap = Gap(self.sentence[before:after], self.sentence[after] if after < len(self.sentence) else None)
        if start == 0:
            return gap.can_open()
        return gap.can_close() if end == len(self.forms) else gap.can_stand_inside()


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of evidence that a claim leaves out."""

    tokens: Tokens
    following: Token | None
    """What the claim goes on with."""

    @property
    def words(self) -> list[str]:
        """Return the words that say something, folded."""
        return [token.form for token in self.tokens if token.form not in lexicon().free]

    def can_open(self) -> bool:
        """Tell whether it can go from the beginning: up to a comma, saying nothing about what follows."""
        known = lexicon()
        ends_at_break = self._ends_at_break
        words = self.words
        if self._is_date or self._is_statement:
            return True
        if not ends_at_break or self._tells_when_it_starts or any(map(known.is_marker, words)):
            return False
        return words[-1] not in known.prepositions and words[-1] not in known.auxiliaries

    def can_close(self) -> bool:
        """Tell whether it can go from the end: behind a comma, or the rest of a list, or a date."""
        known = lexicon()
        words = self.words
        if self._is_date or self._is_light:
            return True
        later = next((place for place, token in enumerate(self.tokens) if place and token.after_break), 0)
        if later and not self.tokens[0].after_break and Gap(self.tokens[:later], self.tokens[later])._is_date:
            return Gap(self.tokens[later:], self.following).can_close()
        first = self.tokens[0].form
        if self.tokens[0].after_stop and words[0] not in known.contrasts:
            return True
        if self.tokens[0].after_break and first in known.joiners:
            words = words[1:]
        if any(word in known.conditions or word in known.contrasts for word in words):
            return False
        if first in known.joiners:
            own_clause = self.tokens[0].after_break
            return own_clause or not any(map(known.is_marker, words))
        if not self.tokens[0].after_break:
            return False
        return not any(word in known.negations or word in known.plans or word in known.reports for word in words)

    def can_stand_inside(self) -> bool:
        """Tell whether it can go from the middle: between commas or brackets, or a date, or a word that adds little."""
        known = lexicon()
        if self._is_light or self._is_date or self._is_smaller_part:
            return True
        if not self.tokens[0].after_break or not self._ends_at_break:
            return False
        words = self.words
        if words[0] in known.coordinators:
            return False
        return not any(known.is_marker(word) and word not in known.quantities for word in words)

    @property
    def is_telling(self) -> bool:
        """Tell whether it has a name, a number, a second clause or a word that limits, so that its loss may matter."""
        known = lexicon()
        return (
            self.tokens[0].form in known.relatives
            or any(token.kind is not Kind.WORD for token in self.tokens)
            or any(word in known.coordinators or known.is_marker(word) for word in self.words)
        )

    @property
    def _ends_at_break(self) -> bool:
        """Tell whether a comma stands behind it; an article in front of the next word belongs to that word."""
        if self.following is None or self.following.after_break:
            return True
        for token in reversed(self.tokens):
            if token.form not in lexicon().free:
                return False
            if token.after_break:
                return True
        return False

    @property
    def _is_statement(self) -> bool:
        """Tell whether it is a statement of its own before a semicolon or an `and`, that says nothing of the next."""
        known = lexicon()
        last = self.tokens[-1]
        coordinated = last.form in known.joiners and last.after_break
        if not (coordinated or (self.following is not None and self.following.after_stop)):
            return False
        words = self.words
        limits = (word in known.conditions or word in known.contrasts or word in known.reports for word in words)
        return len(words) >= FEWEST_JOINED - 1 and not any(limits) and is_clause(self.tokens)

    @property
    def _is_light(self) -> bool:
        known = lexicon()
        return all(word in known.light or _is_plain_adverb(word) for word in self.words)

    @property
    def _is_date(self) -> bool:
        """Tell whether it only says on which day something was."""
        known = lexicon()
        words = [token for token in self.tokens if token.form not in known.free]
        return (
            bool(words)
            and words[0].form in known.dates
            and all(
                token.kind is Kind.DATE or token.form in known.dates or token.form in ("of", "de") for token in words
            )
            and any(token.kind is Kind.DATE for token in words)
        )

    @property
    def _is_smaller_part(self) -> bool:
        """Tell whether it is the day or month of a date whose larger part stays."""
        stays = self.following is not None and self.following.kind is Kind.DATE
        return stays and all(token.kind is Kind.DATE for token in self.tokens)

    @property
    def _tells_when_it_starts(self) -> bool:
        return self.words[0] in lexicon().starts and any(token.kind in (Kind.DATE, Kind.UNIT) for token in self.tokens)


def _is_plain_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 5 and not lexicon().is_marker(word)


def _holds_every_word(claim: Tokens, evidence: Sequence[Tokens]) -> bool:
    has = {token.form for sentence in evidence for token in sentence} | lexicon().free | lexicon().joiners
    return all(token.form in has for token in claim)


def _moved(claim: Tokens, sentence: Tokens) -> bool:
    """Tell whether `claim` is `sentence` with one phrase at another place of its clause."""
    return any(_is_moved(core, phrase, sentence) for core, phrase in _phrases(claim))


def _phrases(claim: Tokens) -> Iterator[tuple[Tokens, Tokens]]:
    """Yield each phrase at either end of a claim that can stand elsewhere, with the rest of the claim."""
    known = lexicon()
    openers = known.prepositions | known.subordinators
    if claim[0].form in openers:
        end = next((place for place in range(1, len(claim) - 2) if claim[place].after_break), 0)
        if 2 <= end <= LONGEST_MOVED:
            yield claim[end:], claim[:end]
    for start in range(len(claim) - 2, max(2, len(claim) - LONGEST_MOVED) - 1, -1):
        if claim[start].form in openers:
            yield claim[:start], claim[start:]
        if claim[start].after_break:
            return


def _is_moved(core: Tokens, phrase: Tokens, sentence: Tokens) -> bool:
    forms = [token.form for token in phrase]
    for start in range(len(sentence) - len(forms) + 1):
        end = start + len(forms)
        if [token.form for token in sentence[start:end]] == forms and _is_whole(sentence, start, end):
            places = shortened(core, _without(sentence, start, end))
            if places is not None and _touches(places, sentence, start, end):
                return True
    return False


def _is_whole(sentence: Tokens, start: int, end: int) -> bool:
    """Tell whether nothing of a phrase is left behind: a comma or the end follows it, or it is no more than a date."""
    if end == len(sentence) or sentence[end].after_break:
        return True
    is_date = all(token.kind is Kind.DATE for token in sentence[start + 1 : end])
    return is_date and (start == 0 or sentence[end].form in lexicon().prepositions)


def _without(sentence: Tokens, start: int, end: int) -> Tokens:
    rest = list(sentence[end:])
    if rest and sentence[start].after_break and start > 0:
        rest[0] = replace(rest[0], after_break=True)
    return [*sentence[:start], *rest]


def _touches(places: tuple[int, ...], sentence: Tokens, start: int, end: int) -> bool:
    """Tell whether the claim keeps the word beside which the phrase stood, so that it is still said of that."""
    free = lexicon().free
    before = [place for place in range(start) if sentence[place].form not in free]
    if before:
        return before[-1] in places
    rest = [place for place in range(len(sentence) - end) if sentence[end + place].form not in free]
    return bool(rest) and start + rest[0] in places


def _joined(claim: Tokens, evidence: Sequence[Tokens], parts: int) -> tuple[int, ...]:
    """Return the sentences that the parts of `claim` come from; nothing unless each part is proved by itself."""
    if parts < 2:
        return ()
    for seam, start in _seams(claim):
        first, second = claim[:seam], claim[start:]
        if not (is_clause(first) and is_clause(second)):
            continue
        for number, sentence in enumerate(evidence):
            if shortened(first, sentence) is None and not _moved(first, sentence):
                continue
            rest = _continued(first, second, evidence, number, parts)
            if rest:
                return (number, *rest)
    return ()


def _seams(claim: Tokens) -> Iterator[tuple[int, int]]:
    """Yield where a first clause can end and a second begin."""
    joiners = lexicon().joiners
    for place in range(FEWEST_JOINED - 1, len(claim) - FEWEST_JOINED + 2):
        if claim[place].form in joiners:
            yield place, place + 1
        elif claim[place].after_stop:
            yield place, place


def _continued(first: Tokens, second: Tokens, evidence: Sequence[Tokens], number: int, parts: int) -> tuple[int, ...]:
    if len(second) < FEWEST_JOINED - 1:
        return ()
    for other, sentence in enumerate(evidence):
        if second[0].form in lexicon().pronouns and other != number + 1:
            continue  # "it" would be somebody else
        if any(
            shortened(clause, sentence) is not None or _moved(clause, sentence)
            for clause in _with_subject(first, second, sentence)
        ):
            return (other,)
    if second[0].form in lexicon().pronouns:
        return ()
    return _joined(second, evidence, parts - 1)


def _with_subject(first: Tokens, second: Tokens, sentence: Tokens) -> Iterator[Tokens]:
    """Yield the second clause, and again with the subject that both clauses share put before it."""
    yield second
    for length in range(1, min(LONGEST_SUBJECT, len(first), len(sentence)) + 1):
        if first[length - 1].form != sentence[length - 1].form:
            return
        yield [*first[:length], *second]
