"""The command line: ask a question, build the index, look into the corpus, find out what is missing.

    footnote ask "What must platforms do in the UK?"
    footnote ask "¿Qué edad mínima propone España?" --json

An answer goes to standard output, everything else to standard error. The exit code tells how it went:
0 answered (or in part), 3 any other outcome, 1 something broke, 2 the input cannot be used.

Nothing heavy is imported before a command needs it, so that help pages appear at once.
"""

from __future__ import annotations

import logging
import secrets
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Protocol

import typer

from corpus import CorpusError
from rag.answer import Answer, Outcome
from rag.errors import FootnoteError, SettingsError
from rag.settings import Settings
from ui import corpus_commands, doctor, extensions
from ui.intake import InputProblem, read_history, read_jurisdiction, read_question
from ui.log import begin, log_path
from ui.page import clean
from ui.render import render_answer, render_explanation
from ui.slack.command import slack
from ui.terminal import IndexProgress, remark, show, show_json, width

log = logging.getLogger(__name__)

FAILED, BAD_INPUT, NO_ANSWER, INTERRUPTED = 1, 2, 3, 130
EXIT_CODES = {Outcome.ANSWERED: 0, Outcome.PARTIAL: 0, Outcome.FAILED: FAILED}

app = typer.Typer(
    name="footnote",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(corpus_commands.app, name="corpus")
extensions.mount(app)
app.command()(slack)


class Door(Protocol):
    """What the command line needs of a pipeline: the one door that every surface uses."""

    def ask(self, question: str, history: Sequence[tuple[str, str]] = (), *, jurisdiction: str | None = None) -> Answer:
        """Answer a question; every outcome is an answer, `failed` included."""


def main() -> None:
    """Run the command that the shell was given, and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a poor terminal shows ? for what it cannot
    logging.getLogger().addHandler(logging.NullHandler())  # else warnings go to the screen until the log is open
    logging.captureWarnings(True)
    sys.exit(run())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; whatever happens, a person reads a sentence and no traceback."""
    try:
        return int(app(arguments, prog_name="footnote", standalone_mode=False) or 0)
    except typer.TyperException as problem:
        return _refuse(f"{_as_sentence(problem.format_message())} See: {_command(problem)} --help")
    except (InputProblem, SettingsError, CorpusError) as problem:
        return _refuse(str(problem))
    except FootnoteError as problem:
        log.warning("%s", problem, exc_info=problem)
        return _refuse(str(problem), FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _break(error)


def _refuse(sentence: str, code: int = BAD_INPUT) -> int:
    remark(f"footnote: {clean(' '.join(sentence.split()))}")
    return code


def _as_sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _command(problem: typer.TyperException) -> str:
    """Return the command that was misused, as one types it."""
    context: typer.Context | None = getattr(problem, "ctx", None)
    return context.command_path if context else "footnote"


def _break(error: Exception) -> int:
    number = secrets.token_hex(4)
    log.error("Failure %s", number, exc_info=error)
    return _refuse(f"Something broke (number {number}). {_where_the_reason_is()} Try: footnote doctor", FAILED)


def _where_the_reason_is() -> str:
    path = log_path()
    return f"The reason is in {path}." if path else "No log was open yet."


def _open(settings: Settings) -> Door:
    from rag import open_pipeline

    with IndexProgress() as progress:
        return open_pipeline(settings, progress=progress)


def _show_version(wanted: bool) -> None:
    if wanted:
        try:
            show(f"footnote {version('footnote')}")
        except PackageNotFoundError:
            show("footnote, not installed: run from its folder")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def footnote(
    context: typer.Context,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Ask about digital child safety policy; every sentence of the answer names its source.

    [bold]Examples[/]

      footnote ask "What must platforms do in the UK?"

      footnote corpus list --jurisdiction ES

      footnote doctor

    Exit codes: 0 answered, 3 no answer of that kind, 1 something broke, 2 the input cannot be used.
    """
    if context.invoked_subcommand is None:
        show(context.get_help())


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="The question, in quotation marks.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write the whole answer as JSON.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the answer came about.")] = False,
    jurisdiction: Annotated[
        str | None, typer.Option(metavar="CODE", help="Ask about one place: GB, ES, EU, US-CA …")
    ] = None,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The conversation so far, as JSON: a list of role and content.")
    ] = None,
) -> None:
    """Answer a question, with a source behind every sentence.

    The first question builds the index, which takes about a minute. Exit code: 0 answered or answered in part,
    3 any other outcome, 1 something broke, 2 the input cannot be used.

    [bold]Examples[/]

      footnote ask "Which countries set a minimum age for social media?"

      footnote ask "What are the fines?" --jurisdiction GB --explain

      footnote ask "And in Spain?" --history conversation.json

      footnote ask "What does the DSA say about minors?" --json | jq .citations
    """
    asked = read_question(question)
    turns = read_history(history) if history else ()
    settings = begin()
    place = read_jurisdiction(jurisdiction, corpus_commands.jurisdictions(settings)) if jurisdiction else None

    answer = _open(settings).ask(asked, history=turns, jurisdiction=place)

    if as_json:
        show_json(answer.to_dict())
    else:
        show(render_answer(answer, width=width()))
    if explain:
        write = remark if as_json else show  # beside JSON, the explanation must not stand where a program reads
        write("")
        write(render_explanation(answer, width=width()))
    if answer.outcome is Outcome.FAILED:
        remark(_where_the_reason_is())
    raise typer.Exit(EXIT_CODES.get(answer.outcome, NO_ANSWER))


@app.command()
def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build it anew even if it is up to date.")] = False,
) -> None:
    """Build the index of the corpus, if it is not there or the corpus has changed.

    Asking does the same when it must; this does it beforehand, for instance while installing a server.

    [bold]Examples[/]

      footnote index

      footnote index --rebuild
    """
    settings = begin()
    from rag import build_index

    with IndexProgress() as progress:
        generation = build_index(settings, rebuild, progress)
    show(f"The index is ready: {generation}")


@app.command()
def web(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Listen on this address.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Listen on this port; 0 takes any that is free.")] = 7860,
) -> None:
    """Serve the web page and the HTTP API.

    Only this machine can reach it unless --host says otherwise. The first start builds the index, while the page is
    there already. Ctrl-C stops it. docs/web.md tells how to put it on the internet.

    [bold]Examples[/]

      footnote web

      footnote web --host 0.0.0.0 --port 8080
    """
    settings = begin()
    from ui.web.serving import serve_page

    def announce(address: str) -> None:
        remark(f"Footnote is at {address}  (Ctrl-C stops it)")

    serve_page(settings, host=host, port=port, announce=announce)


@app.command()
def mcp() -> None:
    """Offer ask, search and check to other assistants, as an MCP server over standard input and output.

    An assistant starts this by itself, once it is told the command (docs/api.md shows how). Needs the extra `mcp`.

    [bold]Examples[/]

      footnote mcp
    """
    from ui.mcp.command import serve_mcp

    serve_mcp(begin())


@app.command("doctor")
def examine() -> None:
    """Check everything that Footnote needs, and say what to do where something is missing.

    Exit code: 0 all is well or could be better, 1 something must be mended.

    [bold]Examples[/]

      footnote doctor

      FOOTNOTE_CHROMA_URL=http://localhost:8000 footnote doctor
    """
    findings = doctor.examine(begin())
    show(doctor.render(findings))
    raise typer.Exit(FAILED if doctor.must_be_mended(findings) else 0)


if __name__ == "__main__":
    main()
