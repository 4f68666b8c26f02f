"""Do the scorers see a fault in a single answer? Every fault in telling, put into every answer that it changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.mutations.fault import Fault
from evals.mutations.trial import Ground
from evals.scorers import MEASURES
from evals.scoring import Scored, score_all


@dataclass(frozen=True, slots=True)
class Noticed:
    """How many of the answers that a fault changes score lower for it."""

    fault: str
    what: str
    changed: int
    noticed: int


def noticing(ground: Ground, faults: Sequence[Fault]) -> list[Noticed]:
    """Return, for each fault in telling, in how many of the answers that it changes a registered measure falls."""
    sound = score_all(ground.cases, ground.sound.values(), ground.corpus, ground.configuration)
    return [_noticing(fault, sound, ground) for fault in faults if fault.answer]


def noticed(found: Sequence[Noticed]) -> Iterator[str]:
    """Yield a line for the whole, and one for each fault that was overlooked in some answers."""
    changed, seen = sum(one.changed for one in found), sum(one.noticed for one in found)
    if changed:
        share = f"({seen / changed:.1%})"
        yield f"single answers: {seen} of {changed} spoiled ones score lower in a measure made for it {share}"
    for one in found:
        if one.noticed < one.changed:
            yield f"  {one.fault}: {one.noticed} of {one.changed}"


def _noticing(fault: Fault, sound: Sequence[Scored], ground: Ground) -> Noticed:
    spoil = ground.spoil(fault)
    spoiled = score_all(ground.cases, map(spoil, ground.cases), ground.corpus, ground.configuration)
    pairs = [
        (before, after)
        for before, after in zip(sound, spoiled, strict=True)
        if before.record.answer != after.record.answer
    ]
    return Noticed(fault.name, fault.what, len(pairs), sum(_is_lower(fault, *pair) for pair in pairs))


def _is_lower(fault: Fault, before: Scored, after: Scored) -> bool:
    return any(
        (was := before.scores[name].value) is not None
        and (now := after.scores[name].value) is not None
        and MEASURES[name].sign * (now - was) < 0
        for name in fault.because
    )
