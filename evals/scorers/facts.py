"""Whether the facts that a full answer needs stand in its text, and none that would make it wrong."""

from __future__ import annotations

import re

from evals.scorers.score import Score, Trial, unscored

SHORT = 4
"""Characters; a fact no longer than this ("13", "ban") turns up by chance, and counts only beside the right article."""


def says(text: str, fact: str) -> bool:
    """Tell whether `text` has `fact`, whatever the case; 13 does not stand in 2013, nor 300 in 1,300."""
    before = r"(?<!\d)(?<!\d[.,])" if fact[:1].isdigit() else ""
    after = r"(?![.,]?\d)" if fact[-1:].isdigit() else ""
    return re.search(f"{before}{re.escape(fact)}{after}", text, re.I) is not None


def missing_facts(trial: Trial) -> tuple[str, ...]:
    """Return the first wording of each fact group that the text lacks."""
    return tuple(group[0] for group in trial.case.facts if not _has(trial, group))


def fact_recall(trial: Trial) -> Score:
    """Return the share of fact groups in the text."""
    if not trial.case.facts:
        return unscored("the case names no facts")
    missing, count = missing_facts(trial), len(trial.case.facts)
    reason = f"lacks {', '.join(missing)}" if missing else "has every fact"
    return Score(1 - len(missing) / count, reason)


def all_facts(trial: Trial) -> Score:
    """Return 1 where every fact group stands in the text."""
    found = fact_recall(trial)
    return found if found.value is None else Score(float(found.value == 1), found.reason)


def forbidden(trial: Trial) -> Score:
    """Return 1 where no string stands in the text that would make the answer wrong."""
    if not trial.case.forbidden:
        return unscored("the case forbids nothing")
    found = forbidden_in(trial)
    return Score(float(not found), f"says {', '.join(found)}" if found else "says nothing that is forbidden")


def forbidden_in(trial: Trial) -> tuple[str, ...]:
    """Return the forbidden strings that stand in the text."""
    return tuple(text for text in trial.case.forbidden if text.lower() in trial.answer.text.lower())


def _has(trial: Trial, group: tuple[str, ...]) -> bool:
    found = [fact for fact in group if says(trial.answer.text, fact)]
    if not found or any(len(fact) > SHORT for fact in found) or not trial.case.articles:
        return bool(found)
    cited = {citation.article for citation in trial.answer.citations}
    return not cited.isdisjoint(trial.case.articles)
