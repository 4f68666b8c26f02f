"""The questions that each article is known to answer: those that come with Footnote, and those found out since.

A question is in the bank because it was asked: it went on at the route, and an answer was composed of the article it
was made from. What was found out about an article holds until the article changes.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from corpus import Article
from rag.suggest.candidates import Candidate, candidates_of, wordings

log = logging.getLogger(__name__)

SHIPPED = Path(__file__).with_name("checked.json")
NAME = "suggestions.json"
RULES = 1
"""Whoever changes what is asked or how it is checked raises this: kept answers are then found out anew."""

Ask = Callable[[Candidate, Article, str], Sequence[str]]
"""Candidate, its article and language -> ids of the sentences that answer it, best first; empty where none do."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that an article answers."""

    article: str
    aspect: str
    text: str
    topic: str
    sentences: tuple[str, ...]
    """What answered it, best first."""


class Bank:
    """Hands out the questions that an article answers; those of an unknown article are found out once, and kept."""

    def __init__(self, ask: Ask, folder: Path | None = None, *, shipped: Path = SHIPPED) -> None:
        self._ask = ask
        self._file = folder / NAME if folder else None
        self._shipped = read_kept(shipped)
        self._known = {**self._shipped, **(read_kept(self._file) if self._file else {})}
        self._lock = Lock()
        self._keys: dict[tuple[str, str], tuple[Article, str]] = {}

    def of(self, article: Article, language: str) -> tuple[Suggestion, ...]:
        """Return the questions in `language` that `article` answers."""
        key = self._key(article, language)
        if key not in self._known:
            with self._lock:
                if key not in self._known:
                    self._known[key] = self.find_out(article, language)
                    self._keep()
        return self._known[key]

    def known(self, article: Article, language: str) -> tuple[Suggestion, ...]:
        """Return the questions that come with Footnote; whatever was found out since leaves them as they are.

        So that an answer does not depend on what was asked before it.
        """
        return self._shipped.get(self._key(article, language), ())

    def _key(self, article: Article, language: str) -> str:
        """Return the key of an article, worked out once: each answer asks for dozens."""
        known = self._keys.get((article.id, language))
        if known is None or known[0] is not article:
            known = self._keys[article.id, language] = (article, key_of(article, language))
        return known[1]

    def find_out(self, article: Article, language: str) -> tuple[Suggestion, ...]:
        """Ask everything that `article` might answer, and return what it did answer."""
        asked = ((one, tuple(self._ask(one, article, language))) for one in candidates_of(article, language))
        return tuple(Suggestion(article.id, one.aspect, one.text, one.topic, found) for one, found in asked if found)

    def _keep(self) -> None:
        if self._file is None:
            return
        unfinished = self._file.with_name(f".{NAME}-{os.getpid()}")
        try:
            unfinished.write_text(as_json(self._known), encoding="utf-8")
            unfinished.replace(self._file)
        except OSError as error:
            log.warning("%s cannot be written (%s); suggestions are found out again next time.", self._file, error)


def key_of(article: Article, language: str) -> str:
    """Return what names an article as it is now, the language, and how the questions are worded and checked."""
    shaped_by = f"{RULES} {wordings()} {article.title} {article.body}"
    return f"{article.id} {language} {hashlib.sha256(shaped_by.encode()).hexdigest()[:12]}"


def as_json(known: Mapping[str, Sequence[Suggestion]]) -> str:
    """Return the questions as they are kept, an article and language a line."""
    lines = (
        f"{json.dumps(key)}: {json.dumps([_plain(one) for one in found], ensure_ascii=False)}"
        for key, found in sorted(known.items())
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _plain(one: Suggestion) -> list[Any]:
    return [one.aspect, one.text, one.topic, [sentence.partition("#")[2] for sentence in one.sentences]]


def read_kept(file: Path) -> dict[str, tuple[Suggestion, ...]]:
    """Return the questions of a file by key; none where there is no file, or one that cannot be read."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return {key: tuple(_suggestion(key, *fields) for fields in found) for key, found in kept.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        log.warning("%s cannot be read (%r); suggestions are found out anew.", file, error)
        return {}


def _suggestion(key: str, aspect: str, text: str, topic: str, sentences: Sequence[str]) -> Suggestion:
    article = key.partition(" ")[0]
    return Suggestion(article, aspect, text, topic, tuple(f"{article}#{place}" for place in sentences))
