"""Put a fault to the gate: a sample of the cases, in batches, until the gate closes or the sample is used up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus import Corpus
from evals.baseline import Baseline, Floor, baseline_of
from evals.cases import Case
from evals.configuration import Configuration
from evals.gate import broken_floors, judge
from evals.mutations.fault import Fault
from evals.scoring import score_all
from evals.stored import Record

EACH = 7
"""Cases of each kind and expectation in the sample."""
BATCHES = (45, 90)
"""Cases after which the gate is looked at, before the whole sample is used up."""

STRICT = 0.97
"""A floor from here on allows next to nothing."""

Answering = Callable[[Case], Record]


@dataclass(frozen=True, slots=True)
class Caught:
    """What the gate said of a fault."""

    fault: str
    reasons: tuple[str, ...]
    """Measures that closed the gate."""
    cases: int
    """Cases that it took."""
    told: str
    """The first finding for the right reason, else the first at all."""

    @property
    def is_red(self) -> bool:
        """Whether the gate closed."""
        return bool(self.reasons)


@dataclass(frozen=True, slots=True)
class Ground:
    """What faults are tried on: a sample of cases with the sound product's answers."""

    cases: tuple[Case, ...]
    sound: dict[str, Record]
    corpus: Corpus
    configuration: Configuration
    lasts: dict[int, Baseline]
    """The sound product on that many first cases, as the last release."""

    def try_(self, fault: Fault, answer: Answering) -> Caught:
        """Return what the gate says of the product that gives these answers."""
        records: list[Record] = []
        for count in sorted(self.lasts):
            records += [answer(case) for case in self.cases[len(records) : count]]
            caught = self._judged(fault, records)
            if not fault.because.isdisjoint(caught.reasons):
                return caught
        return caught

    def spoil(self, fault: Fault) -> Answering:
        """Return what gives the sound answers, spoiled after the fact."""
        assert fault.answer
        spoil = fault.answer
        return lambda case: replace(self.sound[case.id], answer=spoil(self.sound[case.id].answer, self.corpus))

    def _judged(self, fault: Fault, records: Sequence[Record]) -> Caught:
        scored = score_all(self.cases[: len(records)], records, self.corpus, self.configuration)
        findings = judge(scored, self.lasts[len(records)]).findings
        right = [one for one in findings if one.measure in fault.because]
        told = next((one.text for one in (*right, *findings)), "nothing")
        reasons = tuple(dict.fromkeys(one.measure for one in findings))
        return Caught(fault.name, reasons, len(records), told)


def ground_of(
    cases: Sequence[Case],
    records: Iterable[Record],
    corpus: Corpus,
    configuration: Configuration,
    floors: Sequence[Floor],
) -> Ground:
    """Return the ground that the sound product's answers make.

    Only floors that mean the same on a sample are held: those that allow next to nothing, and those about one kind of
    question, unless the sound product breaks them on so few cases. A mean over a mix of kinds depends on the mix.
    """
    sound = {record.case: record for record in records}
    scored = score_all(cases, sound.values(), corpus, configuration)
    lasts = {}
    for count in {*(size for size in BATCHES if size < len(cases)), len(cases)}:
        first = scored[:count]
        kept = [floor for floor in floors if _holds_on_samples(floor) and not list(broken_floors(first, [floor]))]
        lasts[count] = baseline_of(first, configuration, kept, reason="sound", day=date.today())
    return Ground(tuple(cases), sound, corpus, configuration, lasts)


def _holds_on_samples(floor: Floor) -> bool:
    return (floor.at_least or 0.0) >= STRICT or floor.of.keys() == {"kind"}


def sample(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Return a few cases of each kind and expectation, evenly spread, in turn, so that every batch has some of each."""
    groups: dict[tuple[str, str, str], list[Case]] = {}
    for case in cases:
        groups.setdefault((case.kind, case.expect, "es" if case.language == "es" else ""), []).append(case)
    chosen = [_spread(group, EACH) for group in groups.values()]
    return tuple(group[place] for place in range(EACH) for group in chosen if place < len(group))


def _spread(group: Sequence[Case], count: int) -> list[Case]:
    if len(group) <= count:
        return list(group)
    return [group[round(place * (len(group) - 1) / (count - 1))] for place in range(count)]
