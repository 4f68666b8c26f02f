"""Falsify sentences of an answer, to see whether the verifier of the product would let them through.

The edits are data (`falsehoods.toml`): a number, a modal verb, a negation, a state of things, a quantity.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from evals.stored import Probe
from rag.answer import Answer, Verdict

FALSEHOODS = Path(__file__).with_name("falsehoods.toml")
PROBED = 3
"""Claims of one answer that are falsified."""

Check = Callable[[str, Sequence[str]], Verdict]
"""A claim and its evidence -> the verdict, as `Verifier.check`."""


def probe(answer: Answer, check: Check) -> tuple[Probe, ...]:
    """Return what `check` says of the first claims' evidence: as it stands, and falsified in every way that applies."""
    quotes = [claim.evidence[0].quote for claim in answer.claims[:PROBED]]
    probed = ((edit, text, quote) for quote in quotes for edit, text in (("", quote), *falsified(quote)))
    return tuple(Probe(edit, text, check(text, [quote]).label) for edit, text, quote in probed)


def falsified(sentence: str) -> Iterable[tuple[str, str]]:
    """Yield (edit, sentence with that one edit) for each kind of edit that the sentence has a place for."""
    for edit, pattern, swaps in _edits():
        found = pattern.search(sentence)
        if found:
            yield edit, sentence[: found.start()] + swaps[found[0].lower()] + sentence[found.end() :]
    number = re.search(r"\d+", sentence)
    if number:
        yield "number", f"{sentence[: number.start()]}{int(number[0]) + 1}{sentence[number.end() :]}"


@cache
def _edits() -> tuple[tuple[str, re.Pattern[str], dict[str, str]], ...]:
    tables: dict[str, dict[str, str]] = tomllib.loads(FALSEHOODS.read_text(encoding="utf-8"))
    return tuple(
        (edit, re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(swaps, key=len, reverse=True)))})\b", re.I), swaps)
        for edit, swaps in tables.items()
    )
