"""Many visitors at once: how long an answer takes on the page, beside the bare pipeline.

    python -m ui.web.load http://127.0.0.1:7860/                       50 visitors, 5 questions each
    python -m ui.web.load http://127.0.0.1:7860/ --bare                and the same questions to the bare pipeline

The server must let that many questions of one address in: FOOTNOTE_QUESTIONS_PER_VISITOR=1000/minute footnote web.
The questions are those that the page offers; an answer is wrong when it belongs to another question.
"""

from __future__ import annotations

import asyncio
import html
import json
import secrets
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import httpx
import typer

from corpus import load_corpus
from rag.settings import read_settings
from ui.web.examples import examples

PATIENCE = 300.0
"""Seconds, after which an answer counts as lost."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of one question."""

    seconds: float
    is_there: bool
    is_right: bool


async def visit(address: str, function: int, questions: Sequence[str]) -> list[Reply]:
    """Ask the questions one after another, as one visitor with a window of their own."""
    session = secrets.token_hex(6)
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, trust_env=False) as client:
        return [await _ask(client, session, function, question) for question in questions]


async def _ask(client: httpx.AsyncClient, session: str, function: int, question: str) -> Reply:
    started = time.perf_counter()
    body = {"data": [question, "{}", None], "fn_index": function, "session_hash": session}
    joined = await client.post("gradio_api/queue/join", json=body)
    if joined.is_error:
        return Reply(time.perf_counter() - started, False, False)
    said = await _heard(client, session)
    seconds = time.perf_counter() - started
    is_there = 'data-state=\\"done\\"' in said
    asked = json.dumps(f'data-question="{html.escape(question)}"', ensure_ascii=False)[1:-1]
    return Reply(seconds, is_there, is_there and asked.replace("&#x27;", "&#39;") in said)


async def _heard(client: httpx.AsyncClient, session: str) -> str:
    """Return the last thing that was said before the end of the answer."""
    last = ""
    async with client.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as events:
        async for line in events.aiter_lines():
            message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
            if message.get("msg") == "process_generating":
                last = json.dumps(message["output"], ensure_ascii=False)
            if message.get("msg") in {"process_completed", "close_stream"}:
                break
    return last


def report(name: str, seconds: Sequence[float]) -> str:
    """Return median and 95th percentile in words."""
    p95 = statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    return f"{name}: median {statistics.median(seconds):.2f} s, p95 {p95:.2f} s"


async def _run(address: str, visitors: int, questions: Sequence[Sequence[str]]) -> list[Reply]:
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, trust_env=False) as client:
        config = (await client.get("config")).json()
    function = next(one["id"] for one in config["dependencies"] if one["api_name"] == "ask")
    visits = (visit(address, function, questions[visitor]) for visitor in range(visitors))
    return [reply for replies in await asyncio.gather(*visits) for reply in replies]


def main(
    address: Annotated[str, typer.Argument(help="Where the page runs.")],
    visitors: Annotated[int, typer.Option(min=1)] = 50,
    each: Annotated[int, typer.Option(min=1, help="Questions of one visitor.")] = 5,
    bare: Annotated[bool, typer.Option("--bare", help="Ask the pipeline itself as well.")] = False,
) -> None:
    """Let many visitors ask at once, and say how long it took."""
    settings = read_settings()
    offered = [one.question for one in examples(load_corpus(settings.corpus_dirs), "en")]
    questions = [[offered[(visitor + turn * 7) % len(offered)] for turn in range(each)] for visitor in range(visitors)]
    started = time.perf_counter()
    replies = asyncio.run(_run(address.rstrip("/") + "/", visitors, questions))
    lost = sum(not reply.is_there for reply in replies)
    wrong = sum(reply.is_there and not reply.is_right for reply in replies)
    typer.echo(f"{len(replies)} questions in {time.perf_counter() - started:.1f} s, {lost} lost, {wrong} wrong")
    typer.echo(report("page", [reply.seconds for reply in replies]))
    if bare:
        typer.echo(report("pipeline.ask", _bare(offered)))
    raise typer.Exit(1 if lost or wrong else 0)


def _bare(questions: Sequence[str]) -> list[float]:
    from rag import open_pipeline

    pipeline = open_pipeline(read_settings())
    pipeline.ask(questions[0])
    seconds = []
    for question in questions:
        started = time.perf_counter()
        pipeline.ask(question)
        seconds.append(time.perf_counter() - started)
    return seconds


if __name__ == "__main__":
    typer.run(main)
