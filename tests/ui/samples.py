"""Answers as the pipeline gives them, small enough to be read whole."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

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
    Verdict,
)

QUOTE = "Ofcom may fine a provider up to 10 per cent of its worldwide revenue."

SOURCES = (
    Source(
        "s1", "Online Safety Act 2023", "UK Parliament", SourceType.OFFICIAL, "2023-10-26", "https://example.org/act"
    ),
    Source("s2", "The fines explained", "Example Press", SourceType.PRESS, "2026-02", "https://example.org/fines"),
)

CITATION = Citation(
    number=1,
    article="uk-online-safety-act",
    title="The Online Safety Act",
    jurisdiction="GB",
    kind="law",
    status="partly-in-force",
    event_date="2023-10-26",
    as_of="2026-04-29",
    quote=QUOTE,
    sentence="uk-online-safety-act#2.1",
    sources=SOURCES,
)

ANSWERED = Answer(
    question="What are the fines in the UK?",
    outcome=Outcome.ANSWERED,
    language="en",
    mode="extractive",
    text=f"{QUOTE} [1]",
    corpus=CorpusStamp("abc123", 139, "2026-07-04"),
    claims=(
        Claim(
            QUOTE,
            (Evidence("uk-online-safety-act#2.1", "uk-online-safety-act", QUOTE, 0, len(QUOTE)),),
            Verdict(Label.SUPPORTED, 0.98, ("the same words", "10 per cent is in the evidence")),
            (1,),
        ),
    ),
    citations=(CITATION,),
    notes=(Note(NoteKind.NOT_IN_FORCE, "Some of its parts are not in force yet.", (1,)),),
    follow_ups=("Who has been fined so far?",),
    timings_ms={"total": 41.6, "retrieve": 12.2},
    explanation=("Understood: United Kingdom, fines.", "Found 12 passages."),
)

SIGNPOSTED = replace(
    ANSWERED,
    outcome=Outcome.SIGNPOSTED,
    text="These people can help:\n- Childline (GB): 0800 1111 · day and night\n\nYou are not alone.",
    claims=(),
    citations=(),
    notes=(),
    follow_ups=(),
    helplines=(Helpline("Childline", "GB", "0800 1111", "day and night", "uk-reporting-helplines#1.1"),),
)


def answer_of(outcome: Outcome) -> Answer:
    """Return an answer that ended in `outcome`, with nothing but its sentence."""
    bare = replace(ANSWERED, outcome=outcome, text=f"This is {outcome.value}.", claims=(), citations=(), notes=())
    return replace(bare, follow_ups=(), explanation=())


@dataclass
class ScriptedDoor:
    """A pipeline that gives the answer it was told to, and remembers what it was asked."""

    answer: Answer = ANSWERED
    error: BaseException | None = None
    asked: list[tuple[str, tuple[tuple[str, str], ...], str | None]] = field(default_factory=list)

    def ask(self, question, history=(), *, jurisdiction=None):
        self.asked.append((question, history, jurisdiction))
        if self.error:
            raise self.error
        return self.answer
