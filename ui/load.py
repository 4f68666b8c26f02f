"""Measure the server under load: many visitors at once, against a server in another process, on loopback.

    python -m ui.load                                  50 visitors, 5 questions each
    python -m ui.load --visitors 10 --questions 3

Every answer is compared with `Pipeline.ask`'s, asked beforehand in this process with nobody else around, so the figures
stand side by side: what an answer costs, and what a visitor waits for it. Exit code: 0 all answers came and were right,
1 some were lost or wrong.
"""

from __future__ import annotations

import http.client
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Barrier
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from rag import Pipeline, Settings, open_pipeline, read_settings
from rag.messages import suggestions
from ui.terminal import show

READY_WITHIN = 300.0
"""Seconds that the server may take to open its index."""
ANSWER_WITHIN = 60.0
"""Seconds after which an answer counts as lost."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of one visitor, and what came of it."""

    question: str
    seconds: float
    answer: dict[str, Any] | None
    """None when it was lost."""
    problem: str = ""


def main(
    visitors: Annotated[int, typer.Option(min=1, max=500, help="Visitors at once.")] = 50,
    questions: Annotated[int, typer.Option(min=1, max=15, help="Questions of each, one after the other.")] = 5,
) -> None:
    """Measure the server under load."""
    settings = read_settings()
    wanted = questions_of(settings, visitors * questions)
    expected, bare = ask_alone(settings, wanted)
    with server() as address:
        started = time.monotonic()
        asked = ask_together(address, visitors, wanted)
        lasted = time.monotonic() - started
    show("\n".join(report(asked, expected, bare, lasted)))
    raise typer.Exit(1 if faults(asked, expected) else 0)


def questions_of(settings: Settings, count: int) -> list[str]:
    """Return `count` questions: those that the page suggests, and one about every article of the corpus."""
    from corpus import load_corpus

    about = [f"What is known about this: {article.title}?" for article in load_corpus(settings.corpus_dirs)]
    several = [*suggestions("en"), *suggestions("es"), *about]
    return list(itertools.islice(itertools.cycle(several), count))


def ask_alone(settings: Settings, questions: Sequence[str]) -> tuple[dict[str, dict[str, Any]], list[float]]:
    """Return the answer to each question and the seconds each took, with nobody else asking."""
    pipeline = open_pipeline(settings)
    try:
        pipeline.ask(questions[0])  # the first question loads the model
        timed = {question: _timed(pipeline, question) for question in dict.fromkeys(questions)}
    finally:
        pipeline.close()
    return {question: answer for question, (answer, _) in timed.items()}, [spent for _, spent in timed.values()]


@contextmanager
def server() -> Iterator[str]:
    """Start a server in another process, give its address once it is ready, and stop it in the end."""
    environment = os.environ | {"FOOTNOTE_TRUSTED_PROXIES": '["127.0.0.1"]', "FOOTNOTE_ROOT_PATH": ""}
    command = [sys.executable, "-m", "ui.api", "--port", "0"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        address = _address_of(process)
        _wait_until_ready(address)
        yield address
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        process.kill()
        process.communicate()


def ask_together(address: str, visitors: int, questions: Sequence[str]) -> list[Asked]:
    """Let every visitor ask a share of the questions, all at the same time, each from an address of its own."""
    share = len(questions) // visitors
    together = Barrier(visitors)

    def visit(number: int) -> list[Asked]:
        together.wait(ANSWER_WITHIN)
        return [_ask(address, number, question) for question in questions[number * share : (number + 1) * share]]

    with ThreadPoolExecutor(visitors) as everybody:
        return [asked for one in everybody.map(visit, range(visitors)) for asked in one]


def faults(asked: Sequence[Asked], expected: dict[str, dict[str, Any]]) -> list[str]:
    """Return what was lost or wrong, a line each."""
    lost = [f"lost: {one.question} ({one.problem})" for one in asked if one.answer is None]
    wrong = [f"wrong: {one.question}" for one in asked if one.answer and one.answer != expected[one.question]]
    return lost + wrong


def report(
    asked: Sequence[Asked], expected: dict[str, dict[str, Any]], bare: Sequence[float], lasted: float
) -> list[str]:
    """Return the figures, a line each."""
    lost = sum(one.answer is None for one in asked)
    wrong = len(faults(asked, expected)) - lost
    spent = [one.seconds for one in asked if one.answer is not None]
    return [
        f"{len(asked)} questions in {lasted:.1f} s ({len(asked) / lasted:.1f} a second), {lost} lost, {wrong} wrong",
        f"POST /api/ask, all visitors at once: {_middle(spent)}",
        f"pipeline.ask, alone ({len(bare)} questions): {_middle(bare)}",
        *faults(asked, expected)[:10],
    ]


def _middle(seconds: Sequence[float]) -> str:
    if len(seconds) < 2:
        return "too few to tell"
    ninety_five = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
    return f"median {statistics.median(seconds) * 1000:.0f} ms, p95 {ninety_five * 1000:.0f} ms"


def _timed(pipeline: Pipeline, question: str) -> tuple[dict[str, Any], float]:
    started = time.monotonic()
    answer = pipeline.ask(question)
    return _without_timings(answer.to_dict()), time.monotonic() - started


def _ask(address: str, visitor: int, question: str) -> Asked:
    started = time.monotonic()
    try:
        status, body = _post(address, visitor, {"question": question})
    except (OSError, http.client.HTTPException) as error:
        return Asked(question, time.monotonic() - started, None, repr(error))
    spent = time.monotonic() - started
    if status != 200:
        return Asked(question, spent, None, f"{status}: {body[:200].decode(errors='replace')}")
    return Asked(question, spent, _without_timings(json.loads(body)))


def _post(address: str, visitor: int, body: dict[str, str]) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=ANSWER_WITHIN)
    try:
        whence = f"10.1.{visitor // 250}.{visitor % 250 + 1}"
        headers = {"Content-Type": "application/json", "X-Forwarded-For": whence}
        connection.request("POST", "/api/ask", json.dumps(body), headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def _without_timings(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "timings_ms"}


def _address_of(process: subprocess.Popen[str]) -> str:
    """Return the address that the server announces on its first line."""
    assert process.stderr
    said = ""
    for line in process.stderr:
        said += line
        found = [word for word in line.split() if word.startswith("http://127.0.0.1:")]
        if found:
            return found[0].rstrip("/")
    raise RuntimeError(f"The server did not start:\n{said}")


def _wait_until_ready(address: str) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=ANSWER_WITHIN)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        finally:
            connection.close()
        time.sleep(0.2)
    raise RuntimeError(f"The server was not ready within {READY_WITHIN:.0f} s. Its log says why.")


if __name__ == "__main__":
    typer.run(main)
