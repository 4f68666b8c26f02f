"""Answer with sentences of the corpus, as they stand: needs no language model and cannot invent.

The likeliest sentence leads. Others join while they are likely enough beside it and say something new; then they are
put in reading order, article by article.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import exp

from rag.relevance import Judged, Tables
from rag.understand.words import on_one_line


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop: shorter answers lose facts, longer ones lose readers. `docs/research-log.md` has the trade-off."""

    most: int = 4
    """Sentences in an answer."""
    beside_best: float = 0.003
    """How likely a sentence of the same article must be, as a share of the best."""
    elsewhere: float = 0.02
    """The same for a sentence of another article: one article that answers is worth more than three that touch it."""
    repeats: float = 0.8
    """Share of its words that a sentence may have in common with one already chosen."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the corpus, said as it stands."""

    chosen: Judged

    @property
    def text(self) -> str:
        """The sentence, on one line."""
        return on_one_line(self.chosen.sentence.text)

    @property
    def evidence(self) -> tuple[Judged, ...]:
        """The sentence itself."""
        return (self.chosen,)


def choose(judged: Sequence[Judged], tables: Tables, limits: Limits, *, floor: float) -> tuple[Judged, ...]:
    """Return up to `limits.most` sentences, likeliest first; `judged` comes likeliest first."""
    if not judged or judged[0].sum < floor:
        return ()
    best = judged[0]
    chosen: list[Judged] = []
    for one in judged:
        needed = limits.beside_best if one.article is best.article else limits.elsewhere
        if exp(one.sum - best.sum) < needed:
            continue
        if not any(_repeats(one, other, tables, limits.repeats) for other in chosen):
            chosen.append(one)
        if len(chosen) == limits.most:
            break
    return tuple(chosen)


def in_reading_order(chosen: Sequence[Judged]) -> tuple[Judged, ...]:
    """Return the best sentence, then the rest: its own article first, each article in its own order."""
    if not chosen:
        return ()
    articles = list(dict.fromkeys(one.article.id for one in chosen))
    rest = sorted(chosen[1:], key=lambda one: (articles.index(one.article.id), one.sentence.start))
    return (chosen[0], *rest)


def _repeats(one: Judged, other: Judged, tables: Tables, most: float) -> bool:
    mine, theirs = tables.sentences[one.sentence.id], tables.sentences[other.sentence.id]
    return _overlap(mine, theirs) > most


def _overlap(one: Collection[str], other: Collection[str]) -> float:
    shorter = min(len(one), len(other))
    return sum(word in other for word in one) / shorter if shorter else 0.0
