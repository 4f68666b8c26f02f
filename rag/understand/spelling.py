"""Mend slips of the keyboard in a question, and nothing else.

A word is only touched when neither the corpus, nor our lists, nor the vocabulary of the embedding model knows it, and
only towards a word that the corpus or the lists do know. General spelling libraries "correct" CSAM to scam and Ofcom to
from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rag.understand.places import gazetteer
from rag.understand.subjects import subject_words
from rag.understand.terms import spanish_only
from rag.understand.words import ENGLISH_STOP, fold, is_shouted, stem

SHORTEST = 4
"""Shorter words have too many neighbours to guess by."""
SHORT, LONG = 5, 8
"""From here on, letters that sound alike may be changed (`tictok`); and two slips of any kind are believed."""
SOUND_ALIKE = frozenset(map(frozenset, ("ck", "cs", "sz", "iy", "ei", "ea")))

WRITTEN = re.compile(r"(?<![\w'’])[A-Za-z]+(?:['’][sS])?(?![\w'’])")
"""Plain words and their possessives. Accents are no slip of an English keyboard, and contractions are not mended."""
ENDING = re.compile(r"(?:nt|re|ve|ll|d|m)$")
"""What a contraction adds: people leave its apostrophe out."""


@dataclass(frozen=True)
class Speller:
    """Known words, and the nearest one to an unknown."""

    targets: frozenset[str]
    """Folded words of the corpus and of our lists: what a slip may be mended to."""
    common: Collection[str]
    """Folded words that are right although the corpus does not use them."""
    _choices: tuple[str, ...] = field(init=False, repr=False)
    _stems: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        letters = [word for word in self.targets if word.isalpha() and len(word) >= SHORTEST]
        object.__setattr__(self, "_choices", tuple(sorted(letters)))
        object.__setattr__(self, "_stems", frozenset(stem(word) for word in self.targets))

    def slips(self, question: str) -> dict[str, str]:
        """Return the words of `question` that are slips, each with what was meant."""
        nearest = {word: self._nearest(word, names) for word, names in _readable(question) if not self._is_known(word)}
        return {word: meant for word, meant in nearest.items() if meant}

    def _is_known(self, word: str) -> bool:
        base = stem(word)
        if word in ENGLISH_STOP or ENDING.sub("", word) in ENGLISH_STOP or word in spanish_only():
            return True
        return base in self._stems or any(form in self.common for form in (word, base, f"{base}e"))

    def _nearest(self, word: str, names_only: bool) -> str:
        slips = 1 if len(word) < LONG else 2
        found = process.extract(word, self._choices, scorer=OSA.distance, score_cutoff=slips, limit=8)
        likely = [
            # Of equals, a letter lost, doubled or swapped before a changed one, and an English word before a Spanish.
            (distance, _is_changed(word, choice), choice not in self.common, choice)
            for choice, distance, _ in found
            if _is_likely(word, choice) and (not names_only or choice in _names())
        ]
        return min(likely)[-1] if likely else ""


def mend(question: str, slips: dict[str, str]) -> str:
    """Return `question` with each slip replaced by what was meant, and everything else as it stands."""
    if not slips:
        return question
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, slips)) + r")\b", re.IGNORECASE)
    return pattern.sub(lambda found: slips[fold(found.group())], question)


def _readable(question: str) -> Iterator[tuple[str, bool]]:
    """Yield the words worth a look, folded, and whether only a name can be meant: capitals within a sentence say so."""
    shouted = is_shouted(question)
    for number, found in enumerate(WRITTEN.finditer(question)):
        written = re.sub(r"['’]s$", "", found.group(), flags=re.IGNORECASE)
        is_acronym = not shouted and written.isupper()
        if len(written) >= SHORTEST and not is_acronym:
            yield fold(written), not shouted and number > 0 and written[0].isupper()


def _is_likely(word: str, choice: str) -> bool:
    if word[0] != choice[0]:
        return False
    # A changed letter makes another word as often (decode, decide); one lost, doubled or swapped rarely does.
    if len(word) >= LONG or not _is_changed(word, choice):
        return True
    changed = next(frozenset(pair) for pair in zip(word, choice, strict=True) if pair[0] != pair[1])
    return len(word) > SHORT and changed in SOUND_ALIKE


def _is_changed(word: str, choice: str) -> bool:
    return len(word) == len(choice) and sorted(word) != sorted(choice)


@cache
def _names() -> frozenset[str]:
    """Return the words that names of places, of what belongs to them, and of platforms are made of."""
    places = (word for name, (_, by) in gazetteer().names.items() if by != "city" for word in name)
    return subject_words().union(places)
