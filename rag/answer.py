"""The records of an answer, from found passage to finished JSON.

    Answer ── claims ──> Claim ── evidence ──> Evidence ──> corpus.Sentence ──> corpus.Source
       ├───── citations > Citation   the numbered pointers a reader follows
       ├───── notes ────> Note       what a reader must know before trusting the answer
       └───── helplines > Helpline   who to call, before anything else

`Answer.to_dict` is the stable JSON that the command line, the API and the tests rely on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from corpus import Passage, Source


class Outcome(StrEnum):
    """How a question ended: one closed word."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NO_EVIDENCE = "no_evidence"
    CLARIFY = "clarify"
    OUT_OF_SCOPE = "out_of_scope"
    SIGNPOSTED = "signposted"
    REFUSED = "refused"
    FAILED = "failed"


class Label(StrEnum):
    """Whether evidence carries a claim."""

    SUPPORTED = "supported"
    UNCERTAIN = "uncertain"
    UNSUPPORTED = "unsupported"


class Stance(StrEnum):
    """What evidence says to a statement: yes, no, or nothing."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    SILENT = "silent"


class NoteKind(StrEnum):
    """What a note warns of."""

    STALE = "stale"
    CONFLICT = "conflict"
    NOT_IN_FORCE = "not_in_force"
    PREMISE = "premise"
    PARTIAL = "partial"
    TRANSLATION = "translation"
    WEAK_SOURCE = "weak_source"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question."""

    passage: Passage
    score: float
    """Between 0 and 1, higher is better; comparable within one question only."""
    found_by: tuple[str, ...]
    """The searches that brought it up: `keyword`, `sentence`, `passage`."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the evidence carries a claim, how surely, and why."""

    label: Label
    score: float
    """Between 0 and 1, higher is better."""
    reasons: tuple[str, ...]
    """In words a person can check against the evidence."""
    proved: bool = False
    """It stands in the evidence or follows from it by rule; a supported claim without this is likely, not proved."""
    contradicted: bool = False
    """The evidence says something else, rather than nothing."""

    @property
    def stance(self) -> Stance:
        """What the evidence says to the claim."""
        if self.label is Label.SUPPORTED:
            return Stance.SUPPORTS
        return Stance.CONTRADICTS if self.contradicted else Stance.SILENT


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence of the corpus that a claim rests on."""

    sentence: str
    """Id of the sentence."""
    article: str
    quote: str
    """The sentence, letter for letter."""
    start: int
    end: int
    """`body[start:end] == quote` in the article's body."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer and what it rests on."""

    text: str
    evidence: tuple[Evidence, ...]
    """Never empty."""
    verdict: Verdict
    citations: tuple[int, ...] = ()
    """Numbers of the answer's citations; empty until `cite` has numbered them."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered pointer from claims to an article's sentence and its publications."""

    number: int
    article: str
    title: str
    jurisdiction: str
    kind: str
    status: str
    event_date: str
    as_of: str
    quote: str
    sentence: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader must know before trusting the answer."""

    kind: NoteKind
    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The claims about one jurisdiction, law or platform, in a comparison or a list."""

    heading: str
    claims: tuple[int, ...]
    """Positions in `Answer.claims`, from 0."""


@dataclass(frozen=True, slots=True)
class Helpline:
    """Somebody to call, as the corpus names them."""

    name: str
    country: str
    contact: str
    hours: str
    sentence: str
    """Id of the sentence that says so."""


@dataclass(frozen=True, slots=True)
class CorpusStamp:
    """Which corpus an answer was given from."""

    version: str
    articles: int
    as_of: str
    """Date of the newest knowledge in it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything a surface or an evaluation needs to know about how a question ended."""

    question: str
    outcome: Outcome
    language: str
    mode: str
    """`extractive`, or the `provider:model` that wrote it."""
    text: str
    """As a person reads it, with `[1]` marks."""
    corpus: CorpusStamp
    sections: tuple[Section, ...] = ()
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[Note, ...] = ()
    helplines: tuple[Helpline, ...] = ()
    follow_ups: tuple[str, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    usage: Mapping[str, float] = field(default_factory=dict)
    """What a language model took (calls, tokens, cost) and what became of its sentences; empty without one, no part of
    the JSON."""
    explanation: tuple[str, ...] = ()
    """What each step did and why, a line each: shown by `--explain`, no part of the JSON."""
    chance: float | None = None
    """That the sentences answer, between 0 and 1, as it was reckoned; None where it was not. No part of the JSON."""

    def to_dict(self) -> dict[str, Any]:
        """Return the stable JSON form (plain dicts, lists, strings and numbers)."""
        return {
            "question": self.question,
            "outcome": self.outcome.value,
            "language": self.language,
            "mode": self.mode,
            "text": self.text,
            "sections": [{"heading": section.heading, "claims": list(section.claims)} for section in self.sections],
            "claims": [claim_to_dict(claim) for claim in self.claims],
            "citations": [_citation_to_dict(citation) for citation in self.citations],
            "notes": [
                {"kind": note.kind.value, "text": note.text, "citations": list(note.citations)} for note in self.notes
            ],
            "helplines": [asdict(helpline) for helpline in self.helplines],
            "follow_ups": list(self.follow_ups),
            "corpus": asdict(self.corpus),
            "timings_ms": dict(self.timings_ms),
        }


def claim_to_dict(claim: Claim) -> dict[str, Any]:
    """Return a claim as it stands in the JSON of its answer."""
    return {
        "text": claim.text,
        "citations": list(claim.citations),
        "verdict": claim.verdict.label.value,
        "score": claim.verdict.score,
        "evidence": [asdict(evidence) for evidence in claim.evidence],
    }


def _citation_to_dict(citation: Citation) -> dict[str, Any]:
    plain = asdict(citation)
    plain["sources"] = [source | {"type": source["type"].value} for source in plain["sources"]]
    return plain
