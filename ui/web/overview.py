"""What the corpus knows, drawn: places on a grid by the furthest of their rules, events in time, dates to come, topics.

overview(corpus, Choice(topic="age-limits"), voice, date.today()).tiles[0].status
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from corpus import Article, Corpus, Status, Topic
from ui.web.texts import counted, named, said
from ui.web.timeline import Timeline, timeline
from ui.web.view import Voice

FURTHEST = (
    Status.IN_FORCE,
    Status.PARTLY_IN_FORCE,
    Status.ADOPTED,
    Status.BLOCKED,
    Status.PROPOSED,
    Status.OPEN,
    Status.CONCLUDED,
    Status.EXPIRED,
    Status.REPEALED,
    Status.INFORMATIONAL,
)
"""From a rule that binds to mere information."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The filters; an empty one lets everything through."""

    topic: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A place on the grid."""

    code: str
    name: str
    column: int
    row: int
    count: int
    status: str
    """The furthest that any of its rules has come; empty where nothing fits the filters."""
    status_word: str
    question: str
    label: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """The same place in the table: articles by status."""

    code: str
    name: str
    total: int
    counts: tuple[int, ...]
    """In the order of `Overview.statuses`."""
    newest: str
    question: str


@dataclass(frozen=True, slots=True)
class Coming:
    """A date to come."""

    iso: str
    date: str
    title: str
    language: str
    article: str
    place: str
    code: str
    status: str
    status_word: str
    question: str


@dataclass(frozen=True, slots=True)
class TopicBar:
    """How many articles are about a topic."""

    topic: str
    name: str
    count: int
    share: float
    """Of the topic with the most, between 0 and 1."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the page draws."""

    choice: Choice
    articles: int
    places: int
    sources: int
    tiles: tuple[Tile, ...]
    beyond: tuple[Tile, ...]
    statuses: tuple[tuple[str, str], ...]
    """Those that occur, with their words, from the furthest."""
    rows: tuple[PlaceRow, ...]
    timeline: Timeline
    coming: tuple[Coming, ...]
    topics: tuple[TopicBar, ...]


def overview(corpus: Corpus, choice: Choice, voice: Voice, today: date) -> Overview:
    """Return what the page draws of the articles that `choice` lets through; a translation counts as its original."""
    originals = [article for article in corpus if not article.translation_of]
    chosen = [article for article in originals if _is_chosen(article, choice)]
    statuses = tuple(status.value for status in FURTHEST if any(one.status is status for one in originals))
    codes = sorted({article.jurisdiction for article in originals}, key=voice.place)
    tiles = tuple(_tile(code, chosen, choice, voice) for code in codes)
    beyond = _beyond()
    return Overview(
        choice=choice,
        articles=len(chosen),
        places=len({article.jurisdiction for article in chosen}),
        sources=sum(len(article.sources) for article in chosen),
        tiles=tuple(tile for tile in tiles if tile.code not in beyond),
        beyond=tuple(tile for tile in tiles if tile.code in beyond),
        statuses=tuple((status, voice.words.status(status)) for status in statuses),
        rows=tuple(_row(code, chosen, statuses, choice, voice) for code in codes if _at(code, chosen)),
        timeline=timeline(chosen, voice, today),
        coming=tuple(_coming(article, voice) for article in _to_come(chosen, today)),
        topics=_topics(originals, voice.language),
    )


def _is_chosen(article: Article, choice: Choice) -> bool:
    if choice.topic and choice.topic not in article.topics:
        return False
    return not choice.status or article.status == choice.status


def _at(code: str, articles: Iterable[Article]) -> list[Article]:
    return [article for article in articles if article.jurisdiction == code]


def _question(code: str, choice: Choice, voice: Voice) -> str:
    place = voice.place(code)
    if choice.topic in list(Topic):
        topic = named("topic", choice.topic, voice.language)
        return said("overview.question_topic", voice.language, topic=topic, place=place)
    return said("overview.question", voice.language, place=place)


def _tile(code: str, chosen: Sequence[Article], choice: Choice, voice: Voice) -> Tile:
    own, name = _at(code, chosen), voice.place(code)
    column, row = _spots().get(code, (0, 0))
    status = min((article.status for article in own), key=FURTHEST.index, default=None)
    word = voice.words.status(status) if status else ""
    count = counted("overview.one_article", "overview.articles", len(own), voice.language)
    label = (
        said("overview.tile", voice.language, place=name, count=count, status=word)
        if own
        else said("overview.no_tile", voice.language, place=name)
    )
    return Tile(code, name, column, row, len(own), status or "", word, _question(code, choice, voice), label)


def _row(code: str, chosen: Sequence[Article], statuses: Sequence[str], choice: Choice, voice: Voice) -> PlaceRow:
    own = _at(code, chosen)
    counts = Counter(article.status.value for article in own)
    return PlaceRow(
        code=code,
        name=voice.place(code),
        total=len(own),
        counts=tuple(counts[status] for status in statuses),
        newest=voice.words.date(max(article.as_of for article in own)),
        question=_question(code, choice, voice),
    )


def _to_come(articles: Iterable[Article], today: date) -> list[Article]:
    # A month or a year without its day is still to come until it is over.
    coming = [
        article
        for article in articles
        if article.effective_date and _last_day(article.effective_date) > today.isoformat()
    ]
    return sorted(coming, key=lambda article: article.effective_date)


def _last_day(iso: str) -> str:
    return {4: f"{iso}-12-31", 7: f"{iso}-31"}.get(len(iso), iso)


def _coming(article: Article, voice: Voice) -> Coming:
    return Coming(
        iso=article.effective_date,
        date=voice.words.date(article.effective_date),
        title=article.title,
        language=article.language,
        article=article.id,
        place=voice.place(article.jurisdiction),
        code=article.jurisdiction,
        status=article.status,
        status_word=voice.words.status(article.status),
        question=said("overview.question_article", voice.language, title=article.title),
    )


def _topics(articles: Iterable[Article], language: str) -> tuple[TopicBar, ...]:
    counts = Counter(topic.value for article in articles for topic in article.topics)
    most = max(counts.values(), default=1)
    return tuple(
        TopicBar(topic, named("topic", topic, language), count, count / most) for topic, count in counts.most_common()
    )


@cache
def _spots() -> dict[str, tuple[int, int]]:
    """Return column and row of each place on the grid."""
    return {code: (column, row) for code, (column, row) in _table()["tiles"].items()}


@cache
def _beyond() -> frozenset[str]:
    """Return the places that are no countries."""
    return frozenset(_table()["beyond"]["codes"])


def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "tiles.toml").read_text(encoding="utf-8"))
