"""Show accounts that differ beside one another, where the corpus has two of what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus import Article, Passage
from rag.conflicts import Conflicts
from rag.conflicts.sides import with_other_sides
from rag.relevance import Judged
from rag.selection import Judge
from rag.understand import Question
from rag.understand.signs import has_sign

DIFFERING_DEPTH = 9.0
"""Sums below the best sentence at which one that tells that accounts differ has nothing to do with the question."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """The conflicts of a corpus, and what it takes to look up their other side."""

    conflicts: Conflicts
    judge: Judge
    article_of: Callable[[str], Article]

    def differ(self, chosen: Iterable[Judged]) -> bool:
        """Tell whether any of the sentences is part of a conflict."""
        return any(one.sentence.id in self.conflicts for one in chosen)

    def with_other_account(
        self, question: Question, judged: Sequence[Judged], chosen: tuple[Judged, ...], most: int
    ) -> tuple[Judged, ...]:
        """Add the sentence of the best article that tells how accounts differ, where the question has met both."""
        if self.differ(chosen) or not has_sign("asks_disagreement", question.text):
            return chosen
        others = [
            one
            for one in judged
            if one.article.id == chosen[0].article.id
            and one.sentence.id in self.conflicts
            and one.sum > chosen[0].sum - DIFFERING_DEPTH
        ]
        return (*chosen[: most - 1], others[0]) if others else chosen

    def with_other_sides(
        self, question: Question, judged: Sequence[Judged], chosen: tuple[Judged, ...], most: int
    ) -> tuple[Judged, ...]:
        """Put beside a chosen sentence the one that says it differently, where that is about what is asked."""
        if not self.differ(chosen):
            return chosen
        known = {one.sentence.id: one for one in judged}

        def judged_of(sentence: str) -> Judged | None:
            if sentence not in known:
                home = self._passage_of(sentence)
                known.update((one.sentence.id, one) for one in self.judge(question, [home]))
            return known.get(sentence)

        return with_other_sides(question, chosen, self.conflicts, judged_of, most)

    def leniency(self, question: Question, chosen: Sequence[Judged]) -> float:
        """Return the share of the least chance that is enough where accounts differ, 1 where they do not."""
        if self.differ(chosen) and has_sign("asks_disagreement", question.text):
            return 0.0
        return 0.5 if chosen[0].sentence.id in self.conflicts else 1.0

    def _passage_of(self, sentence: str) -> Passage:
        passage_id, article_id = sentence.rpartition(".")[0], sentence.partition("#")[0]
        return next(passage for passage in self.article_of(article_id).passages if passage.id == passage_id)
