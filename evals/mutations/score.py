"""Switch on every seeded fault in turn and see whether the gate closes, for the right reason.

    python -m evals.mutations                        the mutation score; ends with 1 below 95 %
    python -m evals.mutations --fault never-silent   only these
    python -m evals.mutations --write FILE           keep the result as Markdown

A fault counts as caught when a measure closes the gate that the fault is registered with, compared with the sound
product on the same cases. The sound product itself must pass.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import perf_counter

from corpus import load_corpus
from evals.baseline import read_baseline
from evals.cases import CASES, read_cases
from evals.configuration import configuration, measured
from evals.mutations.answers import Noticed, noticed, noticing
from evals.mutations.fault import Fault, Workshop
from evals.mutations.registry import FAULTS
from evals.mutations.trial import Caught, Ground, ground_of, sample
from evals.product import put
from evals.release import answers_path, bar
from evals.run import run, workers
from evals.store import Store
from rag.assemble import open_retriever
from rag.settings import Settings, read_settings

LEAST = 0.95
"""Share of the faults that must be caught."""


def main() -> None:
    """Try every fault; print and keep what the gate said."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fault", action="append", metavar="NAME", help="only this one; may be given several times")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the result as Markdown")
    parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4))
    options = parser.parse_args()
    faults = [fault for fault in FAULTS if not options.fault or fault.name in options.fault]
    if not faults:
        parser.error(
            f"no fault is called {', '.join(options.fault)}; there are {', '.join(one.name for one in FAULTS)}"
        )
    start, settings = perf_counter(), measured(read_settings())
    ground = lay_ground(settings, options.workers)
    caught = try_all(faults, ground, settings, options.workers)
    told = [*table(faults, caught), "", *noticed(noticing(ground, faults))]
    told.append(f"\n{len(ground.cases)} cases, {perf_counter() - start:.0f} seconds")
    print("\n".join(told))
    if options.write:
        options.write.write_text(
            "\n".join(page(faults, caught, noticing(ground, faults), len(ground.cases))) + "\n", "utf-8"
        )
    if score(faults, caught) < LEAST:
        sys.exit(f"The gate missed too much: {score(faults, caught):.1%}, at least {LEAST:.0%}.")


def lay_ground(settings: Settings, count: int) -> Ground:
    """Return the sample with the sound product's answers, asked where they are not there yet."""
    corpus = load_corpus(settings.corpus_dirs)
    told, cases = configuration(settings, corpus), sample(read_cases(CASES))
    store = Store(answers_path(settings, told), told)
    with bar() as progress:
        records = run(cases, store, workers(settings, count), progress=progress)
    return ground_of(cases, records, corpus, told, read_baseline().floors)


def try_all(faults: Sequence[Fault], ground: Ground, settings: Settings, count: int) -> list[Caught]:
    """Return what the gate said of each fault, in their order."""
    found = {fault.name: ground.try_(fault, ground.spoil(fault)) for fault in faults if not fault.is_asked}
    asked = [fault.name for fault in faults if fault.is_asked]
    if asked:
        context = multiprocessing.get_context("spawn")
        shared = settings.model_copy(update={"threads": max(1, settings.threads // count)})
        with ProcessPoolExecutor(count, context, _open, (shared, ground)) as pool, bar() as progress:
            for done, caught in enumerate(pool.map(_try, asked), start=1):
                found[caught.fault] = caught
                progress(done, len(asked))
    return [found[fault.name] for fault in faults]


_bench: tuple[Workshop, Ground] | None = None


def _open(settings: Settings, ground: Ground) -> None:
    global _bench
    retriever, _ = open_retriever(settings)
    _bench = Workshop.over(retriever, settings), ground


def _try(name: str) -> Caught:
    assert _bench
    workshop, ground = _bench
    fault = next(one for one in FAULTS if one.name == name)
    product = workshop.with_fault(fault)
    return ground.try_(fault, lambda case: put(case, product))


def score(faults: Sequence[Fault], caught: Iterable[Caught]) -> float:
    """Return the share of the faults that were caught for the right reason."""
    return sum(map(is_right, faults, caught)) / len(faults)


def is_right(fault: Fault, caught: Caught) -> bool:
    """Tell whether the gate closed for a reason that the fault is registered with."""
    return not fault.because.isdisjoint(caught.reasons)


def table(faults: Sequence[Fault], caught: Sequence[Caught]) -> Iterator[str]:
    """Yield a line for each fault, and the score."""
    for fault, one in zip(faults, caught, strict=True):
        said = "caught" if is_right(fault, one) else "caught otherwise" if one.is_red else "MISSED"
        yield f"{said:17} {fault.name:30} {one.cases:>4} cases  {one.told}"
    right, red = sum(map(is_right, faults, caught)), sum(one.is_red for one in caught)
    yield ""
    share = f"{right / len(faults):.1%}"
    yield f"mutation score {share}: {right} of {len(faults)} faults close the gate for the right reason"
    yield f"({red} close it at all)"


def page(faults: Sequence[Fault], caught: Sequence[Caught], seen: Sequence[Noticed], cases: int) -> Iterator[str]:
    """Yield the result as a page of documentation."""
    right = sum(map(is_right, faults, caught))
    yield "# Does the gate work?\n"
    yield (
        f"{len(faults)} faults of the product, switched on in turn (`python -m evals.mutations`): the gate closes for "
        f"the right reason at {right} of them ({right / len(faults):.1%}). Each was tried on up to {cases} cases of "
        "every kind.\n"
    )
    yield "| fault | caught | by |\n|---|---|---|"
    for fault, one in zip(faults, caught, strict=True):
        said = "yes" if is_right(fault, one) else "for another reason" if one.is_red else "**no**"
        by = ", ".join(name for name in one.reasons if name in fault.because) or ", ".join(one.reasons) or "–"
        yield f"| {fault.what} | {said} | {by} |"
    yield "\n## Do the scorers see single answers?\n"
    yield (
        "Each fault in telling, put into single answers: of the answers that it changes, how many score lower in a "
        "measure that it is registered with. What cannot be judged of a case cannot be noticed there: a warning of "
        "age, for instance, is due only where a question is about the state of things.\n"
    )
    yield "| fault | answers changed | noticed |\n|---|---|---|"
    yield from (f"| {one.what} | {one.changed} | {one.noticed} |" for one in seen)
