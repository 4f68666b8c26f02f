"""Check what Footnote needs and say what to do: each check takes plain values and returns one finding."""

from __future__ import annotations

import os
import shutil
import sys
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from rich.text import Text

from corpus import Corpus, CorpusError, load_corpus
from corpus.lint import check as lint
from rag.errors import FootnoteError, SettingsError
from rag.settings import Settings

OLDEST_PYTHON = (3, 11)
ROOM_TO_WORK, ROOM_TO_START = 500_000_000, 50_000_000
"""Bytes: an index with its next generation beside it, and the least with which anything can be written."""

SECONDS_TO_WAIT = 3.0

SPEAKS_OUT = {"ANONYMIZED_TELEMETRY": "Chroma"}
"""Variables that make a library report to its makers, unless they are unset or say no."""


class State(StrEnum):
    """What a finding means for the one who runs Footnote."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Finding(NamedTuple):
    """What a check found, and what to do about it."""

    state: State
    what: str
    found: str
    advice: str = ""


STYLES = {State.OK: "green", State.WARN: "yellow", State.FAIL: "bold red"}


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Run every check; none of them changes anything."""
    return tuple(_examine(settings))


def must_be_mended(findings: Iterable[Finding]) -> bool:
    """Whether something keeps Footnote from answering."""
    return any(finding.state is State.FAIL for finding in findings)


def render(findings: Sequence[Finding]) -> Text:
    """Lay the findings out, one line each, with what to do below those that need it."""
    widest = max(len(finding.what) for finding in findings)
    return Text("\n").join(_lines(finding, widest) for finding in findings)


def check_python(running: tuple[int, ...]) -> Finding:
    """Check that Python is new enough."""
    found = ".".join(str(part) for part in running)
    if running < OLDEST_PYTHON:
        return Finding(State.FAIL, "Python", found, "Install Python 3.11 or newer, then: make clean install")
    return Finding(State.OK, "Python", found)


def check_corpus(folders: Sequence[Path]) -> Finding:
    """Check that the articles can be read and keep the rules."""
    try:
        corpus = load_corpus(folders)
    except CorpusError as error:
        return Finding(
            State.FAIL, "Corpus", str(error), "Mend the file, or name another folder in FOOTNOTE_CORPUS_DIRS."
        )
    complaints = len(lint(folders))
    if complaints:
        return Finding(State.WARN, "Corpus", f"{_size(corpus)}, {complaints} complaints", "See: footnote corpus check")
    return Finding(State.OK, "Corpus", _size(corpus))


def check_model(model: str) -> Finding:
    """Check that the embedding model is there and is the one that was tested; downloads nothing."""
    from rag.embeddings import find_model, is_local

    if not is_local(model):
        return Finding(State.WARN, "Model", f"{model}, from the model hub", "It is downloaded at first use.")
    try:
        files = find_model(model)
    except FootnoteError as error:
        return Finding(State.FAIL, "Model", model, str(error))
    return Finding(State.OK, "Model", f"{model}, {files.digest[:12]}")


def check_index(folders: Sequence[Path], model: str, data_dir: Path, *, on_server: bool) -> Finding:
    """Check that the index of today's corpus and model is built; builds nothing."""
    from rag.embeddings import SentenceTransformerEmbeddings, is_local
    from rag.index.manifest import read_manifest
    from rag.index.plan import plan_index

    to_build = Finding(State.WARN, "Index", "to be built", "The first question does it, or now: footnote index")
    if not is_local(model):
        return to_build
    try:
        plan = plan_index(load_corpus(folders), SentenceTransformerEmbeddings(model).fingerprint, on_server=on_server)
        manifest = read_manifest(data_dir / "index" / plan.fingerprint)
    except (CorpusError, FootnoteError):
        return Finding(State.WARN, "Index", "unknown", "Mend the corpus and the model first.")
    except (OSError, ValueError, TypeError):
        return to_build
    return Finding(State.OK, "Index", f"{plan.fingerprint}, built {manifest.created[:10]}")


def check_chroma(url: str | None) -> Finding:
    """Check that the Chroma server answers, where one is set."""
    if url is None:
        return Finding(State.OK, "Chroma", "inside the process")
    try:
        urllib.request.urlopen(f"{url.rstrip('/')}/api/v2/heartbeat", timeout=SECONDS_TO_WAIT).close()
    except (OSError, ValueError) as error:
        advice = "Start it (chroma run), or unset FOOTNOTE_CHROMA_URL to keep Chroma inside the process."
        return Finding(State.FAIL, "Chroma", f"{url} does not answer ({error})", advice)
    return Finding(State.OK, "Chroma", url)


def check_data_folder(folder: Path) -> Finding:
    """Check that the data folder, or the nearest folder above it that exists, takes files and has room."""
    nearest = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        return Finding(
            State.FAIL, "Data folder", f"{nearest} takes no files", "Set FOOTNOTE_DATA_DIR to a folder that does."
        )
    free = shutil.disk_usage(nearest).free
    found = f"{folder}, {free / 1e9:.1f} GB free"
    if free < ROOM_TO_WORK:
        state = State.FAIL if free < ROOM_TO_START else State.WARN
        return Finding(state, "Data folder", found, "Free some space, or set FOOTNOTE_DATA_DIR to another disk.")
    return Finding(State.OK, "Data folder", found)


def check_telemetry(environment: Mapping[str, str], *, tracing: bool = False) -> Finding:
    """Check that no library has been told to report what people ask."""
    if tracing:
        advice = "Unless you want that, unset FOOTNOTE_TRACING."
        return Finding(State.WARN, "Telemetry", "LangSmith may record questions and answers", advice)
    loud = sorted(name for name in SPEAKS_OUT if environment.get(name, "false").lower() in {"true", "1", "yes"})
    if loud:
        advice = f"Unless you want that, unset {', '.join(loud)}."
        return Finding(State.WARN, "Telemetry", f"{SPEAKS_OUT[loud[0]]} reports to its makers", advice)
    return Finding(State.OK, "Telemetry", "off")


def check_writer(chat_model: str | None, chat_url: str | None = None) -> Finding:
    """Say who writes the answers, and so who reads the questions; the model itself is not called."""
    if chat_model is None:
        return Finding(State.OK, "Writer", "the sentences of the corpus; nothing leaves this machine")
    from rag.writers.llm.model import Chosen, open_chat

    where = f"{chat_model} at {chat_url}" if chat_url else chat_model
    try:
        open_chat(Chosen(chat_model, chat_url))
    except SettingsError as error:
        return Finding(State.FAIL, "Writer", where, str(error))
    return Finding(State.OK, "Writer", f"{where}; questions and passages go to it")


def _examine(settings: Settings) -> Iterator[Finding]:
    from ui.slack.examine import examine_slack  # it knows the findings above

    yield check_python(sys.version_info[:3])
    yield check_corpus(settings.corpus_dirs)
    yield check_model(settings.embedding_model)
    yield check_index(
        settings.corpus_dirs, settings.embedding_model, settings.data_dir, on_server=settings.chroma_url is not None
    )
    yield check_chroma(settings.chroma_url)
    yield check_data_folder(settings.data_dir)
    yield check_writer(settings.chat_model, settings.chat_url)
    yield check_telemetry(os.environ, tracing=settings.tracing)
    yield from examine_slack(settings)


def _size(corpus: Corpus) -> str:
    return f"{len(corpus)} articles, {len(corpus.sentences):,} sentences, as of {corpus.as_of}"


def _lines(finding: Finding, widest: int) -> Text:
    line = Text.assemble((f"{finding.state:<6}", STYLES[finding.state]), f"{finding.what:<{widest + 2}}", finding.found)
    if finding.advice:
        line.append(f"\n{' ' * (8 + widest)}{finding.advice}", style="dim")
    return line
