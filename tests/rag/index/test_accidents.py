"""After each accident the next opening works, answers as before, says so in one line and embeds nothing twice."""

from __future__ import annotations

import logging
import multiprocessing
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from threading import Thread

import pytest

from corpus import Corpus
from rag.index import Found, open_index
from tests.fakes import BagOfWords
from tests.rag.index.builder import ask, make_corpus, report_build, start, start_build

Answers = tuple[list[Found], list[Found]]


def index_of(data_dir: Path) -> Path:
    (manifest,) = data_dir.glob("index/[!.]*/manifest.json")
    return manifest.parent


def one(folder: Path, pattern: str) -> Path:
    return sorted(folder.rglob(pattern))[0]


def garble(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] + Random(7).randbytes(len(content) // 2))


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 3)


def leftovers(data_dir: Path) -> list[Path]:
    return list((data_dir / "index").glob(".*"))


DAMAGE: dict[str, Callable[[Path], None]] = {
    "garbled graph": lambda folder: garble(one(folder, "link_lists.bin")),
    # A graph like this one ends with a segmentation fault the process that opens it.
    "garbled vectors": lambda folder: garble(one(folder, "data_level0.bin")),
    "truncated vectors": lambda folder: truncate(one(folder, "data_level0.bin")),
    "garbled database": lambda folder: garble(one(folder, "chroma.sqlite3")),
    "truncated database": lambda folder: truncate(one(folder, "chroma.sqlite3")),
    "half deleted": lambda folder: shutil.rmtree(one(folder, "chroma-*")),
    "truncated matrix": lambda folder: truncate(folder / "sentences.npy"),
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "no lease": lambda folder: (folder / "lease").unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_index_is_rebuilt_without_embedding_again(
    damage: Callable[[Path], None],
    data_dir: Path,
    corpus: Corpus,
    model: BagOfWords,
    answers: Answers,
    caplog: pytest.LogCaptureFixture,
) -> None:
    damage(index_of(data_dir))

    index = open_index(corpus, model, data_dir)

    assert model.embedded == []
    assert ask(index, model) == answers
    (line,) = [record.message for record in caplog.records if record.levelno >= logging.WARNING]
    assert "it is rebuilt, nothing is lost" in line
    assert leftovers(data_dir) == []
    index.close()


def test_a_process_that_holds_a_damaged_index_keeps_answering_while_it_is_rebuilt(
    data_dir: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    holder = open_index(corpus, model, data_dir)
    ask(holder, model)
    truncate(one(index_of(data_dir), "link_lists.bin"))

    index = open_index(corpus, model, data_dir)

    assert ask(holder, model) == ask(index, model) == answers
    holder.close()
    index.close()


def test_twenty_kills_at_random_moments_harm_nothing(
    data_dir: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    random = Random(20260203)
    serving = open_index(corpus, model, data_dir)

    for kill in range(20):
        edition = make_corpus(40, edition=f"edition {kill}")
        process, _ = start_build(data_dir, edition)
        # Half of the moments lie in the writing, half anywhere up to the end.
        time.sleep(random.uniform(0, 0.3 if kill % 2 else 1.2))
        process.kill()
        process.join()
        assert ask(serving, model) == answers

    serving.close()
    finished = open_index(edition, model, data_dir)
    assert finished.search_passages(finished.passage_vectors[-1], 1)[0].id == finished.passage_ids[-1]
    finished.close()
    model.embedded.clear()
    again = open_index(corpus, model, data_dir, rebuild=True)
    assert model.embedded == []
    assert ask(again, model) == answers
    assert leftovers(data_dir) == []
    again.close()


MOMENTS = {
    "while Chroma writes rows": "index/.building-*/chroma-*/chroma.sqlite3",
    "inside the flush of the graph": "index/.building-*/chroma-*/*/index_metadata.pickle",
    "once it is sealed": "index/.building-*/seal.json",
}


@pytest.mark.parametrize("sign", MOMENTS.values(), ids=MOMENTS.keys())
def test_a_kill_at_the_worst_moments_costs_only_the_building(
    sign: str, tmp_path: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    process, _ = start_build(tmp_path, corpus)
    wait_for(lambda: any(tmp_path.glob(sign)))
    process.kill()
    process.join()

    index = open_index(corpus, model, tmp_path)

    assert model.embedded == []
    assert ask(index, model) == answers
    assert leftovers(tmp_path) == []
    index.close()


def test_two_builders_at_once_share_the_work(tmp_path: Path, corpus: Corpus, answers: Answers) -> None:
    reports = [start_build(tmp_path, corpus)[1] for _ in range(2)]

    found, embedded = zip(*(report.recv() for report in reports), strict=True)

    assert list(found) == [answers, answers]
    assert sorted(map(len, embedded)) == [0, 8]
    assert leftovers(tmp_path) == []


def test_a_serving_process_keeps_answering_while_another_builds(
    data_dir: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    serving = open_index(corpus, model, data_dir)
    _, report = start_build(data_dir, make_corpus(100, edition="second"))

    asked = 0
    while not report.poll():
        assert ask(serving, model) == answers
        asked += 1

    assert len(report.recv()) == 2
    assert asked > 10
    serving.close()


def build_with_little_disk(limit: int, data_dir: Path, corpus: Corpus, report: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    report_build(data_dir, corpus, 512, report)


@pytest.mark.parametrize("limit", [20_000, 150_000, 400_000], ids=["stored vectors", "graph", "database"])
def test_a_full_disk_is_one_clear_line_and_harms_nothing(
    limit: int, data_dir: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    mine, theirs = multiprocessing.Pipe(duplex=False)
    start(build_with_little_disk, limit, data_dir, make_corpus(40), theirs)
    assert mine.recv() == "ready"
    kind, message = mine.recv()

    index = open_index(corpus, model, data_dir)

    assert kind == "IndexProblem"
    assert "Free some space" in message
    assert "\n" not in message
    assert ask(index, model) == answers
    assert [path.name for path in leftovers(data_dir)] == []
    index.close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def build_without_rights(data_dir: Path, corpus: Corpus, report: Connection) -> None:
    if os.geteuid() == 0:
        os.setuid(65534)
    report_build(data_dir, corpus, 512, report)


@pytest.mark.parametrize("finished", [True, False], ids=["with an index", "without an index"])
def test_a_read_only_folder_says_what_to_do(finished: bool, built: Path, open_folder: Path, corpus: Corpus) -> None:
    data_dir = open_folder / "data"
    shutil.copytree(built, data_dir) if finished else data_dir.mkdir()
    for path in [data_dir, *data_dir.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    mine, theirs = multiprocessing.Pipe(duplex=False)
    start(build_without_rights, data_dir, corpus, theirs)
    assert mine.recv() == "ready"
    kind, message = mine.recv()

    for path in [data_dir, *data_dir.rglob("*")]:
        path.chmod(0o755)
    assert kind == "IndexProblem"
    assert "set FOOTNOTE_DATA_DIR to" in message


def wait_for(happened: Callable[[], bool], *, limit_s: float = 60) -> None:
    end = time.monotonic() + limit_s
    while not happened():
        assert time.monotonic() < end, "it never happened"


def test_threads_may_search_at_once(data_dir: Path, corpus: Corpus, model: BagOfWords, answers: Answers) -> None:
    index = open_index(corpus, model, data_dir)
    found: list[Answers] = []
    threads = [Thread(target=lambda: found.append(ask(index, model))) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [answers] * 8
    index.close()
