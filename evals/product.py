"""What is measured: the doors of a pipeline that anybody may use, and its verifier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from corpus import Corpus
from evals.cases import Case, is_retrievable
from evals.probes import Check, probe
from evals.stored import Record
from rag.answer import Answer, Hit
from rag.pipeline import Pipeline

DEEPEST = 10
"""Passages that are looked at."""


class Ask(Protocol):
    """As `Pipeline.ask`."""

    def __call__(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Answer:
        """Return the answer."""


@dataclass(frozen=True, slots=True)
class Product:
    """A pipeline, or what stands for one."""

    corpus: Corpus
    ask: Ask
    retrieve: Callable[[str], Sequence[Hit]]
    check: Check


def product_of(pipeline: Pipeline) -> Product:
    """Return a pipeline as what is measured."""
    return Product(
        pipeline.corpus,
        pipeline.ask,
        lambda question: pipeline.retrieve(question, DEEPEST),
        pipeline.steps.verifier.check,
    )


def put(case: Case, product: Product, *, attempt: int = 1) -> Record:
    """Ask one case with its conversation, and return all that came back."""
    start = perf_counter()
    answer = product.ask(case.question, case.history)
    milliseconds = (perf_counter() - start) * 1000
    hits = product.retrieve(case.question) if is_retrievable(case) else ()
    return Record(
        case=case.id,
        asked=case.asked,
        attempt=attempt,
        answer=answer,
        passages=tuple(hit.passage.id for hit in hits),
        probes=probe(answer, product.check),
        milliseconds=milliseconds,
    )
