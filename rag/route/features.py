"""What the model weighs: the signs in a question, what it names, and how near it is to examples of each kind."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from rag.route.examples import Kind, Near
from rag.route.patterns import Sign
from rag.understand import Question

SIGNS = (
    "person", "other", "harm", "past", "despair", "bullied", "plea",
    "rule", "figures", "definition", "study", "field", "subject", "network",
    "evade", "obtain", "fabricate", "approach", "extort", "means",
    "elsewhere", "near",
)  # fmt: skip
"""Kinds of sign in `data/routes.toml`."""

PAIRS = (
    ("person", "harm"),
    ("harm", "plea"),
    ("person", "plea"),
    ("means", "evade"),
    ("means", "obtain"),
    ("rule", "field"),
)
"""Signs that say more together than each alone."""

FEATURES = (
    *SIGNS,
    "harms",
    *(f"{one}+{other}" for one, other in PAIRS),
    "place",
    "law",
    "name",
    "short",
    "like the corpus",
    *(f"like {kind.value}" for kind in Kind),
    *(f"leans to {kind.value}" for kind in Kind),
)


def features_of(
    question: Question, signs: tuple[Sign, ...], near: Mapping[Kind, Near], *, is_named: bool, like_corpus: float
) -> NDArray[np.float64]:
    """Return one number a feature, in the order of `FEATURES`.

    `is_named` where a name of the corpus occurs, `like_corpus` how near its nearest sentences are.
    """
    kinds = {sign.kind for sign in signs}
    values: dict[str, float] = {kind: float(kind in kinds) for kind in SIGNS}
    values["harms"] = min(3.0, sum(sign.kind == "harm" for sign in signs)) / 3
    values |= {f"{one}+{other}": float(one in kinds and other in kinds) for one, other in PAIRS}
    values["place"] = float(any(mention.by in {"name", "city"} for mention in question.mentions))
    values["law"] = float(any(mention.by in {"body", "law", "acronym"} for mention in question.mentions))
    values["name"] = float(is_named)
    values["short"] = float(len(question.text.split()) <= 4)
    values["like the corpus"] = like_corpus
    values |= {f"like {kind.value}": near[kind].similarity for kind in Kind}
    values |= {f"leans to {kind.value}": near[kind].leaning for kind in Kind}
    return np.array([values[name] for name in FEATURES])
