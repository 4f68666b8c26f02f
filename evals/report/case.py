"""One case as the report shows it: question, what was expected, the answer, its evidence and the verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from evals.report.edition import shortfalls
from evals.scorers import MEASURES
from evals.scoring import Scored
from rag.answer import Answer

EXPECTED = {
    "answer": "an answer",
    "abstain": "silence: the corpus does not say",
    "correct": "the premise set right",
    "redirect": "whom to call",
    "refuse": "no help with this",
    "clarify": "a question back, or an answer for several places",
}


def link(case_id: str, place: str) -> str:
    """Return a link to a place on the page, named after a case."""
    return f'<a href="#{escape(place)}">{escape(case_id)}</a>'


def case_details(one: Scored, grade: str) -> str:
    """Return a case, folded; its attributes are what the page filters by."""
    case, answer, short = one.case, one.record.answer, shortfalls(one)
    meta = f"{case.id} · {case.kind.replace('_', ' ')} · {case.persona} · {case.language}"
    return (
        f'<details class="case" id="{escape(case.id)}" data-kind="{case.kind}" data-grade="{grade}" '
        f'data-language="{escape(case.language)}" data-short="{" ".join(short)}">'
        f'<summary><span class="grade {grade}">{grade}</span><span>{escape(case.question)}'
        f'<span class="meta">{escape(meta)}</span></span></summary><div class="inside">'
        + _conversation(case.history)
        + f"<h4>Expected</h4><p>{EXPECTED[case.expect]}</p>{_list(_gold(one))}"
        + f'<h4>Answer: {answer.outcome.value.replace("_", " ")}</h4><div class="answer">{escape(answer.text)}</div>'
        + _list(_beside(answer))
        + (f"<h4>Evidence</h4>{_list(_evidence(answer))}" if answer.claims else "")
        + f"<h4>Verdicts</h4>{_verdicts(one, short)}</div></details>"
    )


def _conversation(history: Iterable[tuple[str, str]]) -> str:
    turns = "".join(f"<li>{escape(role)}: {escape(text)}</li>" for role, text in history)
    return f"<h4>Conversation before</h4><ol>{turns}</ol>" if turns else ""


def _gold(one: Scored) -> Iterator[str]:
    for group in one.case.evidence:
        yield f"evidence: {escape(group[0])}" + (f" (or {len(group) - 1} other)" if len(group) > 1 else "")
    if one.case.facts:
        yield f"facts: {escape('; '.join(' | '.join(group[:3]) for group in one.case.facts))}"
    if one.case.forbidden:
        yield f"forbidden: {escape(', '.join(one.case.forbidden))}"
    if one.case.note:
        yield f"note: {escape(one.case.note)}"


def _beside(answer: Answer) -> Iterator[str]:
    for note in answer.notes:
        marks = "".join(f"[{number}]" for number in note.citations)
        yield f"note, {note.kind.value}: {escape(note.text)} {marks}"
    if answer.chance is not None:
        yield f"reckoned chance of an answer: {answer.chance:.2f}"


def _evidence(answer: Answer) -> Iterator[str]:
    verdicts = {number: claim.verdict.label.value for claim in answer.claims for number in claim.citations}
    for citation in answer.citations:
        verdict = verdicts.get(citation.number, "")
        sources = ", ".join(dict.fromkeys(source.publisher for source in citation.sources))
        yield (
            f"[{citation.number}] {escape(citation.title)}, {escape(citation.jurisdiction)}, "
            f"{escape(citation.status)}, as of {escape(citation.as_of)}; {escape(sources)}; {verdict} "
            f'<span class="quiet">{escape(citation.sentence)}</span>'
        )


def _verdicts(one: Scored, short: Iterable[str]) -> str:
    rows = "".join(
        f"<dt>{escape(MEASURES[name].title['en'])} {_value(one, name)}</dt><dd>{escape(one.scores[name].reason)}</dd>"
        for name in short
    )
    return f'<dl class="verdicts">{rows}</dl>'


def _value(one: Scored, name: str) -> str:
    return f"{one.scores[name].value:.2f}".replace("-", "−")


def _list(items: Iterable[str]) -> str:
    shown = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{shown}</ul>" if shown else ""
