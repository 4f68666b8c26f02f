"""Measure the way from a question to its evidence on the development questions.

    python -m evals.retrieval                   evidence found and facts shown, by kind of question
    python -m evals.retrieval --cases FOLDER    on other cases of the same form
    python -m evals.retrieval --failures        with each question that lost something

The answers are those that `footnote eval` keeps: what was asked already is not asked again. The weights were fitted on
these very questions; `python -m evals.fit` prints what weights reach on articles they have not seen.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus import Corpus, load_corpus
from evals.cases import CASES, DIRECT_KINDS, Gold, gold_reader, is_retrievable
from evals.measures import Figures, figures_of, show
from evals.release import Wish, measure
from evals.scoring import Scored
from rag.settings import read_settings


def main() -> None:
    """Print the figures of every case that has gold evidence and stands alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=CASES, help="folder of .jsonl files")
    parser.add_argument("--failures", action="store_true", help="list the questions that fell short")
    parser.add_argument("--workers", type=int, default=2, help="processes that ask at the same time")
    options = parser.parse_args()
    corpus = load_corpus(read_settings().corpus_dirs)
    gold_of = gold_reader(corpus)
    edition = measure(Wish(options.cases, workers=options.workers))
    measured = [one for one in edition.scored if is_retrievable(one.case)]
    figures = [figures_for(one, gold_of(one.case), corpus) for one in measured]
    print("\n".join(table(figures)))
    if options.failures:
        print("\n".join(failures(figures)))


def figures_for(one: Scored, gold: Gold, corpus: Corpus) -> Figures:
    """Return the figures of a case from what was kept of it."""
    passages = [corpus.passage(passage) for passage in one.record.passages]
    claims = one.record.answer.claims
    shown = [corpus.sentence(evidence.sentence) for claim in claims for evidence in claim.evidence]
    return figures_of(one.case, gold, passages, shown)


def table(figures: Sequence[Figures]) -> Iterable[str]:
    """Yield a line for the direct questions together, for those in Spanish, and for each kind."""
    direct = [one for one in figures if one.case.is_direct]
    yield from _line("direct questions", direct)
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
