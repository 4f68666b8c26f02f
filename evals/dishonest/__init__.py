"""Sentences that a language model might write about the corpus, true and false, made to try the checker.

from evals.dishonest import generate

for case in generate(corpus):
    verdict = Verifier.default().check(case.claim, case.evidence)     # case.is_true says what it should be

Nothing here knows how the checker works: the lists and patterns are its own.
"""

from evals.dishonest.case import SpokenCase
from evals.dishonest.generate import generate

__all__ = ["SpokenCase", "generate"]
