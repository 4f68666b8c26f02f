"""What a seeded fault is, and a product with one in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus import Corpus
from evals.product import Ask, Product, product_of
from rag.answer import Answer
from rag.assemble import pipeline_over
from rag.pipeline import Pipeline, Steps
from rag.retrieval.hybrid import HybridRetriever
from rag.settings import Settings

SpoilAnswer = Callable[[Answer, Corpus], Answer]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that could go wrong in the product; exactly one of the last four says how."""

    name: str
    what: str
    """In one line, as a bug report would say it."""
    because: frozenset[str]
    """Measures, one of which must close the gate: another one closing it would be luck."""
    retriever: Callable[[HybridRetriever], HybridRetriever] | None = None
    steps: Callable[[Steps], Steps] | None = None
    asking: Callable[[Ask], Ask] | None = None
    answer: SpoilAnswer | None = None
    """Answers are spoiled after the fact, so nothing needs to be asked for such a fault."""

    @property
    def is_asked(self) -> bool:
        """Whether questions must be put to the spoiled product."""
        return self.answer is None


@dataclass(frozen=True, slots=True)
class Workshop:
    """A sound product, in the parts that faults are put into."""

    retriever: HybridRetriever
    settings: Settings
    pipeline: Pipeline

    @classmethod
    def over(cls, retriever: HybridRetriever, settings: Settings) -> Workshop:
        """Return the workshop for a retriever."""
        return cls(retriever, settings, pipeline_over(retriever, settings, _leave_open))

    def with_fault(self, fault: Fault) -> Product:
        """Return the product with `fault` in it."""
        pipeline = self.pipeline
        if fault.retriever:
            pipeline = pipeline_over(fault.retriever(self.retriever), self.settings, _leave_open)
        if fault.steps:
            pipeline = Pipeline(pipeline.corpus, fault.steps(pipeline.steps))
        product = product_of(pipeline)
        return replace(product, ask=fault.asking(product.ask)) if fault.asking else product


def faults_named(*groups: Sequence[Fault]) -> tuple[Fault, ...]:
    """Return the faults of all groups; raises ValueError where two share a name."""
    found = [fault for group in groups for fault in group]
    names = [fault.name for fault in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"two faults are called {', '.join(sorted(twice))}")
    return tuple(found)


def _leave_open() -> None:
    """Close nothing: the workshop's index serves every fault."""
