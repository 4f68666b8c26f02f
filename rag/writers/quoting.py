"""The writer that needs no language model: it says the chosen sentences as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rag.answer import Claim
from rag.claims import carried, claim_of
from rag.relevance import Judged
from rag.stopwatch import Stopwatch
from rag.verify import Verifier
from rag.wording import NEAREST
from rag.writers.draft import EXTRACTIVE, Brief, Draft, Writing
from rag.writers.extractive import Quote


@dataclass(frozen=True, slots=True)
class QuotingWriter:
    """Quotes what was chosen; of a near miss no more than shows what was near."""

    verifier: Verifier
    mode: str = EXTRACTIVE

    def is_slow(self, _: Brief) -> bool:
        """Return that it takes no time to speak of."""
        return False

    def write(self, brief: Brief, watch: Stopwatch) -> Writing:
        """Yield the chosen sentences."""
        composition = brief.composition
        chosen = composition.chosen[:NEAREST] if composition.is_near_miss else composition.chosen
        with watch.time("verify"):
            claims = carried(quoted(chosen, self.verifier))
        yield from claims
        return Draft(claims, composition)


def quoted(chosen: Iterable[Judged], verifier: Verifier) -> Iterator[Claim]:
    """Yield sentences of the corpus as claims, with no numbers yet."""
    for quote in map(Quote, chosen):
        yield claim_of(quote.text, (judged.sentence for judged in quote.evidence), verifier)
