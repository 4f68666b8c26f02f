"""Source marks: `A sentence. [s1][s4]` rests on the sources s1 and s4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.text import trim

_RUN = re.compile(r"\[s\d+\](?:\s*\[s\d+\])*")
_MARK = re.compile(r"\[(s\d+)\]")
_NEARLY = re.compile(r"\[\s*[sS]\s*\d+[^\]\n]{0,40}\]|\[s\d+(?!\d*\])")


class Stretch(NamedTuple):
    """Text up to a run of marks; `sources` is empty for text that no mark follows."""

    start: int
    end: int
    sources: tuple[str, ...]


def stretches(body: str, start: int, end: int) -> Iterator[Stretch]:
    """Yield the stretches of `body[start:end]` in order, trimmed; the last may be unmarked."""
    for run in _RUN.finditer(body, start, end):
        # A mark given twice supports no better than once.
        sources = tuple(dict.fromkeys(_MARK.findall(run.group())))
        yield Stretch(*trim(body, start, run.start()), sources)
        start = run.end()
    left = trim(body, start, end)
    if left[0] < left[1]:
        yield Stretch(*left, ())


def has_marks(body: str) -> bool:
    """Tell whether the text carries any source mark."""
    return bool(_RUN.search(body))


def near_misses(body: str) -> Iterator[tuple[int, str]]:
    """Yield what looks like a mark but is none, with its offset: `[S1]`, `[s1, s2]`, `[s 4]`."""
    for found in _NEARLY.finditer(body):
        if not _MARK.fullmatch(found.group()):
            yield found.start(), found.group()
