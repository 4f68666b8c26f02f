"""Measure a release: ask what has not been answered, score, hold against the last one, accept."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus import load_corpus
from evals.baseline import BASELINE, Baseline, baseline_of, read_baseline, write_baseline
from evals.cases import Case, CaseError, read_cases
from evals.configuration import Configuration, configuration, measured
from evals.gate import broken_floors, judge
from evals.report.edition import Edition
from evals.run import Progress, run, workers
from evals.scoring import score_all
from evals.store import Store, StoreError, read_answers
from evals.stored import Record
from evals.table import failures as failing
from evals.table import table, verdict
from rag.errors import FootnoteError
from rag.settings import Settings, read_settings

SLICES = ("kind", "expect", "language", "persona")


class NotAccepted(FootnoteError):  # noqa: N818 - what happened
    """These figures cannot become the last release; the message says why."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be measured."""

    cases: Path
    only: tuple[str, ...] = ()
    """`name=value`, all of which must hold."""
    answers: Path | None = None
    repeats: int = 1
    workers: int = 1
    fresh: bool = False


def measure(wish: Wish, *, baseline: Path = BASELINE) -> Edition:
    """Return the run that is wished for, scored and judged; asks only what has not been answered."""
    settings = measured(read_settings())
    corpus = load_corpus(settings.corpus_dirs)
    cases = chosen(read_cases(wish.cases), wish.only)
    told, records = _kept(wish.answers, cases) if wish.answers else _asked(wish, cases, settings)
    scored = score_all(cases, records, corpus, told)
    if not scored:
        raise StoreError("None of these cases has an answer. Leave --answers out, and they are asked.")
    last = _last(baseline)
    return Edition(scored, told, last, judge(scored, last) if last else None, date.today())


def told(edition: Edition, *, gate: bool, failures: bool) -> Iterator[str]:
    """Yield what is printed of a run."""
    yield from table(edition.scored, edition.baseline)
    if failures:
        yield ""
        yield from failing(edition.scored)
    if gate and edition.judgement:
        yield ""
        yield from verdict(edition.judgement)


def accept(wish: Wish, reason: str, *, path: Path = BASELINE) -> str:
    """Write the figures of this code as those of the last release; return what to say about it."""
    if not reason.strip():
        raise NotAccepted("A reason is needed: what got better, or why what got worse is right.")
    edition, last = measure(wish, baseline=path), read_baseline(path)
    broken = list(broken_floors(edition.scored, last.floors))
    if broken:
        raise NotAccepted(f"A floor is broken: {broken[0].text}. Mend the answers, or lower the floor in {path.name}.")
    kept = baseline_of(edition.scored, edition.configuration, last.floors, reason=reason, day=edition.day)
    write_baseline(kept, path)
    headline = kept.plain["headline"]
    return f"Kept: truthfulness {headline['value']:.3f} of {headline['n']} cases. Commit {path.name} and its cases."


def chosen(cases: Sequence[Case], only: Sequence[str]) -> tuple[Case, ...]:
    """Return the cases for which every `name=value` of `only` holds; raises `CaseError` where none is left."""
    wanted = [_slice(text) for text in only]
    found = tuple(case for case in cases if all(str(getattr(case, name)) == value for name, value in wanted))
    if not found:
        raise CaseError(f"No case is {' and '.join(only)}. Try --only kind=crisis.")
    return found


def _slice(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or name not in SLICES:
        raise CaseError(
            f"--only {text} makes no sense. Give one of {', '.join(SLICES)} and a value: --only kind=crisis."
        )
    return name, value


def _asked(wish: Wish, cases: Sequence[Case], settings: Settings) -> tuple[Configuration, tuple[Record, ...]]:
    told = configuration(settings, load_corpus(settings.corpus_dirs))
    store = Store(answers_path(settings, told), told)
    if wish.fresh:
        store.forget()
    with bar() as progress:
        records = run(cases, store, workers(settings, wish.workers), repeats=wish.repeats, progress=progress)
    return told, records


def answers_path(settings: Settings, told: Configuration) -> Path:
    """Return where the answers of a configuration are kept."""
    return settings.data_dir / "evals" / f"answers-{told.fingerprint}.jsonl"


def _kept(path: Path, cases: Sequence[Case]) -> tuple[Configuration, tuple[Record, ...]]:
    told, records = read_answers(path)
    asked = {case.id: case.asked for case in cases}
    return told, tuple(record for record in records if asked.get(record.case) == record.asked)


def _last(path: Path) -> Baseline | None:
    return read_baseline(path) if path.exists() else None


@contextmanager
def bar() -> Iterator[Progress]:
    """Show on standard error how far a run is: a bar on a terminal, else a line at every tenth."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("Asking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("", total=None)

        def progress(done: int, total: int) -> None:
            shown.update(task, completed=done, total=total)
            if not console.is_terminal and done % max(total // 10, 1) == 0:
                print(f"asked {done} of {total}", file=sys.stderr, flush=True)

        yield progress
