"""Words that mean the same to somebody who asks: everyday and field terms, Spanish and English."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rag.understand.places import DATA, acronyms
from rag.understand.words import ENGLISH_STOP, fold, stem, stem_all, words

Phrase = tuple[str, ...]
"""The stems of a word or of several in a row."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Which words may stand for which."""

    phrases: Mapping[Phrase, tuple[str, ...]]
    """A phrase -> other wordings of the same thing."""
    related: Mapping[str, frozenset[str]]
    """A stem -> the stems of everything that may stand for a phrase it occurs in."""
    longest: int

    def wordings(self, question: str) -> tuple[str, ...]:
        """Return the stems of other wordings of what `question` says, its own stems left out."""
        spoken = [stem(word) for word in words(question)]
        content = [stem(word) for word in words(question) if word not in ENGLISH_STOP]
        said = _phrases_in(spoken, content, self.longest)
        found = [wording for phrase in said for wording in self.phrases.get(phrase, ())]
        return tuple(dict.fromkeys(part for part in stem_all(found) if part not in content))


@cache
def terms() -> Terms:
    """Return the term list of the field, read once."""
    tables = tomllib.loads((DATA / "terms.toml").read_text(encoding="utf-8"))
    phrases: dict[Phrase, list[str]] = {}
    for group in tables["same"]:
        for word in group:
            phrases.setdefault(_phrase(word), []).extend(other for other in group if other != word)
    for rule in tables["say"]:
        for word in rule["from"]:
            phrases.setdefault(_phrase(word), []).extend(rule["to"])
    for short, acronym in acronyms().items():
        phrases.setdefault((stem(short),), []).append(acronym.means)
    return Terms(
        {phrase: tuple(dict.fromkeys(others)) for phrase, others in phrases.items()},
        _related(phrases),
        max(map(len, phrases)),
    )


@cache
def spanish_words() -> Mapping[Phrase, str]:
    """Return the Spanish words of the field, stemmed, with their English, read once."""
    table = tomllib.loads((DATA / "spanish.toml").read_text(encoding="utf-8"))["words"]
    return {tuple(stem(word, "es") for word in words(spanish)): english for spanish, english in table.items()}


@cache
def spanish_only() -> frozenset[str]:
    """Return the single Spanish words of the field that are written otherwise in English, folded."""
    table = tomllib.loads((DATA / "spanish.toml").read_text(encoding="utf-8"))["words"]
    single = {fold(word): fold(english) for word, english in table.items() if " " not in word}
    return frozenset(word for word, english in single.items() if word not in english.split() and word != "ia")


def translate(question: str) -> str:
    """Return the English of every word of a Spanish question that the term list knows, in order."""
    stemmed = [stem(word, "es") for word in words(question)]
    known = spanish_words()
    english: list[str] = []
    position = 0
    while position < len(stemmed):
        for length in (3, 2, 1):
            phrase = tuple(stemmed[position : position + length])
            if len(phrase) == length and phrase in known:
                english.append(known[phrase])
                position += length - 1
                break
        position += 1
    return " ".join(english)


def _phrase(text: str) -> Phrase:
    spoken = words(text)
    content = [word for word in spoken if word not in ENGLISH_STOP]
    return tuple(stem(word) for word in (content or spoken))


def _phrases_in(spoken: Sequence[str], content: Sequence[str], longest: int) -> Iterable[Phrase]:
    for row in (spoken, content):
        for length in range(min(longest, len(row)), 0, -1):
            yield from (tuple(row[start : start + length]) for start in range(len(row) - length + 1))


def _related(phrases: Mapping[Phrase, Iterable[str]]) -> dict[str, frozenset[str]]:
    related: dict[str, set[str]] = {}
    for phrase, others in phrases.items():
        for part in phrase:
            related.setdefault(part, set()).update(stem_all(others))
    return {part: frozenset(others - {part}) for part, others in related.items()}


def english_lexicon() -> frozenset[str]:
    """Return every word of the term list and the acronyms, folded, for the spelling check."""
    listed = (word for phrase in terms().phrases.values() for other in phrase for word in words(other))
    return frozenset(listed) | frozenset(fold(short) for short in acronyms())
