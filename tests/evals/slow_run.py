"""A run that takes its time, for a test that kills it: python -m tests.evals.slow_run FOLDER."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evals.run import here, run
from evals.store import Store
from rag.answer import Answer
from tests.evals.products import AGE, CONFIGURATION, Telling, case

CASES = [case(f"case-{number}", AGE) for number in range(12)]


def main(folder: Path) -> None:
    """Ask every case, a tenth of a second each, and write down which was asked."""
    telling = Telling({one.question: (AGE,) for one in CASES})
    sound = telling.product()

    def ask(question: str, history: Sequence[tuple[str, str]] = ()) -> Answer:
        time.sleep(0.1)
        told = sound.ask(question, history)
        with (folder / "asked.txt").open("a", encoding="utf-8") as file:
            file.write(f"{question}\n")
        return told

    run(CASES, Store(folder / "answers.jsonl", CONFIGURATION), here(replace(sound, ask=ask)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
