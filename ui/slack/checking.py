"""Hold a statement against the corpus, sentence by sentence: supported, contradicted, or not spoken of.

    check("The limit is 15. It is a good law.", …)     contradicted (`16` there, `15` here), not spoken of

Supported is what the verifier of every answer says it is. Contradicted is claimed only where nothing can be meant
otherwise: one sentence of the corpus says the same in the same order and differs in a number or in a negation alone.
All else is "does not say", with the nearest sentence shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from corpus import Sentence
from corpus.split import split
from rag.answer import Hit, Label
from rag.understand.words import fold, words
from rag.verify import Verifier

MOST_SENTENCES = 10
MOST_HITS = 8
FEWEST_WORDS = 4
"""A sentence with fewer states nothing that could be checked."""

SAME = 0.6
"""Share of the words on both sides that must be the same before two sentences are said to be about the same thing."""
NEAR = 0.3
"""Share of a statement's words that a sentence must have to be shown as the nearest."""

NEGATIONS = frozenset(
    """not no never neither nor cannot can't won't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't
    shouldn't wouldn't nunca ni tampoco""".split()  # noqa: SIM905 - words read better than quotes
)


class Finding(StrEnum):
    """What the corpus has to say about a sentence."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of a statement, and what was found."""

    text: str
    finding: Finding
    sentence: Sentence | None
    """What the corpus says about it, or the nearest that it says."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole message, checked."""

    sentences: tuple[Checked, ...]
    all: int
    """Sentences of the message, checked or not."""


Retrieve = Callable[[str, int], Iterable[Hit]]


def check(text: str, retrieve: Retrieve, verifier: Verifier) -> Statement:
    """Return `text` checked, its first ten sentences at most."""
    sentences = list(sentences_of(text))
    checked = (check_sentence(one, retrieve(one, MOST_HITS), verifier) for one in sentences[:MOST_SENTENCES])
    return Statement(tuple(checked), len(sentences))


def sentences_of(text: str) -> Iterator[str]:
    """Yield what can be checked in a message: its sentences, questions and shreds left out."""
    for span in split(text):
        one = " ".join(text[span.start : span.end].split())
        if len(words(one)) >= FEWEST_WORDS and not one.endswith("?"):
            yield one


def check_sentence(text: str, hits: Iterable[Hit], verifier: Verifier) -> Checked:
    """Return what the sentences of `hits` say about `text`."""
    found = [sentence for hit in hits for sentence in hit.passage.sentences]
    for sentence in found:
        if verifier.check(text, [sentence.text]).label is Label.SUPPORTED:
            return Checked(text, Finding.SUPPORTS, sentence)
    for sentence in found:
        if contradicts(text, sentence.text):
            return Checked(text, Finding.CONTRADICTS, sentence)
    said = words(text)
    nearest = max(found, key=lambda sentence: _shared(said, words(sentence.text)), default=None)
    is_near = nearest is not None and _shared(said, words(nearest.text)) >= NEAR
    return Checked(text, Finding.SILENT, nearest if is_near else None)


def contradicts(statement: str, evidence: str) -> bool:
    """Whether `evidence` says what `statement` says, but for a number or a negation."""
    said, held = _tokens(statement), _tokens(evidence)
    matcher = SequenceMatcher(None, said, held, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    if same < SAME * len(said) or same < SAME * len(held):
        return False
    differences = [(said[a:b], held[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    if any(not _is_harmless(ours, theirs) and not _clash(ours, theirs) for ours, theirs in differences):
        return False
    return sum(_clash(ours, theirs) for ours, theirs in differences) == 1


def _clash(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two stretches differ in one number, or in being denied."""
    if len(ours) == len(theirs) == 1 and _is_number(ours[0]) and _is_number(theirs[0]):
        return True
    return [*ours, *theirs] != [] and all(word in NEGATIONS for word in (*ours, *theirs)) and not (ours and theirs)


def _is_harmless(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether `ours` only leaves something out, and nothing that counts."""
    return not ours and not any(_is_number(word) or word in NEGATIONS for word in theirs)


def _is_number(word: str) -> bool:
    return bool(re.fullmatch(r"\d[\d.,:]*%?", word))


def _tokens(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\W_]+", fold(text).replace("’", "'"))


def _shared(said: Sequence[str], held: Sequence[str]) -> float:
    return sum(word in held for word in said) / len(said) if said else 0.0
