"""The proper names of a corpus: a question that has one is hardly about something else."""

from __future__ import annotations

import re
from collections import Counter

from corpus import Corpus
from rag.understand.places import gazetteer
from rag.understand.words import fold

CAPITALISED = re.compile(r"(?<=[\w,;:()] )[A-Z][\w-]{3,}|\b[A-Z]{3,}\b")
"""Words that a sentence writes with a capital although it does not begin with them, and abbreviations."""
WORD = re.compile(r"\w[\w-]+")


def proper_names(corpus: Corpus) -> frozenset[str]:
    """Return the words that the corpus writes as names and hardly otherwise, places left out."""
    texts = [sentence.text for sentence in corpus.sentences]
    named = Counter(name for text in texts for name in CAPITALISED.findall(text))
    small = Counter(word for text in texts for word in WORD.findall(text) if word.islower())
    places = gazetteer().names
    return frozenset(
        name for name, times in named.items() if small[name.lower()] < times and (fold(name),) not in places
    )


def names_in(text: str, names: frozenset[str]) -> frozenset[str]:
    """Return the proper names that `text` has, written as names."""
    return names & set(WORD.findall(text.replace("'s", "").replace("’s", "")))
