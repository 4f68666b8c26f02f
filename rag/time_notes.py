"""Say how an answer lies to the time that was asked about.

not_in_force   what applies from a later day than the one asked about, or from a day still to come
partial        the sentences are about a later time than the one asked about
stale          the corpus ends before the time asked about
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from corpus import Article, Corpus, Kind, Status
from rag.answer import Citation, Note, NoteKind
from rag.messages import say
from rag.understand.attributes import starts_in
from rag.understand.dates import read_date
from rag.understand.times import TimeAsked
from rag.when import is_later_than

RULES = frozenset({Kind.LAW, Kind.REGULATION})
PLANNED = RULES | {Kind.BILL}
"""What comes into force on a day."""
OVER = frozenset({Status.EXPIRED, Status.REPEALED, Status.BLOCKED})
STANDING = frozenset({Status.IN_FORCE, Status.PARTLY_IN_FORCE, Status.ADOPTED})


def time_notes(language: str, when: TimeAsked | None, citations: Sequence[Citation], corpus: Corpus) -> Iterable[Note]:
    """Yield what must be said about the time asked for; nothing for a question that names none."""
    if when is None or not when.is_framed or not citations:
        return
    beyond = [citation for citation in citations if _ends_before(corpus.article(citation.article), when)]
    if len(beyond) == len(citations):
        as_of = max(citation.as_of for citation in citations)
        yield Note(NoteKind.STALE, say("note.ends_before", language, asked=_asked(when), as_of=as_of), _all(citations))
        return
    starts = list(_starts_later(when, citations, corpus))
    for day, numbers in starts:
        text = say("note.not_yet", language, asked=_asked(when), start=day)
        yield Note(NoteKind.NOT_IN_FORCE, text, numbers)
    later = [one for one in citations if is_later_than(one.quote, corpus.article(one.article), when.last)]
    if not starts and len(later) == len(citations):
        yield Note(NoteKind.PARTIAL, say("note.later", language, asked=_asked(when)), _all(citations))


def coming(article: Article, quotes: Iterable[str]) -> str:
    """Return the day from which something is to apply that did not when the article was written; empty without one."""
    known = read_date(article.as_of)
    if known is None:
        return ""
    said = [span.first for quote in quotes for span in starts_in(quote) if span.first > known.last]
    planned = read_date(article.effective_date)
    if said:
        return min(said).isoformat()
    is_planned = article.kind in PLANNED and article.status not in {Status.IN_FORCE, Status.INFORMATIONAL}
    return article.effective_date if is_planned and planned and planned.first > known.last else ""


def ended_later(article: Article, when: TimeAsked | None, language: str) -> str:
    """Say that what is over was not so at the time asked about; empty where it was, or where nothing is over."""
    event = read_date(article.event_date)
    if when is None or not when.is_framed or article.status not in OVER or event is None or event.first <= when.last:
        return ""
    return say("note.since_then", language, event=article.event_date, asked=_asked(when))


def _ends_before(article: Article, when: TimeAsked) -> bool:
    known = read_date(article.as_of)
    return bool(known and known.last < when.first)


def _starts_later(
    when: TimeAsked, citations: Sequence[Citation], corpus: Corpus
) -> Iterable[tuple[str, tuple[int, ...]]]:
    """Yield each day after the time asked for from which something shown applies, with the citations that say so."""
    found: dict[str, list[int]] = {}
    for citation in citations:
        for span in starts_in(citation.quote):
            if span.first > when.last:
                found.setdefault(_written(span.first, span.last), []).append(citation.number)
    article = corpus.article(citations[0].article)
    effective = read_date(article.effective_date)
    is_rule = article.kind in RULES and article.status in STANDING
    if not found and when.about_state and is_rule and effective and effective.first > when.last:
        found[article.effective_date] = [one.number for one in citations if one.article == article.id]
    return ((day, tuple(numbers)) for day, numbers in found.items())


def _written(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    return first.isoformat()[:4] if last.month != first.month else first.isoformat()[:7]


def _asked(when: TimeAsked) -> str:
    return when.words or when.last.isoformat()


def _all(citations: Iterable[Citation]) -> tuple[int, ...]:
    return tuple(citation.number for citation in citations)
