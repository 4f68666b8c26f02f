"""What a reader must know before trusting an answer: what is no rule yet, what may be old, what rests on little."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus import Article, Corpus, Kind, SourceType, Status
from rag.answer import Citation, Note, NoteKind
from rag.conflicts import Conflicts
from rag.conflicts.noting import conflict_notes
from rag.messages import say
from rag.premise import is_taken_as_done
from rag.time_notes import coming, ended_later, time_notes
from rag.understand import Question
from rag.understand.times import TimeAsked

ABOUT_NOW = frozenset({"standing", "date"})
"""Kinds of question whose answer ages."""

NO_CONFLICTS = Conflicts()
NO_RULE = frozenset({Status.PROPOSED, Status.PARTLY_IN_FORCE, Status.BLOCKED, Status.REPEALED, Status.EXPIRED})
"""Where a thing stands when it is not, or not wholly, in force; what is adopted may be on its way there."""
RULES = frozenset({Kind.LAW, Kind.BILL, Kind.REGULATION})
"""What comes into force some time after it was adopted."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Today, and how old knowledge may be before a reader is told."""

    today: date
    stale_after_days: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What composing an answer found out about the question."""

    premise: str = ""
    """Id of the sentence that the question is at odds with."""
    missing: tuple[str, ...] = ()
    """Parts of the question that nothing was found for."""
    surveyed: int = 0
    """Articles considered for a survey; 0 for anything else."""
    when: TimeAsked | None = None
    """The time asked about."""
    conflicts: Conflicts = NO_CONFLICTS
    """Where the corpus disagrees with itself, or tells that its sources do."""


NOTHING = Finding()


def notes_for(
    question: Question,
    citations: Sequence[Citation],
    corpus: Corpus,
    clock: Clock,
    finding: Finding = NOTHING,
) -> tuple[Note, ...]:
    """Return the notes that belong beside an answer with these citations, the gravest first."""
    return (
        *_premise(question, citations, corpus, finding),
        *_partial(question, finding),
        *conflict_notes(question.language, citations, finding.conflicts),
        *time_notes(question.language, finding.when, citations, corpus),
        *_not_in_force(question, citations, corpus, clock, finding.when),
        *_stale(question, citations, clock),
        *_weak(question, citations),
        *_translation(question, citations, corpus),
    )


def _premise(question: Question, citations: Sequence[Citation], corpus: Corpus, finding: Finding) -> Iterable[Note]:
    first = next(iter(citations), None)
    if first and is_taken_as_done(question, article := corpus.article(first.article)):
        text = say(f"note.premise_{article.status.value}", question.language, as_of=article.as_of, title=article.title)
        yield Note(NoteKind.PREMISE, text, (first.number,))
        return
    numbers = tuple(citation.number for citation in citations if citation.sentence == finding.premise)
    if numbers:
        yield Note(NoteKind.PREMISE, say("note.premise", question.language), numbers)


def _partial(question: Question, finding: Finding) -> Iterable[Note]:
    if finding.missing:
        text = say("note.partial", question.language, missing=", ".join(finding.missing))
        yield Note(NoteKind.PARTIAL, text)
    if finding.surveyed:
        yield Note(NoteKind.PARTIAL, say("note.survey", question.language, articles=finding.surveyed))


def _not_in_force(
    question: Question, citations: Sequence[Citation], corpus: Corpus, clock: Clock, when: TimeAsked | None
) -> Iterable[Note]:
    for article_id, numbers in _by_article(citations).items():
        article = corpus.article(article_id)
        day = coming(article, (citation.quote for citation in citations if citation.article == article_id))
        parts = [
            _standing_said(article, question.language),
            ended_later(article, when, question.language),
            _coming_said(article, day, clock, question.language),
        ]
        if any(parts):
            yield Note(NoteKind.NOT_IN_FORCE, " ".join(filter(None, parts)), numbers)


def _standing_said(article: Article, language: str) -> str:
    key = _standing(article)
    return say(f"note.{key}", language, as_of=article.as_of, title=article.title) if key else ""


def _coming_said(article: Article, day: str, clock: Clock, language: str) -> str:
    """Say from when something is to apply; where that day has passed, that nobody here knows whether it does."""
    if not day:
        return ""
    key = "note.coming_passed" if _day(day) <= clock.today else "note.coming"
    return say(key, language, coming=day, as_of=article.as_of)


def _standing(article: Article) -> str:
    """Return the message about how the thing stands; empty for what is in force or was never to be a rule."""
    if article.status is not Status.ADOPTED:
        return article.status.value if article.status in NO_RULE else ""
    if article.kind not in RULES:
        return ""  # guidance that was adopted stands as it is
    return "adopted"


def _stale(question: Question, citations: Sequence[Citation], clock: Clock) -> Iterable[Note]:
    if question.asked.isdisjoint(ABOUT_NOW):
        return
    by_age: dict[str, list[int]] = {}
    for citation in citations:
        by_age.setdefault(citation.as_of, []).append(citation.number)
    for as_of, numbers in sorted(by_age.items()):
        days = (clock.today - _day(as_of)).days
        if days > clock.stale_after_days:
            key = "note.stale" if as_of.count("-") == 2 else "note.stale_roughly"
            yield Note(NoteKind.STALE, say(key, question.language, as_of=as_of, days=days), tuple(numbers))


def _day(text: str) -> date:
    """Return the first day that `text` (YYYY, YYYY-MM or YYYY-MM-DD) can mean: rather a warning too early."""
    year, month, day = (*text.split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(day))


def _weak(question: Question, citations: Sequence[Citation]) -> Iterable[Note]:
    numbers = tuple(
        citation.number
        for citation in citations
        if all(source.type is SourceType.AGGREGATOR for source in citation.sources)
    )
    if numbers:
        yield Note(NoteKind.WEAK_SOURCE, say("note.weak_source", question.language), numbers)


def _translation(question: Question, citations: Sequence[Citation], corpus: Corpus) -> Iterable[Note]:
    numbers = tuple(
        citation.number for citation in citations if corpus.article(citation.article).language != question.language
    )
    if numbers:
        yield Note(NoteKind.TRANSLATION, say("note.translation", question.language), numbers)


def _by_article(citations: Iterable[Citation]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for citation in citations:
        found[citation.article] = (*found.get(citation.article, ()), citation.number)
    return found
