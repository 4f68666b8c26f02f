"""The last release: its thresholds, its figures and its answers, in two committed files.

baseline.json           figures and floors; plain data that other programs may read (docs/evaluation.md)
baseline-cases.jsonl    how each case ended, its text and its scores: what a new answer is compared with
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evals.cases import Case
from evals.configuration import Configuration
from evals.figures import as_plain, counted, figures, sliced
from evals.scorers import HEADLINE, MEASURES
from evals.scoring import Scored
from rag.errors import FootnoteError

BASELINE = Path(__file__).with_name("baseline.json")
FORMAT = 1
UNSTEADY = frozenset({"latency"})
"""What differs from run to run, and so is held to its floor alone."""


class BaselineError(FootnoteError):
    """The committed file cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A figure below which (or above which) nothing may be released."""

    measure: str
    of: Mapping[str, str]
    """Which cases: `kind`, `expect`, `language`, `persona`, or `direct` = yes; empty for all."""
    at_least: float | None
    at_most: float | None
    why: str

    def covers(self, case: Case) -> bool:
        """Tell whether the floor is about a case."""
        told = {
            "kind": case.kind,
            "expect": case.expect,
            "language": case.language,
            "persona": case.persona,
            "direct": "yes" if case.is_direct else "no",
        }
        return all(told[name] == value for name, value in self.of.items())


@dataclass(frozen=True, slots=True)
class Kept:
    """How a case ended at the last release."""

    case: str
    asked: str
    outcome: str
    text: str
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Baseline:
    """The last release."""

    plain: Mapping[str, Any]
    """The file as it stands."""
    floors: tuple[Floor, ...]
    cases: Mapping[str, Kept]

    @property
    def values(self) -> dict[str, Mapping[str, float]]:
        """The figure (`value`, `low`, `high`, `n`) of each measure."""
        return {one["name"]: one for one in self.plain["measures"]}

    def is_over(self, cases: Sequence[Case]) -> bool:
        """Tell whether the figures were taken over these very cases."""
        return bool(self.plain["cases"]["fingerprint"] == fingerprint(cases))


def read_baseline(path: Path = BASELINE) -> Baseline:
    """Return the last release, or raise `BaselineError`."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        lines = _cases_of(path).read_text(encoding="utf-8").splitlines()
        kept = [Kept(**json.loads(line)) for line in lines]
        floors = tuple(_floor(one) for one in plain["floors"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BaselineError(f"{path} cannot be read ({error!r}). Take it from the last commit that had it.") from error
    return Baseline(plain, floors, {one.case: one for one in kept})


def write_baseline(baseline: Baseline, path: Path = BASELINE) -> None:
    """Write both files."""
    path.write_text(json.dumps(baseline.plain, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    lines = (
        json.dumps(
            {"case": k.case, "asked": k.asked, "outcome": k.outcome, "text": k.text, "scores": dict(k.scores)},
            ensure_ascii=False,
        )
        for k in baseline.cases.values()
    )
    _cases_of(path).write_text("\n".join(lines) + "\n", encoding="utf-8")


def baseline_of(
    scored: Sequence[Scored], configuration: Configuration, floors: Sequence[Floor], *, reason: str, day: date
) -> Baseline:
    """Return what a run would be as the last release."""
    plain = {
        "format": FORMAT,
        "version": configuration.version,
        "date": day.isoformat(),
        "reason": reason,
        "corpus": {
            "version": configuration.corpus,
            "articles": configuration.articles,
            "as_of": configuration.as_of,
        },
        "mode": scored[0].record.answer.mode,
        "embedding_model": configuration.embedding_model,
        "cases": {"count": len(scored), "fingerprint": fingerprint([one.case for one in scored])},
        "headline": {"name": HEADLINE, **as_plain(figures(scored)[HEADLINE]), **counted(scored)._asdict()},
        "measures": _measures(scored),
        "floors": [_plain_floor(floor) for floor in floors],
    }
    return Baseline(plain, tuple(floors), {one.case.id: kept_of(one) for one in scored})


def kept_of(one: Scored) -> Kept:
    """Return a case as the next release will be compared with it."""
    scores = {
        name: round(score.value, 4)
        for name, score in one.scores.items()
        if score.value is not None and name not in UNSTEADY
    }
    answer = one.record.answer
    return Kept(one.case.id, one.record.asked, answer.outcome.value, answer.text, scores)


def fingerprint(cases: Iterable[Case]) -> str:
    """Return what is equal for equal cases, whatever their order."""
    told = sorted(repr(case) for case in cases)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]


def _measures(scored: Sequence[Scored]) -> list[Mapping[str, Any]]:
    whole, by_kind = figures(scored), sliced(scored, "kind")
    return [
        {
            "name": name,
            "title": MEASURES[name].title,
            "group": MEASURES[name].group,
            "what": MEASURES[name].what,
            "unit": MEASURES[name].unit,
            "lower_is_better": MEASURES[name].lower_is_better,
            **as_plain(one),
            "by_kind": {kind: as_plain(found[name]) for kind, found in by_kind.items() if name in found},
        }
        for name, one in whole.items()
    ]


def _floor(plain: Mapping[str, Any]) -> Floor:
    if plain["measure"] not in MEASURES:
        raise BaselineError(f"A floor names the measure {plain['measure']}, and there is none of that name.")
    return Floor(plain["measure"], plain.get("of", {}), plain.get("at_least"), plain.get("at_most"), plain["why"])


def _plain_floor(floor: Floor) -> Mapping[str, Any]:
    bounds = {"at_least": floor.at_least, "at_most": floor.at_most}
    bound = {name: value for name, value in bounds.items() if value is not None}
    return {"measure": floor.measure, "of": dict(floor.of), **bound, "why": floor.why}


def _cases_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}-cases.jsonl")
