from __future__ import annotations

from rag.answer import Claim
from rag.compose import Composition
from rag.selection import Selection
from rag.stopwatch import Stopwatch
from rag.understand import Understanding
from rag.verify import Verifier
from rag.wording import NEAREST
from rag.writers.draft import Brief, Draft
from rag.writers.quoting import QuotingWriter

IDS = ("au-minimum-age-act#2.1", "au-minimum-age-act#1.1", "au-minimum-age-act#1.2", "es-minimum-age-bill#1.1")


def written(brief: Brief) -> tuple[list[Claim], Draft]:
    """Return what a writer yields, and what it leaves behind."""
    writing, claims = QuotingWriter(Verifier.default()).write(brief, Stopwatch()), []
    while True:
        try:
            claims.append(next(writing))
        except StopIteration as end:
            return claims, end.value


def test_what_was_chosen_is_quoted_and_numbered(judged, understanding: Understanding) -> None:
    chosen = tuple(judged(one) for one in IDS)
    composition = Composition((Selection("", chosen),))

    claims, draft = written(Brief(understanding.of("fines"), composition))

    assert [claim.text for claim in claims] == [one.sentence.text for one in chosen]
    assert [claim.citations for claim in claims] == [(1,), (2,), (3,), (4,)]
    assert draft == Draft(tuple(claims), composition)


def test_of_a_near_miss_only_the_nearest_are_quoted(judged, understanding: Understanding) -> None:
    chosen = tuple(judged(one) for one in IDS)

    claims, _ = written(Brief(understanding.of("fines"), Composition((Selection("", chosen),), is_near_miss=True)))

    assert len(claims) == NEAREST
