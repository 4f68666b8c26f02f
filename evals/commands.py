"""`footnote eval`: measure, hold against the last release, and keep what was measured as the next one to compare with.

The command line finds this by its entry point (`footnote.commands` in pyproject.toml), so that neither imports the
other. `python -m evals` is the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from corpus import CorpusError
from evals.cases import CASES, CaseError
from rag.errors import FootnoteError, SettingsError

app = typer.Typer(
    rich_markup_mode="rich",
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
cases_app = typer.Typer(help="Look after the questions that are measured with.", no_args_is_help=True)
app.add_typer(cases_app, name="cases")

CLOSED, BAD_INPUT = 1, 2

CasesFolder = Annotated[
    Path,
    typer.Option("--cases", metavar="DIR", help="Folder of .jsonl files; else our own questions.", show_default=False),
]
Workers = Annotated[int, typer.Option(min=1, help="Processes that ask at the same time.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Ask everything anew, whatever was answered before.")]


def _cores() -> int:
    return min(os.cpu_count() or 1, 4)


@app.callback(invoke_without_command=True)
def measure(
    context: typer.Context,
    cases: CasesFolder = CASES,
    gate: Annotated[bool, typer.Option("--gate", help="End with 1 where a floor is broken or a figure fell.")] = False,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the report: .html (with .json and .md beside), .json, .md."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="Only cases of this kind, expect, language or persona."),
    ] = None,
    answers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Score answers that were kept, without asking.")
    ] = None,
    failures: Annotated[
        bool, typer.Option("--failures", help="List the questions that were not answered right.")
    ] = False,
    repeats: Annotated[int, typer.Option(min=1, help="Times that each question is asked.")] = 1,
    workers: Workers = _cores(),  # noqa: B008 - a number
    fresh: Fresh = False,
) -> None:
    """Measure how good the answers are, and stop a release that got worse.

    Every case is asked, the answers are scored, and the figures printed. Answers are kept as they come; a run that was
    interrupted goes on where it stopped, and one that has all its answers only scores them. Exit code: 0 measured
    (and the gate passed), 1 the gate is closed, 2 the input cannot be used.

    [bold]Examples[/]

      footnote eval

      footnote eval --gate --report build/evals/report.html

      footnote eval --only kind=crisis --failures

      footnote eval accept --reason "The new ranking finds 3 % more evidence"
    """
    if context.invoked_subcommand is not None:
        return
    with _plainly():
        from evals import release

        asked = release.Wish(
            cases, only=tuple(only or ()), answers=answers, repeats=repeats, workers=workers, fresh=fresh
        )
        edition = release.measure(asked)
        for line in release.told(edition, gate=gate, failures=failures):
            print(line)
        if report:
            from evals.report import write_report

            print(f"Report: {', '.join(str(path) for path in write_report(edition, report))}")
        if gate and edition.judgement and not edition.judgement.is_passed:
            raise typer.Exit(CLOSED)


@app.command()
def accept(
    reason: Annotated[str, typer.Option(help="Why these figures are the new measure; kept in the file.")],
    workers: Workers = _cores(),  # noqa: B008 - a number
) -> None:
    """Keep the figures and answers of this code as those of the last release, with the reason.

    Writes evals/baseline.json and evals/baseline-cases.jsonl, which are committed. A broken floor is never accepted:
    lower it in the file, with its reason, or mend the answers.

    [bold]Examples[/]

      footnote eval accept --reason "Spanish questions find their English evidence"
    """
    with _plainly():
        from evals import release

        print(release.accept(release.Wish(CASES, workers=workers), reason))


@cases_app.command("add")
def add_case(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A thumbs-down as JSON, redacted, with consent.")],
    folder: Annotated[Path, typer.Option("--to", metavar="DIR", help="Where candidates wait for review.")] = Path(
        "evals/candidates"
    ),
) -> None:
    """Make a candidate case of an answer that somebody marked as bad.

    A person reviews the candidate, names what is expected, and moves the line into evals/cases.

    [bold]Examples[/]

      footnote eval cases add feedback.json
    """
    with _plainly():
        from evals.candidates import add

        path, case_id = add(file, folder)
        print(f"Candidate {case_id} is in {path}. Review it, fill in what is expected, and move its line into {CASES}.")


@contextmanager
def _plainly() -> Iterator[None]:
    """Say what is wrong in one line, and leave with the exit code for it."""
    try:
        yield
    except (CaseError, CorpusError, SettingsError) as problem:
        typer.echo(f"footnote eval: {problem}", err=True)
        raise typer.Exit(BAD_INPUT) from problem
    except FootnoteError as problem:
        typer.echo(f"footnote eval: {problem}", err=True)
        raise typer.Exit(CLOSED) from problem
