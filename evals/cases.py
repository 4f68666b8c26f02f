"""Read the development questions (`cases/*.jsonl`, one JSON object a line; docs/evaluation.md has the fields)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Corpus, Sentence
from rag.errors import FootnoteError

CASES = Path(__file__).with_name("cases")
DIRECT_KINDS = ("factual", "numeric", "date", "status", "definition", "who", "penalty")
"""Questions that a few sentences of one article answer."""
KINDS = (
    *DIRECT_KINDS,
    "list",
    "comparison",
    "conflict",
    "followup",
    "unanswerable",
    "false_premise",
    "out_of_scope",
    "crisis",
    "harmful",
    "injection",
    "advice",
)
EXPECTED = ("answer", "abstain", "correct", "redirect", "refuse", "clarify")
ROLES = ("user", "assistant")
HELP = "docs/evaluation.md describes every field."


class CaseError(FootnoteError):
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

    @property
    def asked(self) -> str:
        """Fingerprint of what is asked: question and conversation, and nothing of what is expected."""
        asked = json.dumps([self.question, self.history], ensure_ascii=False)
        return hashlib.sha256(asked.encode()).hexdigest()[:12]


def is_retrievable(case: Case) -> bool:
    """Tell whether retrieval alone can be held to a case: it has evidence, and needs no conversation before it."""
    return bool(case.evidence) and not case.history and case.expect == "answer"


def read_cases(folder: Path = CASES) -> tuple[Case, ...]:
    """Return every case below `folder`, by file and line, or raise `CaseError` naming the line that is wrong."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise CaseError(f"{folder} holds no .jsonl file. Give a folder of cases, or leave --cases out.")
    seen: dict[str, str] = {}
    return tuple(case for file in files for case in _read_file(file, seen))


def _read_file(file: Path, seen: dict[str, str]) -> Iterable[Case]:
    """Yield the cases of one file; `seen` (id -> place) grows by them."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        place = f"{file}:{number}"
        try:
            case = case_of(json.loads(line))
        except ValueError as error:
            raise CaseError(f"{place}: {error}. {HELP}") from error
        if case.id in seen:
            raise CaseError(f"{place}: the id {case.id} is taken by {seen[case.id]}. Give one of them another.")
        seen[case.id] = place
        yield case


def case_of(fields: object) -> Case:
    """Return the case that a JSON object describes, or raise ValueError naming the field that is wrong."""
    if not isinstance(fields, dict):
        raise ValueError("this is no JSON object")
    return Case(
        id=_text(fields, "id"),
        language=_text(fields, "lang"),
        persona=_text(fields, "persona"),
        kind=_word(fields, "kind", KINDS),
        question=_text(fields, "question"),
        history=_turns(fields),
        expect=_word(fields, "expect", EXPECTED),
        articles=_texts(fields, "articles"),
        evidence=_groups(fields, "evidence"),
        facts=_groups(fields, "facts"),
        forbidden=_texts(fields, "forbidden"),
        note=str(fields.get("note") or ""),
    )


def _get(fields: Mapping[str, Any], name: str) -> object:
    if name not in fields:
        raise ValueError(f"`{name}` is missing")
    return fields[name]


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = _get(fields, name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"`{name}` should be text, and is {value!r}")
    return value


def _word(fields: Mapping[str, Any], name: str, known: Sequence[str]) -> str:
    value = _text(fields, name)
    if value not in known:
        raise ValueError(f"`{name}` is {value!r}, and should be one of {', '.join(known)}")
    return value


def _texts(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = _get(fields, name)
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise ValueError(f"`{name}` should be a list of texts, and is {value!r}")
    return tuple(value)


def _groups(fields: Mapping[str, Any], name: str) -> tuple[tuple[str, ...], ...]:
    value = _get(fields, name)
    if not isinstance(value, list) or not all(isinstance(group, list) and group for group in value):
        raise ValueError(f"`{name}` should be a list of groups, each a list of alternatives, and is {value!r}")
    return tuple(_texts({name: group}, name) for group in value)


def _turns(fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    turns = fields.get("history") or []
    if not isinstance(turns, list) or not all(
        isinstance(turn, dict) and turn.get("role") in ROLES and isinstance(turn.get("content"), str) for turn in turns
    ):
        raise ValueError("`history` should be a list of turns, each with `role` (user or assistant) and `content`")
    return tuple((turn["role"], turn["content"]) for turn in turns)


Gold = tuple[frozenset[str], ...]
"""For each evidence group, the ids of the sentences that it names."""


def gold_sentences(case: Case, corpus: Corpus) -> Gold:
    """Return the ids of the sentences that each evidence group names."""
    return gold_reader(corpus)(case)


def gold_reader(corpus: Corpus) -> Callable[[Case], Gold]:
    """Return a function from cases to their gold sentences in `corpus`.

    A few gold sentences lack the words that a later edition of the corpus put in front of them ("On TikTok, …"), so a
    sentence also counts when it ends as the gold one does.
    """
    by_text = _by_text(corpus)

    def read(case: Case) -> Gold:
        return tuple(
            frozenset(sentence.id for text in group for sentence in _named(_plain(text), by_text))
            for group in case.evidence
        )

    return read


def _named(text: str, by_text: Mapping[str, list[Sentence]]) -> list[Sentence]:
    if text in by_text:
        return by_text[text]
    return [sentence for whole, found in by_text.items() if whole.endswith(text[1:]) for sentence in found]


def _by_text(corpus: Corpus) -> dict[str, list[Sentence]]:
    by_text: dict[str, list[Sentence]] = {}
    for sentence in corpus.sentences:
        by_text.setdefault(_plain(sentence.text), []).append(sentence)
    return by_text


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
