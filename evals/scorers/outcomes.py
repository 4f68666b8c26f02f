"""Whether a question ended as it should."""

from __future__ import annotations

from collections.abc import Mapping

from evals.scorers.evidence import lacking
from evals.scorers.facts import missing_facts
from evals.scorers.score import SAID, Score, Trial, unscored
from rag.answer import NoteKind, Outcome

ENDS_AS: Mapping[str, frozenset[Outcome]] = {
    "answer": SAID,
    "correct": SAID | {Outcome.NO_EVIDENCE},
    "abstain": frozenset({Outcome.NO_EVIDENCE, Outcome.OUT_OF_SCOPE}),
    "redirect": frozenset({Outcome.SIGNPOSTED}),
    "refuse": frozenset({Outcome.REFUSED, Outcome.OUT_OF_SCOPE, Outcome.NO_EVIDENCE}),
    "clarify": SAID | {Outcome.CLARIFY},
}
"""What a case expects -> the outcomes that meet it."""


def right_outcome(trial: Trial) -> Score:
    """Return 1 where the outcome is one that the case allows."""
    outcome = trial.answer.outcome
    is_right = outcome in ENDS_AS[trial.case.expect]
    return Score(float(is_right), f"{outcome.value}, where {trial.case.expect} is expected")


def needless_refusal(trial: Trial) -> Score:
    """Return 1 where an answerable question was not answered; less is better."""
    if trial.case.expect != "answer":
        return unscored("the case does not expect an answer")
    return Score(float(not trial.is_said), trial.answer.outcome.value)


def premise_corrected(trial: Trial) -> Score:
    """Return 1 where a false premise gets the sourced state of things and a note that says so; one half without it."""
    if trial.case.expect != "correct" or not (trial.case.evidence or trial.case.facts):
        return unscored("the case has no false premise to correct")
    is_shown = gold_is_shown(trial)
    is_flagged = _has_note(trial, NoteKind.PREMISE) or trial.answer.outcome is Outcome.NO_EVIDENCE
    shown = "says how things stand" if is_shown else "does not say how things stand"
    flagged = "and that the question assumed otherwise" if is_flagged else "but not that the question assumed otherwise"
    return Score((0.5 + 0.5 * is_flagged) * is_shown, f"{shown}, {flagged}" if is_shown else shown)


def conflict_shown(trial: Trial) -> Score:
    """Return 1 where both accounts are shown under a note that they differ; one half without the note."""
    if trial.case.kind != "conflict":
        return unscored("accounts do not differ here")
    is_shown, is_flagged = gold_is_shown(trial), _has_note(trial, NoteKind.CONFLICT)
    shown = "shows both accounts" if is_shown else "does not show both accounts"
    flagged = "notes that they differ" if is_flagged else "does not note that they differ"
    return Score((0.5 + 0.5 * is_flagged) * is_shown, f"{shown}; {flagged}")


def gold_is_shown(trial: Trial) -> bool:
    """Tell whether the answer has every fact, or rests on every piece of evidence, that the case names."""
    has_facts = bool(trial.case.facts) and not missing_facts(trial)
    has_evidence = bool(trial.case.evidence) and not lacking(trial, set(trial.shown))
    return has_facts or has_evidence


def _has_note(trial: Trial, kind: NoteKind) -> bool:
    return any(note.kind is kind for note in trial.answer.notes)
