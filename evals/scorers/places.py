"""Whether every place that a question is about has its say, each under its own name."""

from __future__ import annotations

from corpus import Corpus
from evals.scorers.score import Score, Trial, share, unscored
from rag.answer import Section
from rag.understand.places import gazetteer


def jurisdiction_coverage(trial: Trial) -> Score:
    """Return the share of the gold evidence's jurisdictions that the answer cites; of questions about several."""
    wanted = [group for group in (_jurisdictions(gold, trial.corpus) for gold in trial.gold) if group]
    if trial.case.expect != "answer" or len(frozenset(wanted)) < 2:
        return unscored("the case is not about several places")
    cited = {citation.jurisdiction for citation in trial.answer.citations} if trial.is_said else set()
    missing = [group for group in dict.fromkeys(wanted) if group.isdisjoint(cited)]
    count = len(frozenset(wanted))
    named = ", ".join("/".join(sorted(group)) for group in missing)
    return share(count - len(missing), count, f"nothing of {named}" if missing else "every place has its say")


def sections_fit(trial: Trial) -> Score:
    """Return the share of claims under the name of a place that are of that place, or name it."""
    placed = [
        (code, claim) for section in trial.answer.sections if (code := _code(section)) for claim in section.claims
    ]
    if not placed:
        return unscored("the answer has no sections by place")
    astray = [(code, claim) for code, claim in placed if not _fits(code, claim, trial)]
    reason = f"claim {astray[0][1]} is not about {astray[0][0]}" if astray else "every claim is under its place"
    return share(len(placed) - len(astray), len(placed), reason)


def _jurisdictions(sentences: frozenset[str], corpus: Corpus) -> frozenset[str]:
    return frozenset(corpus.article_of(sentence).jurisdiction for sentence in sentences)


def _code(section: Section) -> str:
    codes = [
        code for code, known in gazetteer().jurisdictions.items() if section.heading in {known.name, known.name_es}
    ]
    return codes[0] if codes else ""


def _fits(code: str, position: int, trial: Trial) -> bool:
    if not 0 <= position < len(trial.answer.claims):
        return False
    claim = trial.answer.claims[position]
    within = {code, *gazetteer().codes_within(code)}
    homes = {trial.corpus.article(one.article).jurisdiction for one in claim.evidence if one.article in trial.corpus}
    return bool(homes & within) or bool({mention.code for mention in gazetteer().mentions(claim.text)} & within)
