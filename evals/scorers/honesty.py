"""Whether an answer tells what a reader must know: how things stand, how old that is, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from corpus import Article, Kind, SourceType, Status
from evals.scorers.score import Score, Trial, share, unscored
from rag.answer import Citation, Note, NoteKind, Outcome
from rag.messages import say

UNSETTLED = frozenset({Status.PROPOSED, Status.PARTLY_IN_FORCE, Status.BLOCKED, Status.REPEALED, Status.EXPIRED})
"""Where a thing stands that a reader could take for a rule in force."""
COMES_INTO_FORCE = frozenset({Kind.LAW, Kind.BILL, Kind.REGULATION})
ABOUT_NOW = frozenset({"status", "date"})
"""Kinds of case whose answers age."""
ANSWERS = frozenset({Outcome.ANSWERED, Outcome.PARTIAL, Outcome.NO_EVIDENCE})
"""Ends that carry notes; whoever is sent to a help line needs none."""


def status_honesty(trial: Trial) -> Score:
    """Return the share of citations whose thing is told to stand where it stands.

    The status is that of the corpus, a note says so where it is easily taken for more, and none does where it is not.
    """
    if not _carries_notes(trial):
        return unscored("nothing is cited that notes belong to")
    wrong = [fault for citation in trial.answer.citations if (fault := _misstated(citation, trial))]
    count = len(trial.answer.citations)
    return share(count - len(wrong), count, "; ".join(dict.fromkeys(wrong)) or "every status is told as it is")


def caveats(trial: Trial) -> Score:
    """Return the share of due warnings that are given, and of given ones that are due.

    Of age (questions about the state of things), of another language, of evidence that rests on aggregators alone, and
    of parts that nothing was found for.
    """
    if not _carries_notes(trial):
        return unscored("nothing is cited that notes belong to")
    due, given = set(_due(trial)), set(_given(trial))
    faults = [
        *(f"no warning: {_worded(one)}" for one in sorted(due - given)),
        *(f"needless warning: {_worded(one)}" for one in sorted(given - due) if _is_certain(one, trial)),
    ]
    count = len(due | {one for one in given if _is_certain(one, trial)})
    return share(count - len(faults), count, "; ".join(faults) or "every warning that is due")


def _carries_notes(trial: Trial) -> bool:
    return bool(trial.answer.citations) and trial.answer.outcome in ANSWERS


def _misstated(citation: Citation, trial: Trial) -> str:
    if citation.article not in trial.corpus:
        return f"[{citation.number}] is of no article"
    article = trial.corpus.article(citation.article)
    if citation.status != article.status.value:
        return f"[{citation.number}] is called {citation.status}, and is {article.status.value}"
    told = [note.text for note in _notes(trial, NoteKind.NOT_IN_FORCE) if citation.number in note.citations]
    due = standing(article, trial.answer.language)
    if due and not any(text.startswith(due) for text in told):
        return f"no note that [{citation.number}] is {article.status.value}"
    # A note may also stand there for a day to come, or for the time that was asked about.
    stands = _standings(article, trial.answer.language)
    is_denied = not due and any(text.startswith(stands) for text in told)
    return f"a note about [{citation.number}], which stands firm" if is_denied else ""


def standing(article: Article, language: str) -> str:
    """Return the words that are due about how the thing of an article stands; empty where none are."""
    key = article.status.value if article.status in UNSETTLED else ""
    if article.status is Status.ADOPTED and article.kind in COMES_INTO_FORCE:
        key = Status.ADOPTED.value
    return _said(key, article, language) if key else ""


def _standings(article: Article, language: str) -> tuple[str, ...]:
    """Return every way to say that the thing of an article is not quite in force."""
    return tuple(_said(status.value, article, language) for status in (*sorted(UNSETTLED), Status.ADOPTED))


def _said(key: str, article: Article, language: str) -> str:
    return say(f"note.{key}", language, as_of=article.as_of, title=article.title)


Warning_ = tuple[str, int]
"""Kind of note, and the citation that it is about; 0 for the whole answer."""


def _due(trial: Trial) -> Iterator[Warning_]:
    for citation in trial.answer.citations:
        if citation.article not in trial.corpus:
            continue
        article = trial.corpus.article(citation.article)
        if trial.case.kind in ABOUT_NOW and _is_old(article.as_of, trial):
            yield NoteKind.STALE.value, citation.number
        if article.language != trial.answer.language:
            yield NoteKind.TRANSLATION.value, citation.number
        if all(source.type is SourceType.AGGREGATOR for source in trial.corpus.sources_of(citation.sentence)):
            yield NoteKind.WEAK_SOURCE.value, citation.number
    if trial.answer.outcome is Outcome.PARTIAL:
        yield NoteKind.PARTIAL.value, 0


def _given(trial: Trial) -> Iterator[Warning_]:
    for kind in (NoteKind.STALE, NoteKind.TRANSLATION, NoteKind.WEAK_SOURCE):
        for note in _notes(trial, kind):
            yield from ((kind.value, number) for number in note.citations)
    if any(not note.citations for note in _notes(trial, NoteKind.PARTIAL)):
        yield NoteKind.PARTIAL.value, 0


def _is_certain(warning: Warning_, trial: Trial) -> bool:
    """Tell whether a warning that is not due is surely needless.

    Whether a question is about the state of things can be read in two ways, and a survey is partial by nature.
    """
    kind, number = warning
    if kind == NoteKind.PARTIAL:
        return False
    if kind != NoteKind.STALE:
        return True
    cited = [citation for citation in trial.answer.citations if citation.number == number]
    return not all(_is_old(citation.as_of, trial) for citation in cited)


def _is_old(as_of: str, trial: Trial) -> bool:
    year, month, day = (*as_of.split("-"), "1", "1")[:3]
    return (trial.today - date(int(year), int(month), int(day))).days > trial.stale_after_days


def _notes(trial: Trial, kind: NoteKind) -> Iterable[Note]:
    return (note for note in trial.answer.notes if note.kind is kind)


def _worded(warning: Warning_) -> str:
    kind, number = warning
    return f"{kind} [{number}]" if number else kind
