"""A question, understood: what is named, what is asked for, and the words to search with.

understanding = Understanding(corpus_words, common_words)
question = understanding.of("austrailia undr 16 fine how much")
question.codes        # {"AU"}
question.asked        # {"amount", "number"}
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.understand.kinds import asked_for
from rag.understand.places import Mention, acronyms, gazetteer
from rag.understand.spelling import Speller, mend
from rag.understand.terms import english_lexicon, spanish_only, terms, translate
from rag.understand.words import STOP, composed, fold, stems, words

LONGEST = 4000
"""Characters of a question that are read. Nobody asks so much; a pasted book would keep everybody else waiting."""

NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Question:
    """What a question says, in the forms that searching and choosing need."""

    text: str
    """As it was asked."""
    language: str
    """`en` or `es`."""
    mended: tuple[tuple[str, str], ...]
    """Slips of the keyboard with what was meant."""
    searches: tuple[str, ...]
    """What is embedded: the mended question with short names spelled out, and for Spanish its English words as well."""
    stems: tuple[str, ...]
    """Content words, stemmed, each once; for Spanish with the English ones behind."""
    wordings: tuple[str, ...]
    """Stems of other wordings of the same."""
    mentions: tuple[Mention, ...]
    codes: frozenset[str]
    """Jurisdictions named."""
    reach: frozenset[str]
    """These, with the larger ones whose law also reaches there."""
    place_stems: tuple[str, ...]
    """Stems of the names of the jurisdictions, where the question does not have them already."""
    asked: frozenset[str]
    """Kinds of thing asked for, as in `data/kinds.toml`."""
    numbers: frozenset[str]


class Understanding:
    """Understands questions, knowing which words the corpus has."""

    def __init__(self, corpus_words: Iterable[str], common_words: Collection[str]) -> None:
        places = {word for name in gazetteer().names for word in name}
        known = frozenset(corpus_words) | places | english_lexicon()
        self._speller = Speller(known, common_words)
        # Every step that searches asks for the same question again.
        self._understand = lru_cache(maxsize=512)(self._read)

    def of(self, text: str, *, jurisdiction: str | None = None) -> Question:
        """Return `text`, understood; `jurisdiction` counts as named where the question names none."""
        question = self._understand(text[:LONGEST], jurisdiction)
        return question if question.text == text else replace(question, text=text)

    def _read(self, text: str, jurisdiction: str | None) -> Question:
        language = language_of(text)
        written = composed(text)
        slips = self._speller.slips(written) if language == "en" else {}
        plain = mend(written, slips)
        mentions = gazetteer().mentions(plain)
        if not mentions and jurisdiction:
            mentions = (Mention(jurisdiction, "", "chosen"),)
        codes = frozenset(mention.code for mention in mentions)
        return _question(text, plain, language, tuple(slips.items()), mentions, codes)


def _question(
    text: str,
    plain: str,
    language: str,
    mended: tuple[tuple[str, str], ...],
    mentions: tuple[Mention, ...],
    codes: frozenset[str],
) -> Question:
    english = translate(plain) if language == "es" else plain
    own = dict.fromkeys([*stems(plain, language), *stems(english)])
    names = [gazetteer().name(code) for code in sorted(codes)]
    return Question(
        text=text,
        language=language,
        mended=mended,
        searches=_searches(plain, english, names, language),
        stems=tuple(own),
        wordings=tuple(part for part in terms().wordings(english) if part not in own),
        mentions=mentions,
        codes=codes,
        reach=gazetteer().reach(codes),
        place_stems=tuple(dict.fromkeys(part for name in names for part in stems(name) if part not in own)),
        asked=asked_for(plain),
        numbers=frozenset(NUMBER.findall(plain)),
    )


def _searches(plain: str, english: str, names: Iterable[str], language: str) -> tuple[str, ...]:
    said = fold(plain)
    unsaid = [name for name in names if fold(name) not in said]
    spelled = [acronyms()[word].means for word in words(plain) if word in acronyms()]
    added = ", ".join(dict.fromkeys([*unsaid, *spelled]))
    full = f"{plain} ({added})" if added else plain
    if language == "en":
        return (full,)
    return tuple(filter(None, (plain, f"{english} {added}".strip())))


def language_of(text: str) -> str:
    """Return `es` for a question in Spanish, else `en`; short and mixed questions go by the words of the field."""
    spoken = words(text)
    english, spanish = STOP["en"], STOP["es"]
    spanish_signs = 2 * ("¿" in text or "¡" in text)
    spanish_signs += sum(word in spanish and word not in english for word in spoken)
    field = sum(word in spanish_only() for word in spoken)
    return "es" if spanish_signs + 0.7 * field > sum(word in english for word in spoken) + 0.5 else "en"
