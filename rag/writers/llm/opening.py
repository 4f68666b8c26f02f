"""Put a language model to work: its writer, and what helps to understand questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from rag.verify import Verifier
from rag.writers.llm.background import Bounds
from rag.writers.llm.breaker import Breaker
from rag.writers.llm.calling import Caller
from rag.writers.llm.model import Chosen, open_chat
from rag.writers.llm.query import QueryHelp
from rag.writers.llm.spending import Budget, Prices, Spending
from rag.writers.llm.writer import ProseWriter

SPENDING = "spending.sqlite3"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a model is called."""

    bounds: Bounds
    retries: int
    prompt_tokens: int
    prices: Prices
    budget: Budget


class Opened(NamedTuple):
    """What a model does for answers."""

    writer: ProseWriter
    helps: QueryHelp


def open_prose(chosen: Chosen, terms: Terms, folder: Path, verifier: Verifier) -> Opened:
    """Return the chosen model at work, its spending counted in `folder`.

    Raises `SettingsError` that says what to install or to set. Understanding a question waits no longer than for one
    word, and is not tried again: it is a help, and the question can be answered without it.
    """
    caller = Caller(
        open_chat(chosen),
        terms.bounds,
        terms.retries,
        Breaker(),
        Spending(folder / SPENDING, terms.budget),
        terms.prices,
    )
    brief = replace(caller, bounds=Bounds(terms.bounds.silence, terms.bounds.silence), retries=0)
    return Opened(ProseWriter(caller, verifier, chosen.name, terms.prompt_tokens), QueryHelp(brief))
