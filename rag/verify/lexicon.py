"""The lists of words that decide what a sentence claims (`rag/data/verify.toml`, `opposites.tsv`, `synonyms.tsv`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rag.understand.words import ENGLISH_STOP, SPANISH_STOP, fold, stem

DATA = Path(__file__).parent.parent / "data"
SHORTEST_AFFIXED = 5
"""Letters; `inform` is not against `form`, so the rest must be a word of some length."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every list, ready for looking up folded words."""

    negations: frozenset[str]
    conditions: frozenset[str]
    contrasts: frozenset[str]
    causes: frozenset[str]
    reports: frozenset[str]
    plans: frozenset[str]
    quantities: frozenset[str]
    modals: Mapping[str, str]
    """Modal word -> the group of those that say the same."""
    amounts: Mapping[str, str]
    """Word of quantity -> the group of those that say the same."""
    free: frozenset[str]
    unending: frozenset[str]
    coordinators: frozenset[str]
    joiners: frozenset[str]
    relatives: frozenset[str]
    prepositions: frozenset[str]
    dates: frozenset[str]
    starts: frozenset[str]
    subordinators: frozenset[str]
    pronouns: frozenset[str]
    light: frozenset[str]
    auxiliaries: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[tuple[str, str], ...]
    opposites: Mapping[str, frozenset[str]]
    """Stem -> the stems against it."""
    synonyms: Mapping[str, frozenset[str]]
    """Word -> words that can stand for it."""

    def is_marker(self, word: str) -> bool:
        """Tell whether a statement turns into another when this word comes or goes."""
        return self.turns(word) or word in self.reports or word in self.plans or word in self.modals

    def turns(self, word: str) -> bool:
        """Tell whether it negates, limits, takes back or counts."""
        return word in self.negations or word in self.conditions or word in self.contrasts or word in self.quantities

    def is_content(self, word: str) -> bool:
        """Tell whether a word names something, as against words that only hold a sentence together."""
        return word not in FUNCTION_WORDS and word not in self.light and word not in self.auxiliaries

    def are_opposed(self, one: str, other: str) -> bool:
        """Tell whether two words say the opposite of each other."""
        return stem(other) in against(one)

    def may_stand_for(self, one: str, other: str) -> bool:
        """Tell whether two words are forms of one word, or one word and another for it."""
        if stem(one) == stem(other):
            return not self.are_opposed(one, other)
        return other in self.synonyms.get(one, ()) or one in self.synonyms.get(other, ())


FUNCTION_WORDS = ENGLISH_STOP | frozenset(fold(word) for word in SPANISH_STOP)


@lru_cache(maxsize=16384)
def against(word: str) -> frozenset[str]:
    """Return the stems of the words that say the opposite of `word`: listed ones, and those that an affix makes."""
    known = lexicon()
    found = set(known.opposites.get(stem(word), ()))
    if len(word) >= SHORTEST_AFFIXED:
        found.update(stem(prefix + word) for prefix in known.prefixes)
    for prefix in known.prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_AFFIXED:
            found.add(stem(word.removeprefix(prefix)))
    for full, empty in known.suffixes:
        if word.endswith(full):
            found.add(stem(word.removesuffix(full) + empty))
        if word.endswith(empty):
            found.add(stem(word.removesuffix(empty) + full))
    return frozenset(found - {stem(word)})


@cache
def lexicon() -> Lexicon:
    """Return the lists of the data files, read once."""
    kept = tomllib.loads((DATA / "verify.toml").read_text(encoding="utf-8"))
    words = {name: frozenset(text.split()) for name, text in kept["words"].items()}
    grammar = {name: frozenset(text.split()) for name, text in kept["grammar"].items()}
    return Lexicon(
        **words,
        **grammar,
        modals=_grouped(kept["modals"]),
        amounts=_grouped(kept["amounts"]),
        prefixes=tuple(kept["affixes"]["prefixes"]),
        suffixes=tuple((full, empty) for full, empty in (pair.split() for pair in kept["affixes"]["suffixes"])),
        opposites=_opposites(kept["opposites"]),
        synonyms=_listed("synonyms.tsv"),
    )


def _grouped(groups: Mapping[str, str]) -> Mapping[str, str]:
    return {word: group for group, text in groups.items() for word in text.split()}


def _opposites(own: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    listed = [(word, opposite) for word, others in own.items() for opposite in others.split()]
    listed += [(word, opposite) for word, others in _listed("opposites.tsv").items() for opposite in others]
    for word, opposite in listed:
        if stem(word) != stem(opposite):
            found.setdefault(stem(word), set()).add(stem(opposite))
            found.setdefault(stem(opposite), set()).add(stem(word))
    return {word: frozenset(others) for word, others in found.items()}


def _listed(name: str) -> Mapping[str, frozenset[str]]:
    """Return the words of a table: a word, a tab, and the words that belong to it."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: frozenset(others.split()) for word, others in rows}


@lru_cache(maxsize=65536)
def is_content(word: str) -> bool:
    """Tell whether a word names something, as against words that only hold a sentence together."""
    return lexicon().is_content(word)
