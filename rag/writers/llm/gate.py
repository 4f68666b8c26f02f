"""Decide what a reader sees of a sentence that a model wrote: the sentence, its evidence instead, or nothing.

All thresholds stand here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from corpus import Sentence
from rag.answer import Label, Verdict
from rag.understand.words import on_one_line, stems, words
from rag.verify import Verifier
from rag.writers.llm.keys import Said
from rag.writers.llm.speech import is_unfinished

LEAST_SCORE = 0.92
"""Of a supported sentence. Rules that a person can follow score above it: quoted, shortened, put in another order. What
only a model of meaning calls support scores below: by `python -m evals.verification` it passes false paraphrases nearly
as readily as true ones. Those sentences are replaced by their evidence."""
MOST_KEYS = 4
"""A sentence that needs more says more than one thing."""
LEAST_LIKENESS = 0.4
"""Share of its content words that a sentence must have in common with what it cites to be replaced by it: below that,
it is about something else, and its citation is no reason to show anything."""
ALMOST_SAID = 0.8
"""Share of its words that a sentence may have in common with one that was shown, and that one with it. All words count:
a "not" makes it another sentence."""


UNCHECKED = Verdict(Label.UNSUPPORTED, 0.0, ())


class Fate(StrEnum):
    """What became of a sentence."""

    WRITTEN = "written"
    """Shown as the model wrote it."""
    QUOTED = "quoted"
    """Replaced by a sentence that it cites, word for word."""
    DROPPED = "dropped"
    """Not shown."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is shown of one sentence, and why."""

    said: Said
    fate: Fate
    text: str = ""
    """What is shown; empty for what is dropped."""
    evidence: tuple[Sentence, ...] = ()
    verdict: Verdict = UNCHECKED
    """On what is shown; on what was said, where nothing is."""
    reasons: tuple[str, ...] = ()
    """Why it is not shown as it was written."""
    is_loss: bool = False
    """Whether something about the evidence was lost with it: a greeting or a repetition is no loss."""


@dataclass(slots=True)
class Gate:
    """Checks the sentences of one answer in order, and remembers what was shown."""

    issued: Mapping[str, Sentence]
    verifier: Verifier
    language: str
    _shown: list[frozenset[str]] = field(default_factory=list)

    def rule(self, said: Said) -> Ruling:
        """Return what is shown of `said`."""
        cited = [self.issued[key] for key in said.keys if key in self.issued][:MOST_KEYS]
        if not cited:
            reason = "no key of it was issued" if said.keys else "it cites nothing"
            is_loss = any(self._likeness(said.text, one.text) >= LEAST_LIKENESS for one in self.issued.values())
            return Ruling(said, Fate.DROPPED, reasons=(reason,), is_loss=is_loss)
        if self._is_shown(said.text):
            return Ruling(said, Fate.DROPPED, reasons=("it was said before",))
        verdict, evidence = self._proved(said.text, cited)
        if is_unfinished(said.text):
            verdict = Verdict(Label.UNSUPPORTED, 0.0, ("it stops in the middle",))
        if passes(verdict):
            self.show(said.text)
            return Ruling(said, Fate.WRITTEN, said.text, evidence, verdict)
        return self._quoted(said, cited, verdict)

    def show(self, text: str) -> None:
        """Remember that `text` is shown."""
        self._shown.append(frozenset(words(text)))

    def _proved(self, text: str, cited: Sequence[Sentence]) -> tuple[Verdict, tuple[Sentence, ...]]:
        """Return the verdict with the fewest sentences that prove `text`: what does not help is not cited."""
        for one in cited if len(cited) > 1 else ():
            verdict = self.verifier.check(text, [one.text])
            if passes(verdict):
                return verdict, (one,)
        return self.verifier.check(text, [one.text for one in cited]), tuple(cited)

    def _quoted(self, said: Said, cited: Sequence[Sentence], verdict: Verdict) -> Ruling:
        """Return the cited sentence that is nearest to `said`, unless it is far or was shown already."""
        nearest = max(cited, key=lambda one: self._likeness(said.text, one.text))
        if self._likeness(said.text, nearest.text) < LEAST_LIKENESS:
            reasons = (*verdict.reasons, "it is unlike what it cites")
            return Ruling(said, Fate.DROPPED, verdict=verdict, reasons=reasons, is_loss=True)
        quote = on_one_line(nearest.text)
        if self._is_shown(quote):
            reasons = (*verdict.reasons, "what it cites is shown already")
            return Ruling(said, Fate.DROPPED, verdict=verdict, reasons=reasons)
        self.show(quote)
        proof = self.verifier.check(quote, [nearest.text])
        return Ruling(said, Fate.QUOTED, quote, (nearest,), proof, verdict.reasons)

    def _is_shown(self, text: str) -> bool:
        mine = frozenset(words(text))
        return any(mine <= shown or _share(mine, shown) > ALMOST_SAID < _share(shown, mine) for shown in self._shown)

    def _likeness(self, text: str, evidence: str) -> float:
        return _share(self._content(text), self._content(evidence))

    def _content(self, text: str) -> frozenset[str]:
        return frozenset(stems(text, self.language) or words(text))


def passes(verdict: Verdict) -> bool:
    """Tell whether a sentence with this verdict is shown as it was written."""
    return verdict.label is Label.SUPPORTED and verdict.score >= LEAST_SCORE


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one) if one else 0.0
