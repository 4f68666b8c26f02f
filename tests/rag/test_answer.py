from __future__ import annotations

import json
from typing import Any

import pytest

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

ANSWER = Answer(
    question="What is the fine?",
    outcome=Outcome.PARTIAL,
    language="en",
    mode="extractive",
    text="The fine is 3 million. [1]",
    corpus=CorpusStamp("abc123", 8, "2026-06-30"),
    sections=(Section("Spain", (0,)),),
    claims=(
        Claim(
            "The fine is 3 million.",
            (Evidence("es-bill#2.1", "es-bill", "The fine is 3 million.", 10, 32),),
            Verdict(Label.SUPPORTED, 1.0, ("stands in the evidence word for word",)),
            (1,),
        ),
    ),
    citations=(
        Citation(
            number=1,
            article="es-bill",
            title="The bill",
            jurisdiction="ES",
            kind="bill",
            status="proposed",
            event_date="2026-01-15",
            as_of="2026-03-24",
            quote="The fine is 3 million.",
            sentence="es-bill#2.1",
            sources=(Source("s1", "The text", "Gazette", SourceType.LAW_FIRM, "2026-01", "https://example.org/1"),),
        ),
    ),
    notes=(Note(NoteKind.NOT_IN_FORCE, "A proposal.", (1,)),),
    helplines=(Helpline("Line", "ES", "017", "8 to 23", "es-017#1.1"),),
    follow_ups=("Since when?",),
    timings_ms={"total": 12.5, "route": 1.0},
    explanation=("language: en",),
)

JSON = {
    "question": "What is the fine?",
    "outcome": "partial",
    "language": "en",
    "mode": "extractive",
    "text": "The fine is 3 million. [1]",
    "sections": [{"heading": "Spain", "claims": [0]}],
    "claims": [
        {
            "text": "The fine is 3 million.",
            "citations": [1],
            "verdict": "supported",
            "score": 1.0,
            "evidence": [
                {
                    "sentence": "es-bill#2.1",
                    "article": "es-bill",
                    "quote": "The fine is 3 million.",
                    "start": 10,
                    "end": 32,
                }
            ],
        }
    ],
    "citations": [
        {
            "number": 1,
            "article": "es-bill",
            "title": "The bill",
            "jurisdiction": "ES",
            "kind": "bill",
            "status": "proposed",
            "event_date": "2026-01-15",
            "as_of": "2026-03-24",
            "quote": "The fine is 3 million.",
            "sentence": "es-bill#2.1",
            "sources": [
                {
                    "id": "s1",
                    "title": "The text",
                    "publisher": "Gazette",
                    "type": "law-firm",
                    "date": "2026-01",
                    "url": "https://example.org/1",
                }
            ],
        }
    ],
    "notes": [{"kind": "not_in_force", "text": "A proposal.", "citations": [1]}],
    "helplines": [{"name": "Line", "country": "ES", "contact": "017", "hours": "8 to 23", "sentence": "es-017#1.1"}],
    "follow_ups": ["Since when?"],
    "corpus": {"version": "abc123", "articles": 8, "as_of": "2026-06-30"},
    "timings_ms": {"total": 12.5, "route": 1.0},
}


def shape(value: Any) -> Any:
    """The form of plain data: keys and types, a list by its first member."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value)


def test_an_answer_has_the_json_that_others_rely_on():
    assert ANSWER.to_dict() == JSON


def test_the_json_survives_being_written_and_read():
    assert json.loads(json.dumps(ANSWER.to_dict(), ensure_ascii=False)) == JSON


def test_the_json_is_made_of_plain_types_only():
    def plain(value: Any) -> bool:
        if isinstance(value, dict):
            return all(type(key) is str and plain(inner) for key, inner in value.items())
        return all(map(plain, value)) if type(value) is list else type(value) in {str, int, float}

    assert plain(ANSWER.to_dict())


def test_an_answer_without_evidence_has_the_same_keys():
    bare = Answer("?", Outcome.NO_EVIDENCE, "es", "extractive", "El corpus no lo dice.", CorpusStamp("a", 0, ""))

    assert list(bare.to_dict()) == list(JSON)
    assert bare.to_dict()["claims"] == bare.to_dict()["sections"] == []


def test_the_pipeline_gives_that_json(pipeline):
    given = pipeline.ask("What is the minimum age in Spain's bill?").to_dict()

    assert list(given) == list(JSON)
    for part in ("claims", "citations", "notes"):
        assert shape(given[part]) == shape(JSON[part])
    assert shape(given["corpus"]) == shape(JSON["corpus"])
    assert {"total", "route", "retrieve", "write", "verify"} <= set(given["timings_ms"])


@pytest.mark.parametrize(
    ("enum", "values"),
    [
        (Label, {"supported", "uncertain", "unsupported"}),
        (
            NoteKind,
            {
                "stale",
                "conflict",
                "not_in_force",
                "premise",
                "partial",
                "translation",
                "weak_source",
                "fallback",
            },
        ),
    ],
)
def test_closed_sets_stay_closed(enum, values):
    assert {member.value for member in enum} == values
