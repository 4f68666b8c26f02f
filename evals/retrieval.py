"""Measure the way from a question to its evidence on the development questions, through the door that everybody uses.

    python -m evals.retrieval                   evidence found and facts shown, by kind of question
    python -m evals.retrieval --cases FOLDER    on other cases of the same form
    python -m evals.retrieval --failures        with each question that lost something
    python -m evals.retrieval --gate            end with 1 when the direct questions fall below the floors

The weights were fitted on these very questions; `python -m evals.fit` prints what weights reach on articles they have
not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import mean

from evals.cases import DIRECT_KINDS, Case, gold_sentences, read_cases
from evals.command import read_options, report
from evals.measures import Figures, figures_of, show
from rag import open_pipeline
from rag.pipeline import Pipeline

DEEPEST = 10
FLOORS = {"evidence in the five best passages": 0.95, "facts in the answer": 0.84}
"""Means over the direct questions below which nothing may be released."""


def main() -> None:
    """Ask every case that has gold evidence and stands alone; print the figures."""
    options = read_options(__doc__)
    pipeline = open_pipeline()
    figures = [measure(pipeline, case) for case in read_cases(options.cases) if is_measured(case)]
    pipeline.close()
    report(options, table(figures), failures(figures), broken_floors(figures))


def broken_floors(figures: Iterable[Figures]) -> Iterable[str]:
    """Yield a line for each floor that the direct questions fall below."""
    direct = [one for one in figures if one.case.is_direct]
    reached = {
        "evidence in the five best passages": mean(one.evidence[5] for one in direct),
        "facts in the answer": mean(one.facts for one in direct),
    }
    for name, floor in FLOORS.items():
        if reached[name] < floor:
            found = f"{name} {reached[name]:.3f}, at least {floor}"
            yield f"Broken floor: {found}. See: python -m evals.retrieval --failures"


def is_measured(case: Case) -> bool:
    """Tell whether retrieval alone can be held to a case: it has evidence, and needs no conversation before it."""
    return bool(case.evidence) and not case.history and case.expect == "answer"


def measure(pipeline: Pipeline, case: Case) -> Figures:
    """Ask one case and return its figures."""
    corpus = pipeline.corpus
    passages = [hit.passage for hit in pipeline.retrieve(case.question, k=DEEPEST)]
    claims = pipeline.ask(case.question).claims
    shown = [corpus.sentence(evidence.sentence) for claim in claims for evidence in claim.evidence]
    return figures_of(case, gold_sentences(case, corpus), passages, shown)


def table(figures: Sequence[Figures]) -> Iterable[str]:
    """Yield a line for the direct questions together, for those in Spanish, and for each kind."""
    direct = [one for one in figures if one.case.is_direct]
    yield show("direct questions", direct)
    yield from _line("  in Spanish", [one for one in direct if one.case.language == "es"])
    for kind in DIRECT_KINDS:
        yield from _line(f"  {kind}", [one for one in direct if one.case.kind == kind])
    others = sorted({one.case.kind for one in figures} - set(DIRECT_KINDS))
    for kind in others:
        yield from _line(kind, [one for one in figures if one.case.kind == kind])


def failures(figures: Iterable[Figures]) -> Iterable[str]:
    """Yield each question that lost evidence in the five best passages or facts in the answer."""
    for one in figures:
        if one.evidence[5] < 1 or not one.facts:
            lost = ", ".join(filter(None, ("evidence" * (one.evidence[5] < 1), "facts" * (not one.facts))))
            yield f"{one.case.id} lost {lost}: {one.case.question}"


def _line(name: str, figures: Sequence[Figures]) -> Iterable[str]:
    if figures:
        yield show(name, figures)


if __name__ == "__main__":
    main()
