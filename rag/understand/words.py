"""Turn text into the words that searching and comparing count.

One tokenizer serves the keyword index, the spelling check and every overlap measure, so that they agree on what a word
is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

WORD = re.compile(
    r"\d+(?:[.,:]\d+)*%?"  # a number with its separators
    r"|(?<![^\W_])[^\W\d_](?:\.[^\W\d_](?![^\W_]))+"  # single letters with dots between them: U.S., p.m.
    r"|[^\W\d_]+\d*"  # letters, with the digits behind them: c34
    r"|[^\W_]+"
)

APOSTROPHE = re.compile(r"['’]s\b|['’]")

ENGLISH_STOP = frozenset(
    """a an the of to in on at for and or but is are was were be been being am do does did done has have had having it
    its this that these those with by as from into about than then so if not no nor only also just i im ive me my mine
    we our us you your they their them he his him she her hers who whom whose which what when where why how can could
    should would will shall may might must there here any some all each every both either other such own same too very
    s t d ll re ve m o y get got getting one ones thing things really actually please tell say says said like want
    wants need needs know going go goes much many""".split()  # noqa: SIM905 - a page of words reads better than a page of quotes
)
SPANISH_STOP = frozenset(
    """el la los las un una unos unas de del al a en y e o u que qué se su sus lo le les es son fue ser está están por
    para con sin sobre como cómo cuándo cuál cuáles quién quiénes dónde cuánto cuánta cuántos cuántas más muy ya no si
    sí me mi mis te tu tus nos hay ha han he era este esta estos estas ese esa eso esto pero porque entre desde
    hasta""".split()  # noqa: SIM905 - a page of words reads better than a page of quotes
)

UNWRITTEN = {"Cc", "Cs"}
FEWEST_SHOUTED = 4
"""Words; fewer in capitals are rather a name ("US FTC")."""

_english = snowballstemmer.stemmer("english")
_spanish = snowballstemmer.stemmer("spanish")


def fold(text: str) -> str:
    """Return `text` in lower case without accents, one character for one."""
    return "".join(_fold_character(character) for character in text)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    # Character by character, so that offsets into the folded text hold for the original.
    base = unicodedata.normalize("NFD", character)[:1].lower()
    return base if len(base) == 1 else character


def composed(text: str) -> str:
    """Return `text` with each accent and its letter as one character: some keyboards send them as two."""
    return unicodedata.normalize("NFC", text)


def legible(text: str) -> str:
    """Return `text` with a space for whatever cannot be written down: control characters and halves of characters."""
    return "".join(" " if unicodedata.category(one) in UNWRITTEN and not one.isspace() else one for one in text)


def on_one_line(text: str) -> str:
    """Return `text` with single spaces between its words."""
    return " ".join(text.split())


def is_shouted(text: str) -> bool:
    """Tell whether all of a sentence is in capitals, so that capitals tell nothing about its words."""
    return text == text.upper() and len(words(text)) >= FEWEST_SHOUTED


def words(text: str) -> list[str]:
    """Return the folded words of `text` in order; a possessive ending is dropped, numbers keep their separators."""
    plain = APOSTROPHE.sub("", fold(composed(text)))
    return [found.replace(".", "") if found[0].isalpha() else found for found in WORD.findall(plain)]


@lru_cache(maxsize=65536)
def stem(word: str, language: str = "en") -> str:
    """Return the stem of a folded word (Porter2 for English, Snowball for Spanish)."""
    stemmer = _spanish if language == "es" else _english
    return str(stemmer.stemWord(word))


def stems(text: str, language: str = "en") -> list[str]:
    """Return the stems of the content words of `text`, in order, with repetitions."""
    stop = STOP.get(language, frozenset())
    return [stem(word, language) for word in words(text) if word not in stop]


def stem_all(parts: Iterable[str], language: str = "en") -> list[str]:
    """Return the stems of several texts, one after the other."""
    return [found for part in parts for found in stems(part, language)]


STOP = {
    "en": ENGLISH_STOP,
    "es": frozenset(fold(word) for word in SPANISH_STOP),
}
