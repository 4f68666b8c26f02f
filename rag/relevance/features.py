"""The features of a sentence beside a question, each a number that a person can check.

A feature says what two texts share or what a sentence has; none looks at any other answer, so a sentence gets the same
numbers whatever else was found.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from corpus import Article, Passage, Sentence
from rag.relevance.tables import Tables
from rag.understand import Question
from rag.understand.kinds import kinds, shown_in
from rag.understand.places import gazetteer
from rag.understand.question import NUMBER
from rag.understand.terms import terms

ANOTHER_WORD = 0.6
"""What a word of the question counts when the text has another word for it."""
LONG, SHORT = 38, 12
"""Words; beyond these a sentence is rarely the one to show."""

FEATURES: Mapping[str, str] = {
    "meaning": "likeness of the sentence, as it reads in its passage, to the question (cosine)",
    "passage_meaning": "likeness of its passage to the question (cosine)",
    "words": "share of the possible BM25 score of the sentence with its title and heading",
    "passage_words": "share of the possible BM25 score of its passage",
    "covered": "question words that the sentence has, other words for them counting 0.6, weighted by rarity",
    "passage_covered": "the same for its passage with title and heading",
    "context_covered": "question words that sentence, title, heading or country have, weighted by rarity",
    "article_covered": "question words that its article has anywhere, weighted by rarity",
    "place_named": "its jurisdiction is one that the question names",
    "place_other": "the question names jurisdictions and this is another country's",
    "numbers_met": "share of the question's numbers that the sentence has",
    "first_in_passage": "it opens its passage",
    "long": f"more than {LONG} words",
    "short": f"fewer than {SHORT} words",
    **{f"asked_{kind}": f"the question asks for a {kind} and the sentence has one" for kind in kinds()},
}
"""Every feature in order, with what it says."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Cosines that the vector index has for one sentence."""

    sentence: float
    passage: float


@dataclass(frozen=True, slots=True)
class PassageScores:
    """What all sentences of a passage share."""

    words: float
    covered: float
    article_covered: float
    place_named: bool
    place_other: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what its words weigh, worked out once for all the sentences beside it."""

    question: Question
    words: tuple[tuple[str, float, frozenset[str]], ...]
    """Stem, weight by rarity, and the stems of other words for it."""
    possible: float
    """All the weights together."""


def weigh(question: Question, tables: Tables) -> Asked:
    """Return `question` with the weights of its words."""
    related = terms().related
    words = tuple((stem, tables.weight(stem), related.get(stem, frozenset())) for stem in question.stems)
    return Asked(question, words, sum(weight for _, weight, _ in words))


def passage_scores(asked: Asked, passage: Passage, article: Article, tables: Tables, words: float) -> PassageScores:
    """Return the features that hold for every sentence of `passage`."""
    named, other = place_of(article.jurisdiction, asked.question)
    return PassageScores(
        words=words,
        covered=covered(asked, tables.passages[passage.id], loosely=True),
        article_covered=covered(asked, tables.articles[article.id]),
        place_named=named,
        place_other=other,
    )


def sentence_features(
    asked: Asked,
    sentence: Sentence,
    passage: Passage,
    shared: PassageScores,
    likeness: Likeness,
    tables: Tables,
    words: float,
) -> tuple[float, ...]:
    """Return the features of one sentence, in the order of `FEATURES`."""
    own = tables.sentences[sentence.id]
    length = sentence.text.count(" ") + 1
    shown = shown_in(sentence.text)
    return (
        likeness.sentence,
        likeness.passage,
        words,
        shared.words,
        covered(asked, own, loosely=True),
        shared.covered,
        covered(asked, own | tables.contexts[passage.id]),
        shared.article_covered,
        float(shared.place_named),
        float(shared.place_other),
        numbers_met(asked.question.numbers, sentence.text),
        float(sentence is passage.sentences[0]),
        float(length > LONG),
        float(length < SHORT),
        *(float(kind in asked.question.asked and kind in shown) for kind in kinds()),
    )


def covered(asked: Asked, has: Collection[str], *, loosely: bool = False) -> float:
    """Return the share of the asked words that a text has, by weight; `loosely` counts other words for them."""
    if not asked.possible:
        return 0.0
    met = 0.0
    for stem, weight, related in asked.words:
        if stem in has:
            met += weight
        elif loosely and not related.isdisjoint(has):
            met += ANOTHER_WORD * weight
    return met / asked.possible


def numbers_met(numbers: Collection[str], sentence: str) -> float:
    """Return the share of `numbers` that stand in `sentence`."""
    if not numbers:
        return 0.0
    has = set(NUMBER.findall(sentence))
    return sum(number in has for number in numbers) / len(numbers)


def place_of(jurisdiction: str, question: Question) -> tuple[bool, bool]:
    """Tell whether an article's jurisdiction is named in the question, and whether the question names others only."""
    if not question.codes:
        return False, False
    named = jurisdiction in question.codes
    everywhere = jurisdiction in {"INT", "UN"}
    around = jurisdiction in question.reach
    within = not question.codes.isdisjoint(gazetteer().reach([jurisdiction]))
    return named, not (named or around or within or everywhere)
