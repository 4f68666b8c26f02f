"""Write prose from evidence with a language model; what is not proved is quoted or left out, and no failure shows."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from rag.answer import Claim, Label, Note, NoteKind
from rag.cite import evidence_of, number_next
from rag.messages import say
from rag.relevance import Judged
from rag.stopwatch import Stopwatch
from rag.verify import Verifier
from rag.writers.draft import EXTRACTIVE, Brief, Draft, Writing
from rag.writers.llm.calling import Caller, Usage
from rag.writers.llm.cutter import Cutter
from rag.writers.llm.faults import ChatError, Fault
from rag.writers.llm.gate import Fate, Gate, Ruling
from rag.writers.llm.keys import issue, read_keys
from rag.writers.llm.prompt import MOST_SENTENCES, NO_ANSWER, WRITER, Shown, fitting, writing
from rag.writers.llm.speech import is_foreign, is_refusal, repeats, without_thoughts
from rag.writers.quoting import QuotingWriter, quoted

log = logging.getLogger(__name__)

MOST_EVIDENCE = 14
"""Sentences that the model may choose from: what would be quoted, and the next best."""
SURE = 0.9
"""Chance of an answer from which on a model that finds none is not believed."""
ENOUGH_SAID = 0.5
"""Share of the sentences that would have been quoted; fewer of prose are too few where some were lost at the gate."""
MOST_SAID = 2 * MOST_SENTENCES
"""Sentences after which nothing more is listened to."""


@dataclass(slots=True)
class Hearing:
    """What has come out of one call so far."""

    claims: list[Claim] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    said: str = ""
    fault: ChatError | None = None

    def count(self, fate: Fate) -> int:
        """Return how many sentences met this fate."""
        return sum(ruling.fate is fate for ruling in self.rulings)


@dataclass(frozen=True, slots=True)
class ProseWriter:
    """Writes with one model; safe to share between threads."""

    caller: Caller
    verifier: Verifier
    mode: str
    """`provider:model`, as answers name it."""
    prompt_tokens: int

    def is_slow(self, brief: Brief) -> bool:
        """Tell whether the model will be asked: it is not where nothing answers."""
        return brief.composition.is_answer and bool(_evidence(brief))

    def write(self, brief: Brief, watch: Stopwatch) -> Writing:
        """Yield each sentence once it is proved, or the sentence of the corpus in its place."""
        if not self.is_slow(brief):
            return (yield from QuotingWriter(self.verifier).write(brief, watch))
        usage, hearing = Usage(), Hearing()
        yield from self._lead(brief, hearing)
        yield from self._heard(brief, hearing, usage, watch)
        if self._found_none(hearing) and not hearing.claims and brief.composition.chance < SURE:
            near = replace(brief.composition, is_near_miss=True, doubts=(*brief.composition.doubts, FOUND_NONE))
            draft = yield from QuotingWriter(self.verifier).write(replace(brief, composition=near), watch)
            return replace(draft, usage=_figures(usage, hearing), explanation=self._explained(usage, hearing, None))
        fault = _fault_of(hearing, len(brief.composition.chosen))
        yield from self._completed(brief, hearing, fault)
        return self._draft(brief, hearing, usage, fault)

    def _lead(self, brief: Brief, hearing: Hearing) -> Iterator[Claim]:
        """Say first how things stand, where the question takes something for granted."""
        if brief.composition.premise:
            yield from self._quote((brief.composition.premise,), hearing)

    def _heard(self, brief: Brief, hearing: Hearing, usage: Usage, watch: Stopwatch) -> Iterator[Claim]:
        """Yield what may be shown of what the model says; a fault ends it and is kept."""
        issued = issue(_shown(brief, self.prompt_tokens), brief.question.text)
        gate = Gate({key: one.sentence for key, one in issued.items()}, self.verifier, brief.question.language)
        for claim in hearing.claims:
            gate.show(claim.text)
        messages = writing(brief.question.text, brief.question.language, issued, brief.history)
        words = self.caller.stream(messages, usage)
        try:
            for sentence in _sentences(words, brief.question.language, hearing, watch):
                with watch.time("verify"):
                    ruling = gate.rule(read_keys(sentence))
                hearing.rulings.append(ruling)
                if ruling.fate is not Fate.DROPPED:
                    yield _claim(ruling, hearing)
                if hearing.count(Fate.WRITTEN) + hearing.count(Fate.QUOTED) == MOST_SENTENCES:
                    return
                if stopped := _gone_astray(hearing):
                    hearing.fault = ChatError(stopped)
                    return
        except ChatError as fault:
            hearing.fault = fault
        finally:
            words.close()

    def _found_none(self, hearing: Hearing) -> bool:
        return hearing.fault is None and NO_ANSWER in hearing.said

    def _completed(self, brief: Brief, hearing: Hearing, fault: Fault | None) -> Iterator[Claim]:
        """Yield what would have been quoted and has not been said.

        After a fault that is until the answer is as long as it would have been without the model; else only for a
        part of the question that the model left out.
        """
        for selection in brief.composition.selections:
            unsaid = [one for one in selection.chosen if one.sentence.id not in hearing.numbers]
            room = len(brief.composition.chosen) - len(hearing.claims)
            if selection.heading and len(unsaid) == len(selection.chosen):
                yield from self._quote(unsaid, hearing)
            elif fault:
                yield from self._quote(unsaid[: max(0, room)], hearing)

    def _quote(self, chosen: Sequence[Judged], hearing: Hearing) -> Iterator[Claim]:
        for claim in quoted(chosen, self.verifier):
            if claim.verdict.label is not Label.UNSUPPORTED:
                hearing.claims.append(number_next(claim, hearing.numbers))
                yield hearing.claims[-1]

    def _draft(self, brief: Brief, hearing: Hearing, usage: Usage, fault: Fault | None) -> Draft:
        has_prose = bool(hearing.count(Fate.WRITTEN) or hearing.count(Fate.QUOTED))
        notes = (_note(fault, brief.question.language, has_prose=has_prose),) if fault else ()
        _log(hearing, usage, fault)
        return Draft(
            tuple(hearing.claims),
            brief.composition,
            self.mode if has_prose else EXTRACTIVE,
            notes,
            _figures(usage, hearing),
            self._explained(usage, hearing, fault),
        )

    def _explained(self, usage: Usage, hearing: Hearing, fault: Fault | None) -> tuple[str, ...]:
        return tuple(_explanation(self.mode, usage, hearing, fault))


FOUND_NONE = "the language model found no answer in the evidence"


def _sentences(words: Iterator[str], language: str, hearing: Hearing, watch: Stopwatch) -> Iterator[str]:
    """Yield the sentences of the model as they become complete; the time that it takes for them is `write`.

    What is unfinished when it breaks off is never a sentence.
    """
    cutter, thoughts = Cutter(language), without_thoughts(words)
    while True:
        try:
            with watch.time("write"):
                piece = next(thoughts, None)
        except ChatError:
            yield from cutter.end(is_cut=True)
            raise
        if piece is None:
            yield from cutter.end()
            return
        hearing.said += piece
        yield from cutter.feed(piece)
        if repeats(cutter.rest):
            raise ChatError(Fault.REPEATING)


def _evidence(brief: Brief) -> tuple[Judged, ...]:
    """Return what the model may cite: what would be quoted, then the next best, all in the asker's language.

    A sentence cannot be proved by evidence in another language; there the evidence itself is the better answer.
    """
    once = {one.sentence.id: one for one in (*brief.composition.chosen, *brief.composition.judged)}
    readable = (one for one in once.values() if one.article.language == brief.question.language)
    return tuple(islice(readable, MOST_EVIDENCE))


def _shown(brief: Brief, tokens: int) -> Sequence[Shown]:
    return fitting((Shown(one.sentence, one.article) for one in _evidence(brief)), tokens)


def _claim(ruling: Ruling, hearing: Hearing) -> Claim:
    claim = Claim(ruling.text, tuple(evidence_of(sentence) for sentence in ruling.evidence), ruling.verdict)
    hearing.claims.append(number_next(claim, hearing.numbers))
    return hearing.claims[-1]


def _gone_astray(hearing: Hearing) -> Fault | None:
    """Tell whether it is not worth listening any longer."""
    last = [ruling.said.text for ruling in hearing.rulings[-3:]]
    if len(last) == 3 and len(set(last)) == 1:
        return Fault.REPEATING
    if hearing.count(Fate.WRITTEN) == 0 and is_foreign(" ".join(last)):
        return Fault.FOREIGN
    return Fault.UNPROVED if len(hearing.rulings) >= MOST_SAID else None


def _fault_of(hearing: Hearing, would_quote: int) -> Fault | None:
    """Return why what was said is not enough beside what would have been quoted; None where it is."""
    if hearing.fault:
        return hearing.fault.fault
    if NO_ANSWER in hearing.said:
        return Fault.FOUND_NONE
    shown = hearing.count(Fate.WRITTEN) + hearing.count(Fate.QUOTED)
    is_whole = not any(ruling.is_loss for ruling in hearing.rulings)
    if shown and (is_whole or shown >= ENOUGH_SAID * would_quote):
        return None
    if not shown and is_refusal(hearing.said):
        return Fault.REFUSED
    if not shown and is_foreign(hearing.said):
        return Fault.FOREIGN
    return Fault.UNPROVED


def _note(fault: Fault, language: str, *, has_prose: bool) -> Note:
    reason = say(f"note.fallback.{fault.value}", language)
    instead = say("note.fallback.partly" if has_prose else "note.fallback.wholly", language)
    return Note(NoteKind.FALLBACK, f"{reason} {instead}")


def _figures(usage: Usage, hearing: Hearing) -> Mapping[str, float]:
    return {
        "calls": usage.calls,
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "cost": usage.cost,
        "first_word_ms": usage.first_word_ms,
        **{fate.value: hearing.count(fate) for fate in Fate},
    }


def _explanation(mode: str, usage: Usage, hearing: Hearing, fault: Fault | None) -> Iterator[str]:
    yield f"written by {mode} with prompt {WRITER}, {usage.calls} calls"
    yield (
        f"  {usage.input_tokens} tokens in, {usage.output_tokens} out, cost {usage.cost:.4f}, "
        f"first word after {usage.first_word_ms:.0f} ms"
    )
    for ruling in hearing.rulings:
        if ruling.fate is Fate.WRITTEN:
            yield f"  as written: {ruling.said.text}"
        else:
            yield f"  {ruling.fate.value}: {ruling.said.text} ({'; '.join(ruling.reasons)})"
    if hearing.fault:
        yield f"  the model: {hearing.fault}"
    if fault:
        yield f"  completed with sentences of the corpus: {fault.value}"


def _log(hearing: Hearing, usage: Usage, fault: Fault | None) -> None:
    """Write down what happened in figures: neither the question nor the answer is anybody's business."""
    dropped, shown_otherwise = hearing.count(Fate.DROPPED), hearing.count(Fate.QUOTED)
    if dropped or shown_otherwise or fault:
        log.warning(
            "Language model: %d sentences as written, %d replaced by their evidence, %d dropped%s; %d tokens",
            hearing.count(Fate.WRITTEN),
            shown_otherwise,
            dropped,
            f", {fault.value}" if fault else "",
            usage.input_tokens + usage.output_tokens,
        )
