"""A question about several jurisdictions or platforms at once: its parts, and the passages that belong to each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from corpus import Article
from rag.understand import Question
from rag.understand.places import DATA, gazetteer
from rag.understand.signs import has_sign
from rag.understand.subjects import subjects_in, wordings_of
from rag.understand.words import STOP, fold, words

MOST_PARTS = 12
"""Further ones are not answered: nobody reads a longer comparison."""
COMPARES = re.compile(
    r"\b(?:compar|versus|vs\b|differ|both\b|each\b|respectively|than\b|between|either|neither|all three|any of|same|"
    r"whereas|ambos|ambas|cada un|difier|diferenci|coincid|frente a|compara)",
    re.I,
)
"""Words that set platforms against one another; without any, two of them are one thing asked."""
CLAUSE = re.compile(r"(?<=[,;:?!.])\s+|\s+(?=(?:and|vs\.?|versus|or|than|compared with|y|e|o|frente a)\s)", re.I)
"""Between the things that a comparison names, each with what is said of it alone."""
SPOKEN_OF = frozenset({"name", "city", "law", "body", "acronym"})
"""How a question may mention a place that it is about: a chosen or a weak one is no part of its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a question asks about."""

    heading: str
    question: Question
    """The question, as if it named this part alone."""
    holds: Callable[[str, Article], bool]
    """Whether a text of an article (a passage or a sentence) is about this part."""
    is_named: Callable[[str], bool]
    """Whether a sentence itself names this part."""
    text: str
    """The question, less what it says of the others."""
    code: str = ""
    """The jurisdiction, where the part is one."""

    def is_said(self, text: str, article: Article) -> bool:
        """Whether a sentence of `article` speaks of this part: one of its own articles, or one that names it."""
        return self.is_named(text) or (bool(self.code) and self.holds("", article))

    def read_by(self, understand: Callable[[str], Question]) -> Question:
        """Return the question of this part alone: its own words read anew, and asked of this part only."""
        return replace(
            understand(self.text),
            language=self.question.language,
            mentions=self.question.mentions,
            codes=self.question.codes,
            reach=self.question.reach,
        )


def parts_of(question: Question) -> tuple[Part, ...]:
    """Return a part for each jurisdiction that the question names, else for each platform; nothing below two."""
    codes = tuple(dict.fromkeys(mention.code for mention in question.mentions if mention.by in SPOKEN_OF))
    codes = _without_containers(codes, question)
    if len(codes) > 1:
        return tuple(_place_part(question, code) for code in codes[:MOST_PARTS])
    subjects = subjects_in(question.text)
    if len(subjects) > 1 and COMPARES.search(question.text):
        return tuple(_subject_part(question, subject) for subject in subjects[:MOST_PARTS])
    return ()


def surveyed(question: Question) -> frozenset[str] | None:
    """Return the jurisdictions of a question over many countries, empty for all of them; None for another question."""
    names_one = any(mention.by in SPOKEN_OF - {"name"} for mention in question.mentions)
    if names_one or not (has_sign("surveys", question.text) or has_sign("surveys_states", question.text)):
        return None
    said = fold(question.text)
    named = [codes for word, codes in _regions().items() if word in said]
    if named:
        return frozenset(code for codes in named for code in codes)
    if has_sign("surveys_states", question.text) and question.codes <= {"US"}:
        return gazetteer().members("US")
    if question.codes - {"EU"}:
        return None
    return gazetteer().members("EU") if "EU" in question.codes else frozenset()


@cache
def _regions() -> Mapping[str, tuple[str, ...]]:
    table = tomllib.loads((DATA / "regions.toml").read_text(encoding="utf-8"))
    return {fold(word): tuple(region["codes"]) for region in table.values() for word in region["words"]}


def _without_containers(codes: tuple[str, ...], question: Question) -> tuple[str, ...]:
    """Drop a place that others lie in, unless two are set against each other: "which EU countries, Spain or France"."""
    if COMPARES.search(question.text) and len(codes) == 2:
        return codes
    around = {outer for code in codes for outer in gazetteer().reach([code]) if outer != code}
    inner = tuple(code for code in codes if code not in around)
    return inner if len(inner) > 1 else codes


def _place_part(question: Question, code: str) -> Part:
    alone = replace(
        question,
        mentions=tuple(mention for mention in question.mentions if mention.code == code),
        codes=frozenset({code}),
        reach=gazetteer().reach([code]),
        place_stems=(),
    )
    within = gazetteer().codes_within(code)

    def is_named(text: str) -> bool:
        return code in _codes_in(text)

    def holds(text: str, article: Article) -> bool:
        return article.jurisdiction == code or article.jurisdiction in within or is_named(text)

    heading = gazetteer().name(code, question.language)
    return Part(heading, alone, holds, is_named, _said_of(code, question), code)


def _said_of(code: str, question: Question) -> str:
    """Return the question without the clauses and names of other places; the first clause has what is asked of all."""
    kept: list[str] = []
    is_asked = False
    for clause in CLAUSE.split(question.text):
        codes = {mention.code for mention in gazetteer().mentions(clause)} & question.codes
        if code in codes or not codes or not is_asked:
            kept.append(clause)
        is_asked = is_asked or bool(codes)
    own = {word for mention in question.mentions if mention.code == code for word in mention.words.split()}
    others = {word for mention in question.mentions if mention.code != code for word in mention.words.split()}
    return without(" ".join(kept), others - own - STOP["en"] - STOP["es"])


def without(text: str, gone: Set[str]) -> str:
    """Return `text` less every word that has one of `gone`, folded."""
    return " ".join(word for word in text.split() if gone.isdisjoint(words(fold(word))))


@lru_cache(maxsize=50_000)
def _codes_in(text: str) -> frozenset[str]:
    """Return the jurisdictions that a text names. Remembered: every comparison reads the same passages."""
    return frozenset(mention.code for mention in gazetteer().mentions(text))


def _subject_part(question: Question, subject: str) -> Part:
    forms = tuple(f" {' '.join(words(form))} " for form in wordings_of(subject))

    def is_named(text: str) -> bool:
        said = f" {' '.join(words(text))} "
        return any(form in said for form in forms)

    def holds(text: str, article: Article) -> bool:
        return is_named(f"{article.title} {text}")

    others = {word for other in subjects_in(question.text) if other != subject for word in _words_of(other)}
    return Part(subject, question, holds, is_named, without(question.text, others - _words_of(subject)))


def _words_of(subject: str) -> frozenset[str]:
    return frozenset(word for form in wordings_of(subject) for word in words(form))
