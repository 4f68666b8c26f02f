"""The same index with its collections on a Chroma server, here a real one on this machine."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromadb.api.client import Client

from corpus import Corpus
from rag.errors import IndexDamaged, IndexProblem, SettingsError
from rag.index import Found, Unit, open_index
from rag.index.places import ChromaServer, connected
from rag.index.plan import plan_index
from rag.index.server import is_on_server
from rag.index.stores import write_collection
from tests.fakes import BagOfWords
from tests.rag.index.builder import ask, make_corpus

Answers = tuple[list[Found], list[Found]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a Chroma server that lives as long as this file's tests."""
    port = free_port()
    script = Path(sys.executable).with_name("chroma")
    folder = tmp_path_factory.mktemp("server")
    command = [str(script), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until_it_listens(port)
    yield port
    process.terminate()
    process.wait(10)


def wait_until_it_listens(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the Chroma server did not start")


@pytest.fixture
def client(port: int) -> Iterator[Client]:
    """A client of a server without collections."""
    with connected(ChromaServer(f"http://127.0.0.1:{port}", "test")) as client:
        yield client
        for collection in client.list_collections():
            client.delete_collection(collection.name)


@pytest.fixture
def url(port: int, client: Client) -> str:
    return f"http://127.0.0.1:{port}"


def test_a_server_answers_as_a_folder_does(
    url: str, tmp_path: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    index = open_index(corpus, model, tmp_path, chroma_url=url)

    assert ask(index, model) == answers
    assert not list(tmp_path.rglob("chroma*"))
    index.close()


def test_collections_are_named_by_fingerprint(
    url: str, client: Client, tmp_path: Path, corpus: Corpus, model: BagOfWords
) -> None:
    index = open_index(corpus, model, tmp_path, chroma_url=url)
    index.close()

    expected = {f"footnote-{index.fingerprint}-sentences", f"footnote-{index.fingerprint}-passages"}
    assert {collection.name for collection in client.list_collections()} == expected


def test_another_corpus_leaves_the_first_ones_collections_alone(
    url: str, client: Client, tmp_path: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    first = open_index(corpus, model, tmp_path, chroma_url=url)

    open_index(make_corpus(edition="second"), model, tmp_path, chroma_url=url).close()

    assert ask(first, model) == answers
    assert len(client.list_collections()) == 4
    first.close()


def test_a_second_machine_writes_nothing_that_is_there(
    url: str, tmp_path: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    open_index(corpus, model, tmp_path / "one", chroma_url=url).close()

    index = open_index(corpus, model, tmp_path / "two", chroma_url=url)

    assert ask(index, model) == answers
    index.close()


@pytest.mark.parametrize("written", [0, 5, 24], ids=["no row", "some rows", "all rows but no mark"])
def test_collections_that_a_killed_process_left_are_written_anew(
    written: int, url: str, client: Client, tmp_path: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    plan = plan_index(corpus, model.fingerprint, on_server=True)
    place = ChromaServer(url, plan.fingerprint)
    rows = plan.rows[Unit.SENTENCES][:written]
    write_collection(client, place.name(Unit.SENTENCES), rows, model.vectors([row.text for row in rows]))

    index = open_index(corpus, model, tmp_path, chroma_url=url)

    assert ask(index, model) == answers
    assert is_on_server(plan, place)
    index.close()


def test_a_wiped_server_is_filled_again_without_embedding(
    url: str, client: Client, tmp_path: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    open_index(corpus, model, tmp_path, chroma_url=url).close()
    for collection in client.list_collections():
        client.delete_collection(collection.name)
    model.embedded.clear()

    index = open_index(corpus, model, tmp_path, chroma_url=url)

    assert model.embedded == []
    assert ask(index, model) == answers
    index.close()


def test_lost_rows_are_noticed_and_written_again(
    url: str, client: Client, tmp_path: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    open_index(corpus, model, tmp_path, chroma_url=url).close()
    for collection in client.list_collections():
        collection.delete(ids=collection.get(limit=2)["ids"])

    index = open_index(corpus, model, tmp_path, chroma_url=url)

    assert ask(index, model) == answers
    index.close()


def test_rows_of_somebody_else_are_not_taken_for_ours(
    url: str, client: Client, tmp_path: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    open_index(corpus, model, tmp_path, chroma_url=url).close()
    for collection in client.list_collections():
        collection.add(ids=["stranger"], embeddings=model.vectors(["stranger"]), documents=["stranger"])

    index = open_index(corpus, model, tmp_path, chroma_url=url)

    assert ask(index, model) == answers
    index.close()


def test_a_collection_that_vanishes_while_serving_is_written_again_at_the_next_opening(
    url: str, client: Client, tmp_path: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    index = open_index(corpus, model, tmp_path, chroma_url=url)
    ask(index, model)
    for collection in client.list_collections():
        client.delete_collection(collection.name)

    with pytest.raises(IndexDamaged, match="footnote index --rebuild"):
        ask(index, model)
    index.close()
    again = open_index(corpus, model, tmp_path, chroma_url=url)

    assert ask(again, model) == answers
    again.close()


def test_a_server_that_does_not_answer_says_what_to_do(tmp_path: Path, corpus: Corpus, model: BagOfWords) -> None:
    with pytest.raises(IndexProblem, match=r"does not answer\. Start it"):
        open_index(corpus, model, tmp_path, chroma_url=f"http://127.0.0.1:{free_port()}")


def test_a_server_that_goes_away_while_serving_says_what_to_do(
    tmp_path: Path, corpus: Corpus, model: BagOfWords
) -> None:
    port = free_port()
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(tmp_path / "server")]
    process = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wait_until_it_listens(port)
    index = open_index(corpus, model, tmp_path, chroma_url=f"http://127.0.0.1:{port}")
    ask(index, model)
    process.kill()
    process.wait(10)

    with pytest.raises(IndexProblem, match=r"does not answer\. Start it"):
        ask(index, model)
    index.close()


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host", "nonsense"])
def test_an_address_that_is_none_names_its_setting(url: str, tmp_path: Path, corpus: Corpus, model: BagOfWords) -> None:
    with pytest.raises(SettingsError, match="FOOTNOTE_CHROMA_URL must look like"):
        open_index(corpus, model, tmp_path, chroma_url=url)
