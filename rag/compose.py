"""Decide what an answer says: which sentences, for which part of the question, and how sure that they answer.

one thing asked         the few sentences that answer, likeliest first
several named           the same for each, a section apiece; what nothing is known of is named
a survey                the best sentence of each jurisdiction that has one
something presupposed   how things stand comes first
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from corpus import Article, Passage, Status
from rag.relevance import Judged, Model, Tables
from rag.relevance.answerable import Answerable
from rag.relevance.signs import signs_of
from rag.several import Part, parts_of, surveyed
from rag.understand import Question
from rag.understand.places import gazetteer
from rag.understand.signs import has_sign
from rag.understand.words import on_one_line
from rag.writers.extractive import Limits, choose, in_reading_order

Judge = Callable[[Question, Sequence[Passage]], tuple[Judged, ...]]
"""Every sentence of the passages beside the question, likeliest first."""
Candidates = Callable[[Question, int, str | None], Sequence[Passage]]
"""Question, number of passages and chosen jurisdiction -> the passages worth judging."""

NARROW, WIDE = 36, 200
"""Passages judged for one thing asked, and for several."""
SENTENCES_A_PART = {2: 3, 3: 2}
"""Parts -> sentences each; with more parts, one each."""
NO_RULE = frozenset({Status.PROPOSED, Status.BLOCKED, Status.REPEALED, Status.EXPIRED})
"""Where a thing stands when it is easily taken for more than it is."""
SURVEYED = 8
"""Jurisdictions in a survey."""
SURVEY_DEPTH = 7.0
"""Sums below the best sentence at which a jurisdiction has nothing to say any more."""
STANDING_DEPTH = 7.0
"""The same for the sentence that says how things stand, where a question takes something for granted."""
DIFFERING_DEPTH = 9.0
"""The same for the sentence that tells that accounts differ."""
LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Material:
    """Passages to compose from."""

    narrow: Sequence[Passage] = ()
    """For one thing asked."""
    wide: Sequence[Passage] = ()
    """For several, or a survey."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences for one part of a question; one without a heading is the whole answer."""

    heading: str
    chosen: tuple[Judged, ...]


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
    usual: Callable[[Question], float] = lambda _: 0.0
    """How often questions like this one are answered, as log-odds."""
    limits: Limits = LIMITS

    def gather(self, question: Question, jurisdiction: str | None = None) -> Material:
        """Return the passages to compose an answer from: more of them where it has several parts."""
        has_parts, is_survey = bool(parts_of(question)), surveyed(question) is not None
        return Material(
            narrow=() if has_parts else self.candidates(question, NARROW, jurisdiction),
            wide=self.candidates(question, WIDE, jurisdiction) if has_parts or is_survey else (),
        )

    def compose(self, question: Question, material: Material, *, said: str = "") -> Composition:
        """Return what to say to `question`; `said` is what earlier answers said already."""
        parts = parts_of(question)
        if parts:
            return self._several(question, parts, material.wide)
        region = surveyed(question)
        if region is not None:
            survey = self._survey(question, region, material.wide)
            if len(survey.selections) > 1:
                return survey
        return self._single(question, said, material.narrow)

    def strength(self, question: Question, jurisdiction: str | None = None) -> float:
        """Return how clear the clearest evidence for `question` is: the sum of its best sentence."""
        judged = self.judge(question, self.candidates(question, NARROW, jurisdiction))
        return judged[0].sum if judged else float("-inf")

    def _single(self, question: Question, said: str, passages: Sequence[Passage]) -> Composition:
        told = on_one_line(said)
        judged = tuple(one for one in self.judge(question, passages) if on_one_line(one.sentence.text) not in told)
        chosen = choose(judged, self.tables, self.limits, floor=self.model.floor)
        if not chosen:
            return Composition((), chance=0.0, judged=judged)
        signs = signs_of(question, judged, chosen, self.tables, usual=self.usual(question))
        chance, doubts = self.answerable.chance(signs), tuple(self.answerable.doubts(signs))
        premise = self._premise(question, passages, chosen)
        if premise:
            chosen = _led_by(premise, chosen, self.limits.most)
        chosen = in_reading_order(_with_other_account(question, judged, chosen, self.limits.most))
        return Composition(
            (Selection("", chosen),),
            chance,
            doubts,
            premise=premise,
            is_near_miss=self.answerable.is_near_miss(signs, leniency=_leniency(question, premise, chosen, said)),
            judged=judged,
        )

    def _premise(self, question: Question, passages: Sequence[Passage], chosen: Sequence[Judged]) -> Judged | None:
        """Return the sentence that says how things stand, where the question presupposes that they stand otherwise."""
        if not has_sign("presupposes", question.text):
            return None
        # "When did …" is mostly asked of what did happen: only what is no rule makes it worth doubting.
        if has_sign("asks_when", question.text) and chosen[0].article.status not in NO_RULE:
            return None
        asked = replace(question, asked=question.asked | {"standing"})
        articles = {one.article.id for one in chosen[:2]}
        standing = [
            one
            for one in self.judge(asked, passages)
            if one.article.id in articles and has_sign("denies", one.sentence.text)
        ]
        if not standing or standing[0].sum < chosen[0].sum - STANDING_DEPTH:
            return None
        return standing[0]

    def _several(self, question: Question, parts: Sequence[Part], passages: Sequence[Passage]) -> Composition:
        limits = replace(self.limits, most=SENTENCES_A_PART.get(len(parts), 1))
        selections = [self._selection(part, passages, limits) for part in parts]
        found = tuple(selection for selection in selections if selection.chosen)
        return Composition(
            found,
            missing=tuple(selection.heading for selection in selections if not selection.chosen),
            judged=() if found else self.judge(question, passages),
        )

    def _selection(self, part: Part, passages: Sequence[Passage], limits: Limits) -> Selection:
        judged = self._judged_part(part, passages)
        chosen = choose(judged, self.tables, limits, floor=self.model.floor)
        return Selection(part.heading, in_reading_order(chosen))

    def _judged_part(self, part: Part, passages: Iterable[Passage]) -> list[Judged]:
        within = [passage for passage in passages if part.holds(passage.text, self.article_of(passage.article_id))]
        judged = self.judge(part.question, within)
        named = [
            one
            for one in judged
            if one.article.jurisdiction in part.question.codes or part.holds(one.sentence.text, one.article)
        ]
        return named or list(judged)

    def _survey(self, question: Question, region: frozenset[str], passages: Sequence[Passage]) -> Composition:
        judged = self.judge(question, passages)
        best: dict[str, Judged] = {}
        for one in judged:
            if not region or one.article.jurisdiction in region:
                best.setdefault(one.article.jurisdiction, one)
        if not best:
            return Composition(())
        top = next(iter(best.values())).sum
        kept = [one for one in best.values() if one.sum > max(self.model.floor, top - SURVEY_DEPTH)][:SURVEYED]
        selections = tuple(
            Selection(gazetteer().name(one.article.jurisdiction, question.language), (one,)) for one in kept
        )
        considered = len({passage.article_id for passage in passages})
        return Composition(selections, considered=considered, judged=judged)


def _led_by(first: Judged, chosen: Sequence[Judged], most: int) -> tuple[Judged, ...]:
    """Return `chosen` behind `first`, no longer than before."""
    rest = [one for one in chosen if one.sentence.id != first.sentence.id]
    return (first, *rest[: most - 1])


def _with_other_account(
    question: Question, judged: Sequence[Judged], chosen: tuple[Judged, ...], most: int
) -> tuple[Judged, ...]:
    """Add the sentence of the best article that tells how accounts differ, where the question has met both."""
    if _tells_difference(chosen) or not has_sign("asks_disagreement", question.text):
        return chosen
    others = [
        one
        for one in judged
        if one.article.id == chosen[0].article.id
        and has_sign("differs", one.sentence.text)
        and one.sum > chosen[0].sum - DIFFERING_DEPTH
    ]
    return (*chosen[: most - 1], others[0]) if others else chosen


def _tells_difference(chosen: Iterable[Judged]) -> bool:
    return any(has_sign("differs", one.sentence.text) for one in chosen)


def _leniency(question: Question, premise: Judged | None, chosen: Sequence[Judged], said: str) -> float:
    """Return the share of the least chance that is enough here.

    Less is enough where a question is contradicted or accounts are told to differ, and for a follow-up, whose joined
    wording has words to spare.
    """
    tells_difference = _tells_difference(chosen)
    if tells_difference and has_sign("asks_disagreement", question.text):
        return 0.0
    return 0.5 if premise or said or tells_difference else 1.0
