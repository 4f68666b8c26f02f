"""Small corpora, and a process that indexes them and may be killed at any moment."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import langchain_chroma  # noqa: F401 - so that a forked process has it already

from corpus import Article, Corpus, Kind, Passage, Sentence, Status
from rag.errors import FootnoteError
from rag.index import Found, Index, open_index
from tests.fakes import BagOfWords

COUNTRIES = ("Spain", "France", "Denmark", "Norway", "Greece", "Malta", "Austria", "Ireland")
RULES = ("Platforms must check the age of users", "Schools may keep phones in lockers", "A regulator can fine services")
QUESTION = "Which platforms in Denmark must check the age of users?"


def make_corpus(articles: int = 4, *, edition: str = "first") -> Corpus:
    """Return a corpus of two passages of three sentences an article; another `edition` changes its last sentence."""
    found = tuple(_article(number, edition if number == articles - 1 else "first") for number in range(articles))
    return Corpus(found, version=f"{articles}-{edition}")


def ask(index: Index, model: BagOfWords) -> tuple[list[Found], list[Found]]:
    """Return all that the index finds for one question, with equals in the order of their ids."""
    vector = model.vectors([QUESTION])[0]
    return _in_order(index.search_sentences(vector, 100)), _in_order(index.search_passages(vector, 100))


def start(target: Callable[..., None], *arguments: object) -> BaseProcess:
    """Run `target` in a process forked from one that has the heavy imports behind it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.rag.index.builder"])
    process = context.Process(target=target, args=arguments, daemon=True)
    process.start()
    return process


def report_build(data_dir: Path, corpus: Corpus, size: int, report: Connection) -> None:
    """Say "ready", open the index, then send what it finds and which texts were embedded; or the error's words."""
    model = BagOfWords(size=size)
    report.send("ready")
    try:
        index = open_index(corpus, model, data_dir)
    except FootnoteError as error:
        report.send((type(error).__name__, str(error)))
        return
    embedded = list(model.embedded)
    report.send((ask(index, model), embedded))
    index.close()


def start_build(data_dir: Path, corpus: Corpus, *, size: int = 512) -> tuple[BaseProcess, Connection]:
    """Start a process that opens the index and return once it is about to."""
    mine, theirs = multiprocessing.Pipe(duplex=False)
    process = start(report_build, data_dir, corpus, size, theirs)
    theirs.close()
    assert mine.recv() == "ready"
    return process, mine


def _in_order(found: Sequence[Found]) -> list[Found]:
    rounded = [Found(one.id, round(one.similarity, 5)) for one in found]
    return sorted(rounded, key=lambda one: (-one.similarity, one.id))


def _article(number: int, edition: str) -> Article:
    country = COUNTRIES[number % len(COUNTRIES)]
    article_id = f"law-{number}"
    passages = tuple(_passage(article_id, passage, f"{country} {number}", edition) for passage in (1, 2))
    return Article(
        id=article_id,
        title=f"Law of {country}",
        jurisdiction="EU",
        topics=(),
        kind=Kind.LAW,
        status=Status.IN_FORCE,
        event_date="2026-01-01",
        effective_date="",
        as_of="2026-01-02",
        language="en",
        translation_of="",
        sources=(),
        passages=passages,
        body=" ".join(passage.text for passage in passages),
        path=f"{article_id}.md",
    )


def _passage(article_id: str, number: int, place: str, edition: str) -> Passage:
    texts = [f"{rule} in {place}, part {number}." for rule in RULES]
    if edition != "first" and number == 2:
        texts[-1] = f"The {edition} edition of {place} says otherwise."
    return Passage(f"{article_id}#{number}", article_id, f"Part {number}", _sentences(article_id, number, texts))


def _sentences(article_id: str, passage: int, texts: Sequence[str]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(f"{article_id}#{passage}.{number}", text, 0, len(text), ("s1",))
        for number, text in enumerate(texts, start=1)
    )
