"""Cut a stream of text into sentences as it arrives.

    cutter = Cutter("en")
    cutter.feed("The fine is 1.5 million. [r42] Art. 8 ")     ["The fine is 1.5 million. [r42]"]
    cutter.feed("says so. [k17]")                             []
    cutter.end()                                              ["Art. 8 says so. [k17]"]

A sentence ends where its keys end, where a line ends, and where `corpus.split` says so; never inside quotation marks
or brackets that are still open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.split import split
from rag.writers.llm.keys import KEY_RUN

LONGEST = 900
"""Characters; what goes on without an end is let go as it is, and no check will pass it."""

_STOP = r"[.!?…][\"'”’»)\]]*"
_KEYS_AFTER_STOP = re.compile(rf"{_STOP}{KEY_RUN.pattern}")
_KEYS_BEFORE_STOP = re.compile(rf"{KEY_RUN.pattern}\s*{_STOP}")
_CLOSES_WITH_KEYS = re.compile(rf"(?:{_KEYS_AFTER_STOP.pattern}|{_KEYS_BEFORE_STOP.pattern})\s*\Z")
_HAS_WORDS = re.compile(r"[^\W\d_]{2,}")
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"))


class Cutter:
    """Holds what has arrived and is not yet a whole sentence."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._rest = ""

    @property
    def rest(self) -> str:
        """What has arrived of the sentence that is not finished."""
        return self._rest

    def feed(self, piece: str) -> list[str]:
        """Take the next piece and return the sentences that are complete now, with their keys."""
        self._rest += piece
        return list(self._complete())

    def end(self, *, is_cut: bool = False) -> list[str]:
        """Return what is left as sentences: nothing comes after it.

        Where it `is_cut`, only what closes with its keys is a sentence.
        """
        rest, self._rest = self._rest, ""
        if is_cut and not _CLOSES_WITH_KEYS.search(rest):
            return []
        return [sentence for line in rest.splitlines() for sentence in self._sentences(line)]

    def _complete(self) -> Iterator[str]:
        *whole_lines, self._rest = self._rest.split("\n")
        for line in whole_lines:
            yield from self._sentences(line)
        while end := self._first_end(self._rest, goes_on=True):
            sentence, self._rest = self._rest[:end], self._rest[end:].lstrip()
            if _HAS_WORDS.search(sentence):
                yield sentence.strip()

    def _sentences(self, line: str) -> Iterator[str]:
        """Yield the sentences of a line of which all is known."""
        while line.strip():
            end = self._first_end(line, goes_on=False) or len(line)
            sentence, line = line[:end].strip(), line[end:]
            if _HAS_WORDS.search(sentence):
                yield sentence

    def _first_end(self, text: str, *, goes_on: bool) -> int:
        """Return where the first sentence of `text` ends; 0 where that cannot be told yet."""
        ends = [end for end in (_by_keys(text, goes_on=goes_on), self._by_stop(text)) if end]
        if ends:
            return min(ends)
        return len(text) if len(text) > LONGEST else 0

    def _by_stop(self, text: str) -> int:
        """Return where a sentence without keys ends: only what comes after it shows that it did."""
        for span in split(text, self._language)[:-1]:
            following = text[span.end :].lstrip()
            if following and not following.startswith("[") and not _is_open(text[: span.end]):
                return span.end
        return 0


def _by_keys(text: str, *, goes_on: bool) -> int:
    """Return where the first run of keys ends that stands at a stop."""
    for pattern in (_KEYS_AFTER_STOP, _KEYS_BEFORE_STOP):
        for found in pattern.finditer(text):
            following = text[found.end() :].lstrip()
            # More keys, or a stop, may still be on the way.
            is_known = (bool(following) and not following.startswith(("[", "."))) or not goes_on
            if is_known and not _is_open(text[: found.end()]):
                return found.end()
    return 0


def _is_open(text: str) -> bool:
    """Tell whether a quotation or a bracket of `text` has not been closed."""
    return text.count('"') % 2 == 1 or any(text.count(opened) > text.count(closed) for opened, closed in _PAIRS)
