"""Claims with evidence and whether it carries them: public sets in one form, and examples made from the corpus.

A set is read from a folder of gzipped JSON lines. `support-*` holds `claim`, `evidence` and `label` (supported,
contradicted, not_enough); `qa-*` holds `question`, `sentences` and `answerable`, and a question without its question
word is taken for a claim that the sentences carry when they answer it.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Corpus, Passage

ASKING = re.compile(
    r"^(?:in|on|at|for|by|from|to|of|during)?\s*"
    r"(?:who|what|when|where|why|which|whose|whom|how (?:many|much|long|old|often|far)|how)\b",
    re.IGNORECASE,
)
HELPING = re.compile(r"\b(?:did|does|do)\b|^\s*(?:is|are|was|were|can|will|should|may)\b", re.IGNORECASE)
FEWEST_WORDS = 4
MOST_OF_A_SET = 800


@dataclass(frozen=True, slots=True)
class Example:
    """A claim, what it shall rest on, and whether that carries it."""

    claim: str
    evidence: tuple[str, ...]
    is_supported: bool


def read_sets(folder: Path, part: str) -> dict[str, list[Example]]:
    """Return the sets in `folder` whose files end in `.{part}.jsonl.gz`, by name."""
    found = {}
    for path in sorted(folder.glob(f"*.{part}.jsonl.gz")):
        name = path.name.removesuffix(f".{part}.jsonl.gz")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        random.Random(name).shuffle(rows)
        reader = {"support": _support, "qa": _question}.get(name.partition("-")[0])
        examples = [example for row in rows[:MOST_OF_A_SET] if reader for example in reader(row)]
        if examples and len({example.is_supported for example in examples}) == 2:
            found[name] = examples
    return found


def _support(row: Mapping[str, Any]) -> Iterator[Example]:
    yield Example(row["claim"], tuple(row["evidence"]), row["label"] == "supported")


def _question(row: Mapping[str, Any]) -> Iterator[Example]:
    statement = " ".join(HELPING.sub("", ASKING.sub("", row["question"].strip().rstrip("? "))).split())
    if len(statement.split()) >= FEWEST_WORDS:
        yield Example(statement, tuple(row["sentences"]), bool(row["answerable"]))


SWAPS = {
    "must": "has to",
    "requires": "demands",
    "require": "demand",
    "said": "stated",
    "says": "states",
    "began": "started",
    "begin": "start",
    "announced": "made known",
    "about": "on",
    "because": "since",
    "which": "that",
    "children": "minors",
    "companies": "firms",
    "company": "firm",
    "fine": "penalty",
    "fines": "penalties",
    "fined": "penalised",
    "published": "released",
    "approved": "passed",
    "approve": "pass",
    "allows": "permits",
    "allow": "permit",
    "use": "make use of",
    "used": "made use of",
    "bans": "prohibits",
    "ban": "prohibition",
    "needs": "requires",
    "law": "statute",
    "asked": "requested",
    "set": "laid down",
    "sets": "lays down",
    "includes": "contains",
    "against": "opposed to",
    "several": "a number of",
    "help": "assist",
    "protect": "safeguard",
    "platforms": "services",
    "users": "people who use them",
    "report": "account",
    "rules": "regulations",
    "also": "moreover",
    "during": "in the course of",
    "between": "from one to the other,",
    "access": "entry",
    "check": "verify",
    "checks": "verifications",
}
"""Other wordings for common words of the corpus, for examples that say a sentence in other words."""


def corpus_examples(corpus: Corpus, count: int, seed: int) -> list[Example]:
    """Return `count` examples from English passages: half reworded, half that their neighbours do not say."""
    chance = random.Random(seed)
    passages = [
        passage
        for article in corpus.articles
        if article.language == "en"
        for passage in article.passages
        if len(passage.sentences) >= 3
    ]
    made: list[Example] = []
    for passage in chance.sample(passages, min(count // 2, len(passages))):
        made += _made_from(passage, chance)
    return made


def _made_from(passage: Passage, chance: random.Random) -> Iterator[Example]:
    texts = [sentence.text for sentence in passage.sentences]
    place = chance.randrange(len(texts))
    yield Example(reworded(texts[place], chance), tuple(texts), True)
    yield Example(reworded(texts[place], chance), tuple(texts[:place] + texts[place + 1 :]), False)


def reworded(text: str, chance: random.Random) -> str:
    """Return `text` with other words for some of its words and the first comma's parts turned round."""
    words = [SWAPS.get(word, word) if chance.random() < 0.8 else word for word in text.rstrip(".").split()]
    turned = " ".join(words)
    head, comma, tail = turned.partition(", ")
    if comma and chance.random() < 0.5 and ", " not in tail:
        turned = f"{tail[:1].upper()}{tail[1:]}, {head[:1].lower()}{head[1:]}"
    return f"{turned}."
