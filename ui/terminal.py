"""Write to the terminal: answers on standard output, everything else on standard error."""

from __future__ import annotations

import json
import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


def show(text: Text | str) -> None:
    """Write `text` on standard output: in colour on a terminal, plain into a pipe."""
    _write(sys.stdout, _paint(text, Console()))


def show_json(value: object) -> None:
    """Write `value` on standard output as JSON."""
    show(json.dumps(value, ensure_ascii=False, indent=2))


def remark(text: Text | str) -> None:
    """Write `text` on standard error."""
    _write(sys.stderr, _paint(text, Console(stderr=True)))


def width() -> int:
    """Return the columns of the terminal, 80 where there is none."""
    return Console().width


def is_piped() -> bool:
    """Whether a program reads standard output, and not a person."""
    return not Console().is_terminal


def _paint(text: Text | str, console: Console) -> str:
    if isinstance(text, str):
        return text  # rich would turn its tabs into spaces
    with console.capture() as captured:
        console.print(text, soft_wrap=True, end="")
    return captured.get()


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head`). What is still in the buffer would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class IndexProgress:
    """Show on standard error how far the index is; call it with what is done and what there is.

    with IndexProgress() as progress:
        open_pipeline(settings, progress=progress)      nothing appears unless something is built
    """

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, done: int, total: int) -> None:
        if self._bar is None or self._task is None:
            self._bar, self._task = self._start(total)
        self._bar.update(self._task, completed=done, total=total)

    def _start(self, total: int) -> tuple[Progress, TaskID]:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("Building the index"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        # Without a terminal the bar would appear once, at the end: say at the start what takes the time instead.
        bar = Progress(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)
        if not self._console.is_terminal:
            self._console.print("Building the index …", highlight=False)
        bar.start()
        return bar, bar.add_task("", total=total)
