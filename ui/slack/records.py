"""Turn the JSON of an answer back into records: a button pressed days later shows what was kept."""

from __future__ import annotations

from collections.abc import Mapping
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


def answer_from(kept: Mapping[str, Any]) -> Answer:
    """Return the answer that `Answer.to_dict` gave; the reasons of verdicts are no part of it."""
    return Answer(
        question=kept["question"],
        outcome=Outcome(kept["outcome"]),
        language=kept["language"],
        mode=kept["mode"],
        text=kept["text"],
        corpus=CorpusStamp(**kept["corpus"]),
        sections=tuple(Section(one["heading"], tuple(one["claims"])) for one in kept["sections"]),
        claims=tuple(map(_claim, kept["claims"])),
        citations=tuple(map(_citation, kept["citations"])),
        notes=tuple(Note(NoteKind(one["kind"]), one["text"], tuple(one["citations"])) for one in kept["notes"]),
        helplines=tuple(Helpline(**one) for one in kept["helplines"]),
        follow_ups=tuple(kept["follow_ups"]),
        timings_ms=dict(kept["timings_ms"]),
    )


def _claim(kept: Mapping[str, Any]) -> Claim:
    return Claim(
        text=kept["text"],
        evidence=tuple(Evidence(**one) for one in kept["evidence"]),
        verdict=Verdict(Label(kept["verdict"]), kept["score"], ()),
        citations=tuple(kept["citations"]),
    )


def _citation(kept: Mapping[str, Any]) -> Citation:
    sources = tuple(Source(**{**one, "type": SourceType(one["type"])}) for one in kept["sources"])
    return Citation(**{**kept, "sources": sources})
