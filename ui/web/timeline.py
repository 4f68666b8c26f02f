"""Lay out events in time: a column for each month, one shape an article, those of one month above one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus import Article
from ui.web.view import Voice

FIRST_YEAR = 2023
"""Earlier events share one column at the left: they are few, and decades apart."""
STEP = 16
"""Width of a month, and height of a shape with the space around it, in units of the drawing."""
LEFT = 120
EARLIER = -5
"""The column of what came before the first year, in months from it: its label needs the room."""
BELOW = 34
"""Room for the column of earlier events, and for the years."""


@dataclass(frozen=True, slots=True)
class Dot:
    """An article on the line of time."""

    x: float
    y: float
    article: str
    title: str
    date: str
    status: str
    status_word: str
    place: str
    is_to_come: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A year, or today."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing in its own units, and its rows as a table."""

    width: float
    height: float
    floor: float
    """Where the shapes stand."""
    dots: tuple[Dot, ...]
    """In the order of their dates."""
    years: tuple[Mark, ...]
    today: Mark
    first_year: int


@dataclass(frozen=True, slots=True)
class _Moment:
    article: Article
    iso: str
    is_to_come: bool


def timeline(articles: Sequence[Article], voice: Voice, today: date) -> Timeline:
    """Return the events of `articles`, and the days still to come on which their rules apply."""
    moments = sorted(_moments(articles, today), key=lambda moment: moment.iso)
    columns: dict[int, list[_Moment]] = defaultdict(list)
    for moment in moments:
        columns[_month(moment.iso)].append(moment)
    last = max([_month(today.isoformat()), *columns]) + 1
    tallest = max(map(len, columns.values()), default=1)
    floor = (tallest + 1.5) * STEP
    dots = tuple(
        _dot(moment, _x(column), floor - (level + 0.5) * STEP, voice)
        for column, stack in sorted(columns.items())
        for level, moment in enumerate(stack)
    )
    years = tuple(Mark(_x(12 * offset) - STEP / 2, str(FIRST_YEAR + offset)) for offset in range(last // 12 + 1))
    return Timeline(
        width=_x(last) + STEP,
        height=floor + BELOW,
        floor=floor,
        dots=dots,
        years=years,
        today=Mark(_x(_month(today.isoformat())), ""),
        first_year=FIRST_YEAR,
    )


def _moments(articles: Sequence[Article], today: date) -> list[_Moment]:
    happened = [_Moment(article, article.event_date, False) for article in articles if article.event_date]
    coming = [
        _Moment(article, article.effective_date, True)
        for article in articles
        if article.effective_date and article.effective_date > today.isoformat()
    ]
    return happened + coming


def _month(iso: str) -> int:
    """Return the months since the first year began, `EARLIER` for what came before. A year alone is its middle."""
    year, _, rest = iso.partition("-")
    if int(year) < FIRST_YEAR:
        return EARLIER
    return (int(year) - FIRST_YEAR) * 12 + (int(rest[:2]) - 1 if rest else 6)


def _x(month: int) -> float:
    return LEFT + month * STEP


def _dot(moment: _Moment, x: float, y: float, voice: Voice) -> Dot:
    article = moment.article
    return Dot(
        x=x,
        y=y,
        article=article.id,
        title=article.title,
        date=voice.words.date(moment.iso),
        status=article.status,
        status_word=voice.words.status(article.status),
        place=voice.place(article.jurisdiction),
        is_to_come=moment.is_to_come,
    )
