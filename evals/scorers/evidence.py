"""Whether the gold evidence was found, and shown."""

from __future__ import annotations

from collections.abc import Collection

from evals.cases import is_retrievable
from evals.scorers.score import Score, Trial, share, unscored

DEPTH, DEEPEST = 5, 10


def evidence_recall(trial: Trial) -> Score:
    """Return the share of evidence groups among the five best passages."""
    if not is_retrievable(trial.case):
        return unscored("retrieval alone cannot be held to this case")
    return _recall(trial, _sentences(trial, DEPTH), f"the {DEPTH} best passages")


def evidence_rank(trial: Trial) -> Score:
    """Return 1 through the rank of the first passage with gold evidence among ten; 0 without (MRR@10)."""
    if not is_retrievable(trial.case):
        return unscored("retrieval alone cannot be held to this case")
    gold = frozenset().union(*trial.gold)
    for rank, passage in enumerate(trial.record.passages[:DEEPEST], start=1):
        if not gold.isdisjoint(_of(trial, passage)):
            return Score(1 / rank, f"first at rank {rank}")
    return Score(0.0, f"not among the {DEEPEST} best passages")


def gold_citation_recall(trial: Trial) -> Score:
    """Return the share of evidence groups among the sentences that the answer rests on."""
    if not trial.case.evidence or trial.case.expect not in {"answer", "correct"}:
        return unscored("the case names no evidence")
    return _recall(trial, set(trial.shown), "the answer")


def gold_citation_precision(trial: Trial) -> Score:
    """Return the share of the cited sentences that are gold; only of what was answered."""
    if not trial.case.evidence or trial.case.expect not in {"answer", "correct"}:
        return unscored("the case names no evidence")
    if not trial.is_said:
        return unscored("nothing was answered")
    gold = frozenset().union(*trial.gold)
    shown = set(trial.shown)
    return share(len(shown & gold), len(shown), f"{len(shown & gold)} of {len(shown)} cited sentences are gold")


def lacking(trial: Trial, ids: Collection[str]) -> tuple[str, ...]:
    """Return the first wording of each evidence group of which `ids` has no sentence."""
    pairs = zip(trial.case.evidence, trial.gold, strict=True)
    return tuple(group[0] for group, gold in pairs if gold.isdisjoint(ids))


def _recall(trial: Trial, ids: Collection[str], where: str) -> Score:
    count, missing = len(trial.case.evidence), lacking(trial, ids)
    reason = f"not in {where}: {' / '.join(missing)}" if missing else f"all {count} in {where}"
    return Score(1 - len(missing) / count, reason)


def _sentences(trial: Trial, depth: int) -> set[str]:
    return {sentence for passage in trial.record.passages[:depth] for sentence in _of(trial, passage)}


def _of(trial: Trial, passage: str) -> set[str]:
    return {sentence.id for sentence in trial.corpus.passage(passage).sentences}
