"""The figures as lines of text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import shorten

from evals.baseline import Baseline
from evals.figures import Figure, counted, figures, sliced
from evals.gate import Change, Judgement
from evals.scorers import MEASURES
from evals.scoring import Scored

SHOWN_CHANGES = 12
BY_KIND = ("truthfulness", "right_outcome", "evidence_recall", "all_facts", "gold_citation_recall")


def table(scored: Sequence[Scored], baseline: Baseline | None) -> Iterator[str]:
    """Yield the headline, a line for each measure, and the main ones by kind of question."""
    right, missing, wrong = counted(scored)
    yield f"{len(scored)} cases: {right} right, {missing} missing, {wrong} wrong"
    yield ""
    yield f"{'':28} {'value':>7}  {'95 % interval':15} {'n':>4}  {'last release':>12}"
    last = baseline.values if baseline else {}
    for name, one in figures(scored).items():
        before = last.get(name)
        yield f"{_line(name, one)}  {_number(name, before['value']) if before else '':>12}"
    yield ""
    yield f"{'by kind':16} {'n':>4}" + "".join(f"{MEASURES[name].title['en']:>21}" for name in BY_KIND)
    for kind, found in sliced(scored, "kind").items():
        n = max(one.n for one in found.values())
        yield f"{kind:16} {n:>4}" + "".join(_cell(found.get(name)) for name in BY_KIND)


def verdict(judgement: Judgement) -> Iterator[str]:
    """Yield what stops the release, and the cases that got worse with the answer before and after."""
    if judgement.is_passed:
        yield f"The gate is passed. {_counted(judgement.changes)}"
        return
    yield "The gate is closed:"
    for finding in judgement.findings:
        yield f"  {finding.measure}: {finding.text}"
        if finding.cases:
            more = "" if len(finding.cases) <= SHOWN_CHANGES else f" and {len(finding.cases) - SHOWN_CHANGES} more"
            yield f"    {', '.join(finding.cases[:SHOWN_CHANGES])}{more}"
    yield _counted(judgement.changes)
    for change in [one for one in judgement.changes if one.worse][:SHOWN_CHANGES]:
        yield f"\n  {change.before.case}: {change.question}"
        yield f"    worse in: {', '.join(change.worse)}"
        yield f"    before  {change.before.outcome}: {_brief(change.before.text)}"
        yield f"    after   {change.after.outcome}: {_brief(change.after.text)}"


def failures(scored: Sequence[Scored]) -> Iterator[str]:
    """Yield each case that is not right, with the reason."""
    for one in scored:
        score = one.scores["truthfulness"]
        if score.value is not None and score.value < 1:
            yield f"{one.case.id} {one.case.kind}: {score.reason}: {one.case.question}"


def _counted(changes: Sequence[Change]) -> str:
    worse, better = sum(one.is_worse for one in changes), sum(bool(one.better) and not one.worse for one in changes)
    return f"Since the last release {len(changes)} cases changed: {better} better, {worse} worse."


def _line(name: str, one: Figure) -> str:
    between = f"{_number(name, one.low)} – {_number(name, one.high)}"
    return f"{MEASURES[name].title['en']:28} {_number(name, one.value):>7}  {between:15} {one.n:>4}"


def _number(name: str, value: float) -> str:
    return f"{value:.0f} ms" if MEASURES[name].unit == "ms" else f"{value:.3f}"


def _cell(one: Figure | None) -> str:
    return f"{one.value:>21.3f}" if one else f"{'–':>21}"


def _brief(text: str) -> str:
    return shorten(text, 320, placeholder=" …")
