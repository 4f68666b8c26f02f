"""The report for programs, and for places where only text can go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from evals.figures import DIMENSIONS, abstention, as_plain, counted, figures, reliability, sliced
from evals.report.edition import Edition, grade, shortfalls
from evals.scorers import HEADLINE, MEASURES


def as_json(edition: Edition) -> str:
    """Return everything the report says as JSON."""
    judgement = edition.judgement
    told = {
        "date": edition.day.isoformat(),
        "configuration": asdict(edition.configuration),
        "headline": {
            "name": HEADLINE,
            **as_plain(figures(edition.scored)[HEADLINE]),
            **counted(edition.scored)._asdict(),
        },
        "measures": {name: as_plain(one) for name, one in figures(edition.scored).items()},
        "slices": {
            dimension: {
                name: {measure: as_plain(one) for measure, one in found.items()}
                for name, found in sliced(edition.scored, dimension).items()
            }
            for dimension in DIMENSIONS
        },
        "reliability": [point._asdict() for point in reliability(edition.scored)],
        "abstention": [point._asdict() for point in abstention(edition.scored)],
        "gate": {
            "passed": judgement.is_passed if judgement else None,
            "findings": [asdict(one) for one in judgement.findings] if judgement else [],
            "changes": [
                {
                    "case": one.before.case,
                    "worse": list(one.worse),
                    "better": list(one.better),
                    "before": {"outcome": one.before.outcome, "text": one.before.text},
                    "after": {"outcome": one.after.outcome, "text": one.after.text},
                }
                for one in (judgement.changes if judgement else ())
            ],
        },
        "cases": [
            {
                "case": one.case.id,
                "kind": one.case.kind,
                "grade": grade(one),
                "outcome": one.record.answer.outcome.value,
                "scores": {name: score._asdict() for name, score in one.scores.items() if score.value is not None},
            }
            for one in edition.scored
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def as_markdown(edition: Edition) -> str:
    """Return the figures and the cases that fell short, as Markdown."""
    return "\n".join(_lines(edition)) + "\n"


def _lines(edition: Edition) -> Iterator[str]:
    told, count, last = edition.configuration, counted(edition.scored), edition.baseline
    yield f"# Footnote {told.version}: how good is it?\n"
    yield (
        f"Measured on {edition.day.isoformat()} with {len(edition.scored)} questions on {told.articles} articles as of "
        f"{told.as_of}: {count.right} right, {count.missing} missing, {count.wrong} wrong.\n"
    )
    yield from _gate(edition)
    yield "\n| measure | value | 95 % interval | of | last release |\n|---|---|---|---|---|"
    before = last.values if last else {}
    for name, one in figures(edition.scored).items():
        was = f"{before[name]['value']:.3f}" if name in before else ""
        yield f"| {MEASURES[name].title['en']} | {one.value:.3f} | {one.low:.3f} to {one.high:.3f} | {one.n} | {was} |"
    yield "\n## By kind of question\n\n| kind | of | truthfulness | ends as it should |\n|---|---|---|---|"
    for kind, found in sliced(edition.scored, "kind").items():
        if HEADLINE in found:
            yield f"| {kind} | {found[HEADLINE].n} | {found[HEADLINE].value:.2f} | {found['right_outcome'].value:.2f} |"
    yield "\n## Cases that fell short\n"
    for case in edition.short:
        fell = "; ".join(f"{name}: {case.scores[name].reason}" for name in shortfalls(case))
        yield f"- `{case.case.id}` ({case.case.kind}, {grade(case)}) {case.case.question}  \n  {fell}"


def _gate(edition: Edition) -> Iterator[str]:
    if edition.judgement is None:
        return
    if edition.judgement.is_passed:
        yield "The gate is passed."
        return
    yield "**The gate is closed.**\n"
    yield from (f"- {one.text} ({', '.join(one.cases[:12])})" for one in edition.judgement.findings)
