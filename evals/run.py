"""Produce answers, once: every case goes through the door, in parallel, and what comes back is kept at once.

    run(cases, store, here(product))       in this process
    run(cases, store, workers(settings))   in several, each with a pipeline of its own

A run that was ended, however rudely, goes on where it stopped.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from threading import Thread
from typing import NamedTuple

from evals.cases import Case
from evals.product import Product, product_of, put
from evals.store import Store, append, newest
from evals.stored import Record
from rag import open_pipeline
from rag.settings import Settings


class Asked(NamedTuple):
    """A case to put, and for the how manieth time."""

    case: Case
    attempt: int


Putting = Callable[[Sequence[Asked]], Iterable[Record]]
"""Puts cases and yields what comes back, in whatever order."""
Progress = Callable[[int, int], None]
"""Called with (answered, to answer)."""


def run(
    cases: Sequence[Case], store: Store, putting: Putting, *, repeats: int = 1, progress: Progress | None = None
) -> tuple[Record, ...]:
    """Return a record for each case and attempt, in the order of the cases; only those not in `store` are asked."""
    wanted = [Asked(case, attempt) for case in cases for attempt in range(1, repeats + 1)]
    kept = newest(store.read())
    open_ = [one for one in wanted if not _is_answered(one, kept)]
    if open_:
        with store.appending() as file:
            for record in putting(open_):
                append(file, record)
                kept[record.case, record.attempt] = record
                if progress:
                    progress(len(wanted) - sum(not _is_answered(one, kept) for one in open_), len(wanted))
    return tuple(kept[one.case.id, one.attempt] for one in wanted)


def here(product: Product) -> Putting:
    """Return what puts cases to `product` one after another."""
    return lambda asked: (put(one.case, product, attempt=one.attempt) for one in asked)


def workers(settings: Settings, count: int) -> Putting:
    """Return what puts cases to `count` pipelines, each in a process of its own."""
    shared = settings.model_copy(update={"threads": max(1, settings.threads // count)})

    def put_all(asked: Sequence[Asked]) -> Iterator[Record]:
        context = multiprocessing.get_context("spawn")  # a forked process would share threads of the model
        with ProcessPoolExecutor(count, context, _open, (shared,)) as pool:
            yield from pool.map(_put, asked)

    return put_all


WAKING = "Is everybody awake?"
"""Asked first and not measured: whoever comes first would wait for the model to load."""

_product: Product | None = None


def _open(settings: Settings) -> None:
    global _product
    Thread(target=_end_with_parent, daemon=True).start()
    _product = product_of(open_pipeline(settings))
    _product.ask(WAKING)


def _put(one: Asked) -> Record:
    assert _product
    return put(one.case, _product, attempt=one.attempt)


def _end_with_parent() -> None:
    """Leave when the process that started this one is gone: nobody would read what comes back."""
    parent = multiprocessing.parent_process()
    if parent:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _is_answered(one: Asked, kept: dict[tuple[str, int], Record]) -> bool:
    record = kept.get((one.case.id, one.attempt))
    return record is not None and record.asked == one.case.asked
