"""Hold a run against the thresholds and the last release: what fell, and which cases changed.

A floor is broken when a figure lies below it. A figure has fallen when the cases that both have, compared pair by pair,
got worse beyond chance (the 95 % bootstrap interval of the change lies wholly below nothing), or when it lies outside
the last release's interval over the same cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from evals.baseline import UNSTEADY, Baseline, Floor, Kept, kept_of
from evals.figures import figure, values_of
from evals.measures import interval
from evals.scorers import MEASURES
from evals.scoring import Scored

EQUAL = 1e-4
"""Differences that rounding makes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that stops a release."""

    measure: str
    text: str
    cases: tuple[str, ...]
    """Ids of the cases that make it so."""


@dataclass(frozen=True, slots=True)
class Change:
    """A case that ends otherwise than at the last release."""

    before: Kept
    after: Kept
    question: str
    worse: tuple[str, ...]
    """Measures that fell."""
    better: tuple[str, ...]

    @property
    def is_worse(self) -> bool:
        """Whether something fell and nothing rose."""
        return bool(self.worse) and not self.better


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a run may be released."""

    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]

    @property
    def is_passed(self) -> bool:
        """Whether nothing stops the release."""
        return not self.findings


def judge(scored: Sequence[Scored], baseline: Baseline) -> Judgement:
    """Return what stops a release, and every case that changed since the last: those first that helped to stop it."""
    findings = (*broken_floors(scored, baseline.floors), *fallen(scored, baseline))
    telling = {finding.measure for finding in findings}

    def order(change: Change) -> tuple[bool, int, int]:
        return telling.isdisjoint(change.worse), -len(change.worse), len(change.better)

    changes = sorted(changed(scored, baseline), key=order)
    return Judgement(findings, tuple(changes))


def broken_floors(scored: Sequence[Scored], floors: Sequence[Floor]) -> Iterator[Finding]:
    """Yield a finding for each floor that is not kept; one that covers no case is kept."""
    for floor in floors:
        covered = [one for one in scored if floor.covers(one.case) and one.scores[floor.measure].value is not None]
        found = figure(values_of(floor.measure, covered))
        if found and _is_below(found.value, floor):
            yield Finding(floor.measure, _told(found.value, found.n, floor), _short(floor.measure, covered))


def fallen(scored: Sequence[Scored], baseline: Baseline) -> Iterator[Finding]:
    """Yield a finding for each figure that got worse beyond chance since the last release."""
    is_same_set = baseline.is_over([one.case for one in scored])
    for name, measure in MEASURES.items():
        if name in UNSTEADY:
            continue
        pairs = [
            (one.case.id, measure.sign * (value - kept.scores[name]))
            for one in scored
            if (kept := _kept(one, baseline)) and name in kept.scores and (value := one.scores[name].value) is not None
        ]
        worse = tuple(case for case, change in pairs if change < -EQUAL)
        if not worse:
            continue
        low, high = interval([change for _, change in pairs])
        value = mean(values_of(name, scored))
        if high < 0 or (is_same_set and _is_outside(value, baseline.values.get(name), measure.sign)):
            by = mean(change for _, change in pairs)
            yield Finding(
                name,
                f"{measure.title['en']} got worse by {-by:.3f} [{-high:.3f} to {-low:.3f}] on the {len(pairs)} cases "
                "that the last release had as well",
                worse,
            )


def changed(scored: Sequence[Scored], baseline: Baseline) -> Iterator[Change]:
    """Yield each case whose outcome, text or scores are not those of the last release."""
    for one in scored:
        before, after = _kept(one, baseline), kept_of(one)
        if not before or (
            (before.outcome, before.text) == (after.outcome, after.text) and before.scores == after.scores
        ):
            continue
        moved = {
            name: MEASURES[name].sign * (after.scores[name] - before.scores[name])
            for name in before.scores.keys() & after.scores.keys()
        }
        yield Change(
            before,
            after,
            one.case.question,
            worse=tuple(name for name in MEASURES if moved.get(name, 0) < -EQUAL),
            better=tuple(name for name in MEASURES if moved.get(name, 0) > EQUAL),
        )


def _kept(one: Scored, baseline: Baseline) -> Kept | None:
    """Return the case at the last release, if the same was asked."""
    kept = baseline.cases.get(one.case.id)
    return kept if kept and kept.asked == one.record.asked else None


def _is_below(value: float, floor: Floor) -> bool:
    is_low = floor.at_least is not None and value < floor.at_least - EQUAL
    is_high = floor.at_most is not None and value > floor.at_most + EQUAL
    return is_low or is_high


def _is_outside(value: float, last: Mapping[str, float] | None, sign: int) -> bool:
    if last is None:
        return False
    return value < last["low"] - EQUAL if sign > 0 else value > last["high"] + EQUAL


def _told(value: float, n: int, floor: Floor) -> str:
    of = ", ".join(f"{name} {value}" for name, value in floor.of.items())
    title = MEASURES[floor.measure].title["en"] + (f" ({of})" if of else "")
    bound = f"at least {floor.at_least}" if floor.at_least is not None else f"at most {floor.at_most}"
    return f"{title} {value:.3f} of {n}, {bound}: {floor.why}"


def _short(name: str, scored: Sequence[Scored]) -> tuple[str, ...]:
    """Return the cases that fall short of the best value of a measure."""
    measure = MEASURES[name]
    if measure.unit == "ms":
        slowest = sorted(scored, key=lambda one: -(one.scores[name].value or 0))
        return tuple(one.case.id for one in slowest[:10])
    best = 0.0 if measure.lower_is_better else 1.0
    return tuple(one.case.id for one in scored if abs((one.scores[name].value or 0.0) - best) > EQUAL)
