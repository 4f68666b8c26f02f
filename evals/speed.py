"""Time a warm question beside its floor, the embedding of the question, in the same run.

python -m evals.speed
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median, quantiles
from time import perf_counter

from evals.cases import read_cases
from rag.assemble import open_retriever, pipeline_over
from rag.settings import read_settings


def main() -> None:
    """Print medians and 95th percentiles in milliseconds, and how many times its floor a question takes."""
    settings = read_settings()
    retriever, close = open_retriever(settings)
    pipeline = pipeline_over(retriever, settings, close)
    questions = [case.question for case in read_cases() if case.is_direct]
    pipeline.ask("Is the machine awake?")
    # In turn, question by question, so that a busy moment of the machine falls on both.
    floor, whole = [], []
    for question in questions:
        # A trailing space: the same work for the model, but not the text whose vectors are remembered.
        floor.append(timed(lambda: retriever.embed((question + " ",))))  # noqa: B023 - called at once
        whole.append(timed(lambda: pipeline.ask(question)))  # noqa: B023 - called at once
    close()
    print(line("embedding of the question", floor))
    print(line("whole answer", whole))
    print(f"a whole answer takes {median(whole) / median(floor):.1f} times the embedding of its question")


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that `work` takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def line(name: str, times: Sequence[float]) -> str:
    """Return the median and the 95th percentile of `times`."""
    return f"{name:<28} n={len(times)}  median {median(times):.1f} ms  p95 {quantiles(times, n=20)[-1]:.1f} ms"


if __name__ == "__main__":
    main()
