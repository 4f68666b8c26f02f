"""What is kept of one question that was asked: the answer and what was measured beside it, as a line of JSON.

Scores are computed from these records alone, so they can be computed again, or otherwise, without asking anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from corpus import Source, SourceType
from rag.answer import (
    Answer,
    Citation,
    Claim,
    CorpusStamp,
    Evidence,
    Helpline,
    Label,
    Note,
    NoteKind,
    Outcome,
    Section,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Probe:
    """A sentence put to the verifier beside its evidence, to see whether it can tell."""

    edit: str
    """What was changed in it; empty for the sentence as it stands."""
    text: str
    label: Label
    """What the verifier said."""


@dataclass(frozen=True, slots=True)
class Record:
    """One question as it was asked, and all that came back."""

    case: str
    """Id of the case."""
    asked: str
    """Fingerprint of question and conversation: a case that changed is asked again."""
    attempt: int
    """From 1; more than one where a case is asked several times."""
    answer: Answer
    passages: tuple[str, ...]
    """Ids of the ten best passages, best first; empty where retrieval alone cannot be held to the case."""
    probes: tuple[Probe, ...]
    milliseconds: float
    """From the question to the answer, by our own watch."""


def to_line(record: Record) -> str:
    """Return a record as one line of JSON."""
    answer = record.answer
    return json.dumps(
        {
            "case": record.case,
            "asked": record.asked,
            "attempt": record.attempt,
            "milliseconds": round(record.milliseconds, 1),
            "chance": answer.chance,
            "passages": list(record.passages),
            "probes": [asdict(probe) for probe in record.probes],
            "answer": answer.to_dict(),
        },
        ensure_ascii=False,
    )


def from_line(line: str) -> Record:
    """Return the record that a line holds; raises ValueError, KeyError or TypeError where it is torn or foreign."""
    kept = json.loads(line)
    return Record(
        case=kept["case"],
        asked=kept["asked"],
        attempt=kept["attempt"],
        answer=replace(answer_of(kept["answer"]), chance=kept["chance"]),
        passages=tuple(kept["passages"]),
        probes=tuple(Probe(one["edit"], one["text"], Label(one["label"])) for one in kept["probes"]),
        milliseconds=kept["milliseconds"],
    )


def answer_of(plain: Mapping[str, Any]) -> Answer:
    """Return the answer that `Answer.to_dict` wrote; what the JSON leaves out (reasons, explanation) is empty."""
    return Answer(
        question=plain["question"],
        outcome=Outcome(plain["outcome"]),
        language=plain["language"],
        mode=plain["mode"],
        text=plain["text"],
        corpus=CorpusStamp(**plain["corpus"]),
        sections=tuple(Section(one["heading"], tuple(one["claims"])) for one in plain["sections"]),
        claims=tuple(_claim(one) for one in plain["claims"]),
        citations=tuple(_citation(one) for one in plain["citations"]),
        notes=tuple(Note(NoteKind(one["kind"]), one["text"], tuple(one["citations"])) for one in plain["notes"]),
        helplines=tuple(Helpline(**one) for one in plain["helplines"]),
        follow_ups=tuple(plain["follow_ups"]),
        timings_ms=plain["timings_ms"],
    )


def _claim(plain: Mapping[str, Any]) -> Claim:
    evidence = tuple(Evidence(**one) for one in plain["evidence"])
    verdict = Verdict(Label(plain["verdict"]), plain["score"], ())
    return Claim(plain["text"], evidence, verdict, tuple(plain["citations"]))


def _citation(plain: Mapping[str, Any]) -> Citation:
    sources = tuple(Source(**(one | {"type": SourceType(one["type"])})) for one in plain["sources"])
    return Citation(**{**plain, "sources": sources})
