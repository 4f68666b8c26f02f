"""Decide what an answer says: which sentences, for which part of the question, and how sure that they answer.

one thing asked         the few sentences that answer, likeliest first
several named           the same for each, a section apiece; what nothing is known of is named
a survey                the best sentence of each jurisdiction that has one
something presupposed   how things stand comes first
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus import Article, Passage
from rag.accounts import Accounts
from rag.comparing import SENTENCES_A_PART, PartAsked, ask_parts, compare
from rag.conflicts import Conflicts
from rag.premise import denials
from rag.relevance import Judged, Model, Tables
from rag.relevance.answerable import Answerable
from rag.relevance.signs import signs_of
from rag.selection import Candidates, Judge, Selection
from rag.several import parts_of, surveyed
from rag.survey import Survey, choose_each
from rag.understand import Question
from rag.understand.times import TimeAsked
from rag.understand.words import on_one_line
from rag.when import by_time, resolved
from rag.writers.extractive import Limits, choose, in_reading_order

NARROW, WIDE = 36, 200
"""Passages judged for one thing asked, and for several."""
LIMITS = Limits()
NO_CONFLICTS = Conflicts()


@dataclass(frozen=True, slots=True)
class Material:
    """Passages to compose from; what the question asks several times over is settled here, once."""

    narrow: Sequence[Passage] = ()
    """For one thing asked, and to name what is nearest."""
    parts: tuple[PartAsked, ...] = ()
    """For several."""
    survey: Survey | None = None
    """For a question over many jurisdictions."""


@dataclass(frozen=True, slots=True)
class Composition:
    """What an answer will say, before it is checked and numbered."""

    selections: tuple[Selection, ...]
    chance: float = 1.0
    """That the sentences answer, between 0 and 1."""
    doubts: tuple[str, ...] = ()
    """What speaks against it, in words."""
    missing: tuple[str, ...] = ()
    """Parts of the question that nothing was found for."""
    premise: Judged | None = None
    """The sentence that the question is at odds with, where it takes something for granted."""
    is_near_miss: bool = False
    """What was found comes near, and does not answer."""
    considered: int = 0
    """Articles looked at for a survey; 0 for anything else."""
    judged: tuple[Judged, ...] = ()
    """Every sentence that was weighed, likeliest first."""
    when: TimeAsked | None = None
    """The time that was asked about."""

    @property
    def is_answer(self) -> bool:
        """Whether anything was found that answers."""
        return bool(self.selections) and not self.is_near_miss

    @property
    def chosen(self) -> tuple[Judged, ...]:
        """Every chosen sentence in order, each once, however many parts it was chosen for."""
        once: dict[str, Judged] = {}
        for selection in self.selections:
            for one in selection.chosen:
                once.setdefault(one.sentence.id, one)
        return tuple(once.values())


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes answers; the same question gets the same composition."""

    judge: Judge
    candidates: Candidates
    article_of: Callable[[str], Article]
    tables: Tables
    model: Model
    answerable: Answerable
    understand: Callable[[str], Question]
    """Reads the words that a part of a question is asked in."""
    usual: Callable[[Question], float] = lambda _: 0.0
    """How often questions like this one are answered, as log-odds."""
    conflicts: Conflicts = NO_CONFLICTS
    limits: Limits = LIMITS

    def gather(self, question: Question, jurisdiction: str | None = None) -> Material:
        """Return the passages to compose an answer from: more of them where it has several parts."""
        parts = parts_of(question)
        if parts:
            wide = self.candidates(question, WIDE, jurisdiction)
            asked = ask_parts(parts, wide, self.understand, self.candidates, self.article_of, jurisdiction=jurisdiction)
            return Material(wide, parts=asked)
        region = surveyed(question)
        wide = self.candidates(question, WIDE, jurisdiction) if region is not None else ()
        survey = None if region is None else Survey(region, wide)
        return Material(self.candidates(question, NARROW, jurisdiction), survey=survey)

    def compose(
        self, question: Question, material: Material, *, said: str = "", when: TimeAsked | None = None
    ) -> Composition:
        """Return what to say to `question`; `said` is what earlier answers said, `when` the time it asks about."""
        if material.parts:
            return self._several(question, material)
        if material.survey:
            survey = self._survey(question, material.survey)
            if len(survey.selections) > 1:
                return survey
        return self._single(question, said, when, material.narrow)

    def strength(self, question: Question, jurisdiction: str | None = None) -> float:
        """Return how clear the clearest evidence for `question` is: the sum of its best sentence."""
        judged = self.judge(question, self.candidates(question, NARROW, jurisdiction))
        return judged[0].sum if judged else float("-inf")

    @property
    def _accounts(self) -> Accounts:
        return Accounts(self.conflicts, self.judge, self.article_of)

    def _single(
        self, question: Question, said: str, when: TimeAsked | None, passages: Sequence[Passage]
    ) -> Composition:
        told = on_one_line(said)
        judged = tuple(one for one in self.judge(question, passages) if on_one_line(one.sentence.text) not in told)
        when = resolved(when, judged)
        as_found = {one.sentence.id: one for one in judged}
        chosen = choose(by_time(judged, when), self.tables, self.limits, floor=self.model.floor)
        if not chosen:
            return Composition((), chance=0.0, judged=judged)
        # Whether they answer is weighed as they were found: what was learned knows nothing of the time asked for.
        found = [as_found[one.sentence.id] for one in chosen]
        signs = signs_of(question, judged, found, self.tables, usual=self.usual(question))
        chance, doubts = self.answerable.chance(signs), tuple(self.answerable.doubts(signs))
        denied = denials(question, self.judge, passages, chosen)
        chosen = _led_by(denied, chosen, self.limits.most)
        chosen = in_reading_order(self._accounts.with_other_account(question, judged, chosen, self.limits.most))
        chosen = self._accounts.with_other_sides(question, judged, chosen, self.limits.most)
        # A question that is contradicted needs less, and so does a follow-up: its joined wording has words to spare.
        leniency = min(0.5 if denied or said else 1.0, self._accounts.leniency(question, chosen))
        return Composition(
            (Selection("", chosen),),
            chance,
            doubts,
            premise=denied[0] if denied else None,
            is_near_miss=self.answerable.is_near_miss(signs, leniency=leniency),
            judged=judged,
            when=when,
        )

    def _several(self, question: Question, material: Material) -> Composition:
        compared = compare(material.parts, self.judge, self.tables, self.limits, floor=self.model.floor)
        most = SENTENCES_A_PART.get(len(material.parts), 1)
        selections = [
            Selection(one.heading, self._accounts.with_other_sides(asked.question, (), one.chosen, most))
            for one, asked in zip(compared, material.parts, strict=True)
        ]
        found = tuple(selection for selection in selections if selection.chosen)
        return Composition(
            found,
            missing=tuple(selection.heading for selection in selections if not selection.chosen),
            judged=() if found else self.judge(question, material.narrow),
        )

    def _survey(self, question: Question, survey: Survey) -> Composition:
        judged = self.judge(question, survey.passages)
        selections = choose_each(question, judged, survey.region, self.tables, floor=self.model.floor)
        considered = len({passage.article_id for passage in survey.passages})
        return Composition(selections, considered=considered, judged=judged)


def _led_by(first: Sequence[Judged], chosen: Sequence[Judged], most: int) -> tuple[Judged, ...]:
    """Return `chosen` behind `first`, no longer than before or than `most`."""
    ids = {one.sentence.id for one in first}
    return (*first, *(one for one in chosen if one.sentence.id not in ids))[: max(most, len(first))]
