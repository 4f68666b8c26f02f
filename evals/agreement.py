"""Do the scorers agree with people? Answers that were read and judged by hand, beside what the rules say of them.

    python -m evals.agreement

`judged.jsonl` keeps each answer as it was judged: outcome, text, the sentences it rests on, the label (right, missing
or wrong, by the rule of `evals/scorers/truth.py`) and why. 72 were drawn from all kinds of question, 20 more from those
that the rules call missing or wrong, since agreement on those is harder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from corpus import Corpus, CorpusError, load_corpus
from evals.cases import Case, CaseError, gold_reader, read_cases
from evals.configuration import TODAY
from evals.measures import interval
from evals.scorers.score import Trial
from evals.scorers.truth import Grade, judge
from evals.stored import Record
from rag.answer import Answer, Claim, CorpusStamp, Helpline, Label, Outcome, Verdict
from rag.cite import citations_of, evidence_of, number
from rag.settings import SHIPPED_ARTICLES

JUDGED = Path(__file__).with_name("judged.jsonl")
STALE_AFTER_DAYS = 180


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer with a person's label, and what the rules say."""

    case: str
    person: Grade
    why: str
    rules: Grade
    reason: str


class Agreement(NamedTuple):
    """How often people and rules say the same."""

    share: float
    low: float
    high: float
    kappa: float
    """Cohen's kappa: 0 is what chance would give, 1 is perfect."""
    n: int


def main() -> None:
    """Print the agreement, the confusion table and every disagreement."""
    labelled = read_judged(load_corpus(SHIPPED_ARTICLES), read_cases())
    print("\n".join(told(labelled)))


def read_judged(corpus: Corpus, cases: Iterable[Case], path: Path = JUDGED) -> list[Labelled]:
    """Return every judged answer beside what the rules say; raises `CaseError` where a line no longer fits."""
    known, gold_of = {case.id: case for case in cases}, gold_reader(corpus)
    found = []
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        plain = json.loads(line)
        case = known.get(plain["case"])
        if case is None or case.asked != plain["asked"]:
            raise CaseError(f"{path}:{place}: {plain['case']} is asked otherwise now. Judge its answer again.")
        try:
            record = Record(case.id, case.asked, 1, _answer(plain, case, corpus), (), (), 0.0)
        except CorpusError as error:
            raise CaseError(f"{path}:{place}: {error} Judge the answer again.") from error
        judgement = judge(Trial(case, record, gold_of(case), corpus, TODAY, STALE_AFTER_DAYS))
        if judgement is None:
            raise CaseError(f"{path}:{place}: the rules cannot judge {case.id}. Take the line out.")
        found.append(Labelled(case.id, Grade[plain["label"].upper()], plain["why"], judgement.grade, judgement.reason))
    return found


def agreement(labelled: Sequence[Labelled]) -> Agreement:
    """Return how often the labels are the same, with its interval, and beyond chance."""
    same = [float(one.person is one.rules) for one in labelled]
    share, n = sum(same) / len(same), len(same)
    chance = sum(
        sum(one.person is grade for one in labelled) * sum(one.rules is grade for one in labelled) for grade in Grade
    ) / (n * n)
    return Agreement(share, *interval(same), (share - chance) / (1 - chance), n)


def told(labelled: Sequence[Labelled]) -> Iterator[str]:
    """Yield the agreement, the confusion table and every disagreement."""
    found = agreement(labelled)
    between = f"[{found.low:.1%} to {found.high:.1%}]"
    yield f"{found.n} answers judged by hand: the rules agree on {found.share:.1%} {between},"
    yield f"Cohen's kappa {found.kappa:.2f}"
    yield f"\n{'person / rules':16}" + "".join(f"{grade.name.lower():>10}" for grade in Grade)
    for person in Grade:
        counts = (sum(one.person is person and one.rules is rules for one in labelled) for rules in Grade)
        yield f"{person.name.lower():16}" + "".join(f"{count:>10}" for count in counts)
    yield ""
    for one in labelled:
        if one.person is not one.rules:
            yield f"{one.case}: a person says {one.person.name.lower()} ({one.why});"
            yield f"    the rules say {one.rules.name.lower()} ({one.reason})"


def _answer(plain: Mapping[str, Any], case: Case, corpus: Corpus) -> Answer:
    """Return as much of the answer as the rules look at."""
    supported = Verdict(Label.SUPPORTED, 1.0, ())
    sentences = [corpus.sentence(sentence) for sentence in plain["shown"]]
    claims = number(Claim(one.text, (evidence_of(one),), supported) for one in sentences)
    line = Helpline("somebody", "INT", "", "", "")
    return Answer(
        question=case.question,
        outcome=Outcome(plain["outcome"]),
        language=plain["language"],
        mode="extractive",
        text=plain["text"],
        corpus=CorpusStamp(corpus.version, len(corpus), corpus.as_of),
        claims=claims,
        citations=citations_of(claims, corpus),
        helplines=(line,) * plain["helplines"],
    )


if __name__ == "__main__":
    main()
