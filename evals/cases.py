"""Read the development questions (`cases/*.jsonl`, one JSON object a line; fields in `cases/README.md`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Corpus, Sentence

CASES = Path(__file__).with_name("cases")
DIRECT_KINDS = ("factual", "numeric", "date", "status", "definition", "who", "penalty")
"""Questions that a few sentences of one article answer."""

REQUIRED = ("id", "lang", "persona", "kind", "question", "expect", "articles", "evidence", "facts", "forbidden")


class CaseError(Exception):
    """A file of cases is wrong; the message names file and line and what to do."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what must hold of its answer."""

    id: str
    language: str
    persona: str
    kind: str
    question: str
    history: tuple[tuple[str, str], ...]
    expect: str
    """answer, abstain, correct, redirect, refuse or clarify."""
    articles: tuple[str, ...]
    evidence: tuple[tuple[str, ...], ...]
    """Groups of alternative sentences; a full answer shows one of each group."""
    facts: tuple[tuple[str, ...], ...]
    """Groups of alternative strings; a full answer has one of each group, whatever the case."""
    forbidden: tuple[str, ...]
    note: str

    @property
    def is_direct(self) -> bool:
        """Whether a few sentences of one article answer it."""
        return self.kind in DIRECT_KINDS and self.expect == "answer"


def read_cases(folder: Path = CASES) -> tuple[Case, ...]:
    """Return every case below `folder`, by file and line, or raise `CaseError` naming the line that is wrong."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise CaseError(f"{folder} holds no .jsonl file. Give a folder of cases, or leave --cases out.")
    cases = tuple(case for file in files for case in _read_file(file))
    _require_distinct(cases)
    return cases


def _read_file(file: Path) -> Iterable[Case]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield _case(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise CaseError(
                    f"{file}:{number}: {error!r}. The fields are described in evals/cases/README.md."
                ) from error


def _case(fields: Mapping[str, Any]) -> Case:
    missing = [name for name in REQUIRED if name not in fields]
    if missing:
        raise ValueError(f"missing {', '.join(missing)}")
    return Case(
        id=fields["id"],
        language=fields["lang"],
        persona=fields["persona"],
        kind=fields["kind"],
        question=fields["question"],
        history=tuple((turn["role"], turn["content"]) for turn in fields.get("history") or ()),
        expect=fields["expect"],
        articles=tuple(fields["articles"]),
        evidence=tuple(tuple(group) for group in fields["evidence"]),
        facts=tuple(tuple(group) for group in fields["facts"]),
        forbidden=tuple(fields["forbidden"]),
        note=fields.get("note") or "",
    )


def _require_distinct(cases: Iterable[Case]) -> None:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise CaseError(f"Two cases have the id {case.id}. Give one of them another.")
        seen.add(case.id)


def gold_sentences(case: Case, corpus: Corpus) -> tuple[frozenset[str], ...]:
    """Return the ids of the sentences that each evidence group names.

    A few gold sentences lack the words that a later edition of the corpus put in front of them ("On TikTok, …"), so a
    sentence also counts when it ends as the gold one does.
    """
    by_text = _texts(corpus)
    return tuple(
        frozenset(sentence.id for text in group for sentence in _named(_plain(text), by_text))
        for group in case.evidence
    )


def _named(text: str, by_text: Mapping[str, list[Sentence]]) -> list[Sentence]:
    if text in by_text:
        return by_text[text]
    return [sentence for whole, found in by_text.items() if whole.endswith(text[1:]) for sentence in found]


def _texts(corpus: Corpus) -> dict[str, list[Sentence]]:
    by_text: dict[str, list[Sentence]] = {}
    for sentence in corpus.sentences:
        by_text.setdefault(_plain(sentence.text), []).append(sentence)
    return by_text


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
