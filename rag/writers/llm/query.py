"""Let a model say what a follow-up means and what a question asks; believe it only as far as it adds nothing."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass

from rag.conversation import History
from rag.reading import NO_HELP, Help
from rag.understand import language_of
from rag.understand.places import gazetteer
from rag.understand.words import STOP, stem, words
from rag.writers.llm.calling import Caller, Usage
from rag.writers.llm.faults import ChatError
from rag.writers.llm.prompt import MOST_PARTS, asking

log = logging.getLogger(__name__)

OBJECT = re.compile(r"\{.*\}", re.S)
LONGEST_RATIO, SHORTEST_ALLOWED = 2.0, 200
"""A rewrite is no longer than the question and what it leans on allow."""
NAME_OR_NUMBER = re.compile(r"(?<![.!?¿¡] )(?<!^)\b[A-ZÁÉÍÓÚÑ][\w’'-]+|\b\w*\d[\w.,-]*")
ASKS_MORE = re.compile(
    r"\?.+\?|\b(?:and|as well as|y|además)\b.*\b(?:who|what|when|where|how|which|why|is|are|does|do|quién|qué|cuándo|"
    r"dónde|cómo|cuál|cuánto)\b",
    re.I | re.S,
)
"""What makes it worth asking a model whether a question has several parts."""


@dataclass(frozen=True, slots=True)
class QueryHelp:
    """Asks one model about questions; safe to share between threads."""

    caller: Caller

    def __call__(self, question: str, history: History) -> Help:
        """Return what can be trusted of what the model makes of `question`; nothing where it fails."""
        if not history and not ASKS_MORE.search(question):
            return NO_HELP
        try:
            said = "".join(self.caller.stream(asking(question, history), Usage()))
        except ChatError as fault:
            log.warning("The language model did not help with a question: %s", fault)
            return NO_HELP
        return read_help(said, question, history)


def read_help(said: str, question: str, history: History) -> Help:
    """Return what of a model's answer adds nothing to the conversation."""
    fields = _object_in(said)
    spoken = " ".join((*(text for _, text in history), question))
    standalone = _text(fields.get("standalone"))
    parts = fields.get("parts")
    asked = [_text(part) for part in parts] if isinstance(parts, list) else []
    is_sound = 2 <= len(asked) <= MOST_PARTS and all(is_faithful(part, question, spoken) for part in asked)
    return Help(
        standalone if history and is_faithful(standalone, question, spoken) else "",
        tuple(asked) if is_sound and _covers(asked, question) else (),
    )


def is_faithful(rewritten: str, question: str, spoken: str) -> bool:
    """Tell whether a rewrite keeps the language and has no name, number or place that was not `spoken`."""
    if not rewritten or len(rewritten) > max(SHORTEST_ALLOWED, LONGEST_RATIO * len(question)):
        return False
    if language_of(rewritten) != language_of(question):
        return False
    known = frozenset(stem(word) for word in words(spoken))
    named = (word for found in NAME_OR_NUMBER.findall(rewritten) for word in words(found))
    places = {mention.code for mention in gazetteer().mentions(rewritten)}
    return all(stem(word) in known for word in named) and places <= {
        mention.code for mention in gazetteer().mentions(spoken)
    }


def _covers(parts: Iterable[str], question: str) -> bool:
    """Tell whether the parts together still ask most of what the question asks."""
    content = {stem(word) for word in words(question) if word not in STOP["en"] and word not in STOP["es"]}
    asked = {stem(word) for part in parts for word in words(part)}
    return len(content & asked) >= 0.7 * len(content)


def _object_in(said: str) -> dict[str, object]:
    found = OBJECT.search(said)
    try:
        fields = json.loads(found[0]) if found else {}
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
