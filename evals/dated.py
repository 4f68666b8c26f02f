"""Measure questions that name a time: whether the answer holds for that time, or says that it does not.

python -m evals.dated                 the share that is right
python -m evals.dated --failures      with what was wrong with each of the others
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rag import Answer, open_pipeline
from rag.settings import read_settings

QUESTIONS = Path(__file__).with_name("dated.toml")
ASKED_ON = date(2026, 7, 30)


@dataclass(frozen=True, slots=True)
class Dated:
    """A question that names a time, and what a right answer holds."""

    text: str
    says: tuple[tuple[str, ...], ...]
    """Groups of wordings; one of each stands among sentences and notes."""
    leads: str
    """In the first sentence."""
    never_leads: str
    notes: tuple[str, ...]
    """Kinds of note."""


def read_dated(file: Path = QUESTIONS) -> tuple[Dated, ...]:
    """Return the questions of a file, in its order."""
    return tuple(
        Dated(
            one["text"],
            tuple(tuple(group) for group in one.get("says", ())),
            one.get("leads", ""),
            one.get("never_leads", ""),
            tuple(one.get("notes", ())),
        )
        for one in tomllib.loads(file.read_text(encoding="utf-8"))["question"]
    )


def faults(dated: Dated, answer: Answer) -> tuple[str, ...]:
    """Return what is wrong with an answer, in words; nothing for a right one."""
    sentences = [claim.text for claim in answer.claims]
    first, everything = (sentences or [""])[0], " ".join([*sentences, *(note.text for note in answer.notes)])
    kinds = {note.kind.value for note in answer.notes}
    return (
        *(f"does not say {' or '.join(group)}" for group in dated.says if not any(one in everything for one in group)),
        *([f"does not lead with {dated.leads}"] if dated.leads not in first else []),
        *([f"leads with {dated.never_leads}"] if dated.never_leads and dated.never_leads in first else []),
        *(f"no note {kind}" for kind in dated.notes if kind not in kinds),
    )


def main() -> None:
    """Ask every question and print the share of right answers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--failures", action="store_true", help="say what is wrong with each wrong answer")
    options = parser.parse_args()
    pipeline = open_pipeline(read_settings(today=ASKED_ON))
    judged = [(dated, faults(dated, pipeline.ask(dated.text))) for dated in read_dated()]
    pipeline.close()
    for line in report(judged, failures=options.failures):
        print(line)


def report(judged: Sequence[tuple[Dated, tuple[str, ...]]], *, failures: bool) -> Iterable[str]:
    """Yield the share of right answers, and each wrong one if wanted."""
    right = sum(not found for _, found in judged)
    yield f"dated questions n={len(judged)}  right {right} ({right / len(judged):.2f})"
    if failures:
        yield from (f"{dated.text}: {'; '.join(found)}" for dated, found in judged if found)


if __name__ == "__main__":
    main()
