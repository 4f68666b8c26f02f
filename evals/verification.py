"""Measure what the gate before display stops and what it lets pass, on sentences made from the corpus.

    python -m evals.verification                  shares stopped and passed by kind, trade-off, time
    python -m evals.verification --failures       with each false sentence that passed and each true one that did not
    python -m evals.verification --gate           end with 1 below the floors
    python -m evals.verification --seed 7         on other sentences of the same kinds

The sentences come from `evals/dishonest`, which shares no list and no pattern with the checker. Each goes through the
gate that a language model's sentences go through, with the keys of what it cites: it is shown as written (passed), or
replaced by what it cites, or dropped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median, quantiles
from time import perf_counter

from corpus import Sentence, load_corpus
from evals.dishonest import SpokenCase, generate
from evals.dishonest.generate import OF_EACH_KIND, SEED
from rag.answer import Label, Verdict
from rag.settings import read_settings
from rag.verify import Verifier
from rag.writers.llm.gate import LEAST_SCORE, Fate, Gate, Ruling
from rag.writers.llm.keys import Said, issue

STOPPED_OF_EACH_KIND, NEAR_PASSED = 0.99, 0.70
"""The floors: false sentences stopped in every kind, and true ones near the evidence passed as written."""
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, LEAST_SCORE, 0.95, 1.0)
"""Least scores that the trade-off is shown for."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A made sentence and what became of it."""

    case: SpokenCase
    ruling: Ruling
    verdict: Verdict
    """Of the checker alone, on the sentence as it was said."""
    milliseconds: float

    @property
    def passed(self) -> bool:
        """Whether a reader would see the sentence as written."""
        return self.ruling.fate is Fate.WRITTEN

    @property
    def is_quoted(self) -> bool:
        """Whether a reader would see its evidence in its place."""
        return self.ruling.fate is Fate.QUOTED

    @property
    def is_near(self) -> bool:
        """Whether it is true and stays near the evidence."""
        return self.case.is_true and not self.case.is_free


def main() -> None:
    """Make the sentences, check them and print the figures."""
    options = _options()
    corpus = load_corpus(read_settings().corpus_dirs)
    checked = check_all(generate(corpus, of_each_kind=options.of_each_kind, seed=options.seed), Verifier.default())
    print("\n".join((*table(checked), "", *trade_off(checked), "", speed(checked))))
    if options.failures:
        print("\n".join(failures(checked)))
    fallen = list(broken_floors(checked))
    if options.gate and fallen:
        sys.exit("\n".join(fallen))


def check_all(cases: Iterable[SpokenCase], verifier: Verifier) -> list[Checked]:
    """Check every case, timing each."""
    return [_check(case, verifier) for case in cases]


def table(checked: Sequence[Checked]) -> Iterator[str]:
    """Yield a line for each kind: false ones stopped, then true ones passed."""
    yield from (_line(kind, group, stopped=True) for kind, group in _by_kind(checked, is_true=False))
    yield _line("all false sentences", [one for one in checked if not one.case.is_true], stopped=True)
    yield ""
    yield from (_line(kind, group, stopped=False) for kind, group in _by_kind(checked, is_true=True))
    yield _line("all true ones near the evidence", [one for one in checked if one.is_near], stopped=False)


def trade_off(checked: Sequence[Checked]) -> Iterator[str]:
    """Yield what would pass with other least scores."""
    groups = (
        ("near truths", [one for one in checked if one.is_near]),
        ("free paraphrases", [one for one in checked if one.case.is_true and one.case.is_free]),
        ("false paraphrases", [one for one in checked if not one.case.is_true and one.case.is_free]),
        ("other false sentences", [one for one in checked if not one.case.is_true and not one.case.is_free]),
    )
    yield f"what would pass of supported sentences with other least scores; the gate asks for {LEAST_SCORE}"
    yield "least score" + "".join(f"{name:>26}" for name, _ in groups)
    for least in STEPS:
        shares = (_share([_would_pass(one, least) for one in group]) for _, group in groups)
        yield f"{least:<11}" + "".join(f"{share:>26}" for share in shares)


def speed(checked: Sequence[Checked]) -> str:
    """Return the time a sentence takes."""
    times = [one.milliseconds for one in checked]
    return (
        f"a sentence takes {median(times):.2f} ms (median), {quantiles(times, n=20)[-1]:.2f} ms (p95), n={len(times)}"
    )


def failures(checked: Iterable[Checked]) -> Iterator[str]:
    """Yield each sentence that went the wrong way, with its evidence and the reasons."""
    for one in checked:
        if one.passed is not one.case.is_true:
            yield f"{'false, passed' if one.passed else 'true, stopped'} ({one.case.kind}): {one.case.claim}"
            yield from (f"    evidence: {evidence}" for evidence in one.case.evidence)
            reasons = one.ruling.reasons or one.verdict.reasons
            yield f"    {one.verdict.label.value} {one.verdict.score:.2f}: {'; '.join(reasons)}"


def broken_floors(checked: Sequence[Checked]) -> Iterator[str]:
    """Yield a line for each floor that is not kept."""
    for kind, group in _by_kind(checked, is_true=False):
        stopped = sum(not one.passed for one in group)
        if stopped < STOPPED_OF_EACH_KIND * len(group):
            yield f"Broken floor: {kind}, {stopped} of {len(group)} stopped, at least {STOPPED_OF_EACH_KIND:.0%}."
    near = [one.passed for one in checked if one.is_near]
    if sum(near) < NEAR_PASSED * len(near):
        yield f"Broken floor: near truths, {sum(near)} of {len(near)} passed, at least {NEAR_PASSED:.0%}."


def interval(hits: int, count: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share, which holds near 0 and 1 too."""
    z, share = 1.96, hits / count
    middle = share + z * z / (2 * count)
    reach = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    whole = 1 + z * z / count
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def _check(case: SpokenCase, verifier: Verifier) -> Checked:
    cited = [Sentence(f"made#1.{place}", text, 0, len(text), ()) for place, text in enumerate(case.evidence, start=1)]
    issued = issue(cited, case.claim)
    start = perf_counter()
    ruling = Gate(issued, verifier, "en").rule(Said(case.claim, tuple(issued)))
    milliseconds = (perf_counter() - start) * 1000
    return Checked(case, ruling, verifier.check(case.claim, case.evidence), milliseconds)


def _by_kind(checked: Iterable[Checked], *, is_true: bool) -> Iterator[tuple[str, list[Checked]]]:
    groups: dict[str, list[Checked]] = {}
    for one in checked:
        if one.case.is_true is is_true:
            groups.setdefault(one.case.kind, []).append(one)
    yield from groups.items()


def _line(name: str, group: Sequence[Checked], *, stopped: bool) -> str:
    share = _share([one.passed is not stopped for one in group])
    if stopped:
        return f"{name:<32} n={len(group):<5} stopped {share}"
    quoted, others = sum(one.is_quoted for one in group), sum(not one.passed for one in group)
    return f"{name:<32} n={len(group):<5} passed  {share}  of {others} others {quoted} shown as their evidence"


def _would_pass(one: Checked, least: float) -> bool:
    return one.verdict.label is Label.SUPPORTED and one.verdict.score >= least


def _share(values: Sequence[bool]) -> str:
    if not values:
        return "none made"
    low, high = interval(sum(values), len(values))
    return f"{sum(values) / len(values):.3f} [{low:.3f}–{high:.3f}]"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=SEED, help="other sentences of the same kinds")
    parser.add_argument("--of-each-kind", type=int, default=OF_EACH_KIND, help="how many")
    parser.add_argument("--failures", action="store_true", help="list the sentences that went the wrong way")
    parser.add_argument("--gate", action="store_true", help="end with 1 below the floors")
    return parser.parse_args()


if __name__ == "__main__":
    main()
