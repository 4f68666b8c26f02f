"""Whether an answer is what it says it is: to this question, from this corpus, by a verifier that can tell."""

from __future__ import annotations

from evals.scorers.score import Score, Trial, share
from rag.answer import CorpusStamp, Label

SPOKEN = frozenset({"en", "es"})


def provenance(trial: Trial) -> Score:
    """Return 1 where the answer is to this question, in its language, and from the corpus that it is judged by."""
    answer, corpus = trial.answer, trial.corpus
    faults = []
    if answer.corpus != CorpusStamp(corpus.version, len(corpus), corpus.as_of):
        faults.append(f"from corpus {answer.corpus.version}, judged by {corpus.version}")
    if " ".join(answer.question.split()) != " ".join(trial.case.question.split()):
        faults.append("another question than was asked")
    if trial.case.language in SPOKEN and answer.language != trial.case.language:
        faults.append(f"answered in {answer.language}, asked in {trial.case.language}")
    return Score(float(not faults), "; ".join(faults) or "this question, this corpus, its language")


def verifier_sense(trial: Trial) -> Score:
    """Return the share of probes that the verifier told apart: true sentences supported, falsified ones not."""
    probes = trial.record.probes
    fooled = [one for one in probes if (one.label is Label.SUPPORTED) is bool(one.edit)]
    reason = f"{fooled[0].label.value}: {fooled[0].text}" if fooled else "tells every falsified sentence"
    return share(len(probes) - len(fooled), len(probes), reason)


def latency(trial: Trial) -> Score:
    """Return the milliseconds from the question to the answer; less is better."""
    return Score(trial.record.milliseconds, f"{trial.record.milliseconds:.0f} ms")
