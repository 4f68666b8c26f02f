"""Measure where the development questions go before anything is searched.

    python -m evals.routes                   confusion table and error rates
    python -m evals.routes --cases FOLDER    on other cases of the same form
    python -m evals.routes --misses          with each question that goes another way than expected, and why

The weights were fitted on these very questions; `python -m evals.fit_routes` prints what held-out questions come to.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.cases import CASES, Case, read_cases
from rag.answer import Outcome
from rag.assemble import open_retriever
from rag.relevance import Relevance
from rag.retrieval.hybrid import HybridRetriever
from rag.route import Route, Router, proper_names
from rag.settings import read_settings
from rag.understand import Understanding

ENDS = (None, Outcome.SIGNPOSTED, Outcome.REFUSED, Outcome.OUT_OF_SCOPE, Outcome.CLARIFY)
"""Where a question may go; None is on, to be searched for."""


@dataclass(frozen=True, slots=True)
class Routed:
    """One case, and where it went."""

    case: Case
    route: Route

    @property
    def is_right(self) -> bool:
        """Whether it went where it should."""
        return self.route.outcome is expected(self.case)


def main() -> None:
    """Route every case and print where it went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=CASES, help="folder of .jsonl files")
    parser.add_argument("--misses", action="store_true", help="list the questions that went another way")
    arguments = parser.parse_args()
    retriever, close = open_retriever(read_settings())
    routed = route_all(router_over(retriever), retriever.understanding, read_cases(arguments.cases))
    close()
    print("\n".join((*table(routed), *rates(routed))))
    if arguments.misses:
        print("\n".join(misses(routed)))


def router_over(retriever: HybridRetriever) -> Router:
    """Return the router that goes with a retriever."""
    relevance: Relevance = retriever.relevance
    return Router(retriever.embed, names=proper_names(retriever.corpus), sentences=relevance.sentence_vectors)


def route_all(router: Router, understanding: Understanding, cases: Iterable[Case]) -> list[Routed]:
    """Return where each case goes."""
    return [Routed(case, router.route(understanding.of(case.question), case.history)) for case in cases]


def expected(case: Case) -> Outcome | None:
    """Return where a case should go; None is on."""
    if case.kind == "out_of_scope":
        return Outcome.OUT_OF_SCOPE
    ends = {"redirect": Outcome.SIGNPOSTED, "refuse": Outcome.REFUSED, "clarify": Outcome.CLARIFY}
    return ends.get(case.expect)


def table(routed: Sequence[Routed]) -> Iterator[str]:
    """Yield the confusion table: a row for what was expected, a column for what happened."""
    yield f"{'expected':14}" + "".join(f"{_name(end):>14}" for end in ENDS)
    for right in ENDS:
        own = [one.route.outcome for one in routed if expected(one.case) is right]
        yield f"{_name(right):14}" + "".join(f"{own.count(end):>14}" for end in ENDS)


def rates(routed: Sequence[Routed]) -> Iterator[str]:
    """Yield the error rate of each row, with its denominator."""
    for right in ENDS:
        own = [one for one in routed if expected(one.case) is right]
        wrong = sum(not one.is_right for one in own)
        if own:
            yield f"{_name(right)}: {wrong} of {len(own)} went another way ({wrong / len(own):.1%})"


def misses(routed: Iterable[Routed]) -> Iterator[str]:
    """Yield each question that went another way, with the reasons."""
    for one in routed:
        if not one.is_right:
            went = f"{_name(expected(one.case))} -> {_name(one.route.outcome)}"
            yield f"{one.case.id} {went}: {one.case.question}\n    " + "\n    ".join(one.route.reasons)


def _name(end: Outcome | None) -> str:
    return end.value if end else "go on"


if __name__ == "__main__":
    main()
