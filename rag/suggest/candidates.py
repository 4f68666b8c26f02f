"""Questions that an article might answer, worded from its title, its place, its headings and its topics."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus import Article, Topic
from rag.understand.places import DATA, gazetteer
from rag.understand.words import words

LANGUAGES = ("en", "es")
LONGEST_NAME = 80
"""Characters; a longer subject makes a question that nobody reads."""
HEADINGS, TOPICS = 4, 2
"""Headings and topics of an article that are asked about."""
NO_PLACE = frozenset({"INT", "UN"})
"""Jurisdictions that nobody asks about as a place."""
GENERIC = 3
"""Words of a heading below which it says too little alone (`Timing`)."""
HEAD = 3
"""Words before a colon that make it the place or the company that a title is about."""
ASKS = re.compile(r"(?:where|what|how|who|which|dónde|qué|cómo)\b", re.IGNORECASE)
"""A title that asks something itself has no subject to ask about."""
TAKES_ARTICLE = re.compile(
    r"^(?:EU|UK|US|UN) |\b(?:Act|Code|Convention|Directive|Commission|Rules|Regulation|Treaty)\b"
)
POSSESSIVE = re.compile(r"(?!(?:EU|UK|US|UN) )(?:[^\s’']+ ){0,2}[^\s’']+[’']s?\b")
BEHIND_SUBJECT = re.compile(r"\s\(|,\s|;\s|\s–\s")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that an article might answer; nobody has asked it yet."""

    aspect: str
    """`who`, `penalty`, `start`, `status`, `heading` or `topic`."""
    text: str
    shows: frozenset[str]
    """Kinds of thing of which the answer must have one; empty where any will do."""
    topic: str = ""


def candidates_of(article: Article, language: str) -> Iterator[Candidate]:
    """Yield the questions that `article` might answer, in `language`."""
    place = place_name(article.jurisdiction, language)
    name = name_of(article, language)
    for aspect, ask in _data()["ask"].items():
        if name and article.kind in ask["kinds"]:
            yield Candidate(aspect, ask[language].format(name=name), frozenset(ask["shows"]))
    if name and article.language == language:
        for heading in _headings(article):
            yield Candidate("heading", _ask("heading", language, name=name, heading=heading), frozenset())
    if article.jurisdiction not in NO_PLACE:
        for topic in article.topics[:TOPICS]:
            said = topic_name(topic, language)
            yield Candidate("topic", _ask("topic", language, place=place, topic=said), frozenset(), topic)


def name_of(article: Article, language: str) -> str:
    """Return what a question calls the subject of an article; empty where nothing short is to be had.

    In the article's own language it is that of the title; in another, "the rules of {place} on {topic}".
    """
    if article.language == language:
        return _titled(article, language)
    if article.jurisdiction in NO_PLACE or not article.topics:
        return ""
    place, topic = place_name(article.jurisdiction, language), topic_name(article.topics[0], language)
    return str(_data()["rules"][language].format(place=place, topic=topic))


def place_name(jurisdiction: str, language: str) -> str:
    """Return how a question speaks of a jurisdiction, with the article that its name takes."""
    name = gazetteer().name(jurisdiction, language)
    return str(_data()["with_article"].get(jurisdiction, {}).get(language, "{name}").format(name=name))


def _titled(article: Article, language: str) -> str:
    """Return the subject of a title, behind it what the title begins with."""
    head, colon, tail = article.title.partition(": ")
    has_head = bool(colon) and len(words(head)) <= HEAD
    subject = BEHIND_SUBJECT.split(tail if has_head else head)[0].strip().rstrip(".")
    if ASKS.match(subject):
        return ""
    if language == "en" and TAKES_ARTICLE.search(subject) and not POSSESSIVE.match(subject):
        subject = f"the {subject.removeprefix('The ').removeprefix('the ')}"
    if has_head:
        subject = f"{subject} ({_place(head, article, language)})"
    return subject if len(subject) <= LONGEST_NAME else ""


def _place(head: str, article: Article, language: str) -> str:
    """Return what a title begins with, as its language names the jurisdiction where it is one."""
    named = {mention.code for mention in gazetteer().mentions(head)}
    return gazetteer().name(article.jurisdiction, language) if article.jurisdiction in named else head


def topic_name(topic: Topic, language: str) -> str:
    """Return how a question speaks of a topic."""
    return str(_data()["topics"][topic.value][language])


def wordings() -> str:
    """Return all that shapes the questions, as one text: kept questions are of these wordings."""
    return (DATA / "suggestions.toml").read_text(encoding="utf-8")


def _headings(article: Article) -> list[str]:
    named = dict.fromkeys(passage.heading for passage in article.passages if passage.heading)
    return [heading for heading in named if len(words(heading)) >= GENERIC][:HEADINGS]


def _ask(aspect: str, language: str, **values: str) -> str:
    return str(_data()["ask"][aspect][language].format(**values))


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((DATA / "suggestions.toml").read_text(encoding="utf-8"))
