from __future__ import annotations

import http.server
import shutil
import threading
from collections import namedtuple

import pytest

from rag.settings import BUNDLED_MODEL, SHIPPED_ARTICLES, read_settings
from ui import doctor
from ui.doctor import Finding, State

Usage = namedtuple("Usage", "total used free")


def test_python_must_be_new_enough():
    assert doctor.check_python((3, 11, 7)) == Finding(State.OK, "Python", "3.11.7")
    assert doctor.check_python((3, 10, 1)).state is State.FAIL


def test_the_shipped_corpus_is_sound():
    found = doctor.check_corpus((SHIPPED_ARTICLES,))

    assert found.state is State.OK
    assert "articles" in found.found


def test_a_corpus_that_is_not_there_must_be_mended(tmp_path):
    found = doctor.check_corpus((tmp_path / "none",))

    assert found.state is State.FAIL
    assert "FOOTNOTE_CORPUS_DIRS" in found.advice


def test_the_bundled_model_is_the_one_that_was_tested():
    assert doctor.check_model(BUNDLED_MODEL).state is State.OK


def test_a_model_folder_that_is_not_there_must_be_mended(tmp_path):
    found = doctor.check_model(str(tmp_path / "no" / "such" / "model"))

    assert found.state is State.FAIL
    assert "FOOTNOTE_EMBEDDING_MODEL" in found.advice


def test_a_model_of_the_hub_is_not_downloaded_to_be_examined():
    assert doctor.check_model("intfloat/e5-small-v2").state is State.WARN


def test_an_index_that_is_not_built_yet_is_no_failure(tmp_path):
    found = doctor.check_index((SHIPPED_ARTICLES,), BUNDLED_MODEL, tmp_path, on_server=False)

    assert found == Finding(State.WARN, "Index", "to be built", "The first question does it, or now: footnote index")
    assert not list(tmp_path.iterdir())


def test_without_a_corpus_nothing_can_be_said_of_the_index(tmp_path):
    found = doctor.check_index((tmp_path / "none",), BUNDLED_MODEL, tmp_path, on_server=False)

    assert found.found == "unknown"


class Heart(http.server.BaseHTTPRequestHandler):
    """A server that answers as Chroma's heartbeat does."""

    def do_GET(self):
        self.send_response(200 if self.path == "/api/v2/heartbeat" else 404)
        self.end_headers()

    def log_message(self, *words):
        """Keep quiet."""


@pytest.fixture
def server():
    with http.server.HTTPServer(("127.0.0.1", 0), Heart) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_a_chroma_server_that_answers_is_well(server):
    assert doctor.check_chroma(server).state is State.OK
    assert doctor.check_chroma(f"{server}/").state is State.OK


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "localhost:8000", "nonsense", "http://[broken"])
def test_a_chroma_server_that_does_not_answer_must_be_mended(url):
    assert doctor.check_chroma(url).state is State.FAIL


def test_without_a_server_chroma_is_inside():
    assert doctor.check_chroma(None).state is State.OK


@pytest.mark.parametrize(
    ("free", "state"),
    [(10_000_000_000, State.OK), (100_000_000, State.WARN), (1_000_000, State.FAIL)],
)
def test_the_disk_must_have_room(free, state, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(free, 0, free))

    assert doctor.check_data_folder(tmp_path / "not" / "made" / "yet").state is state


def test_a_data_folder_below_a_file_must_be_mended(tmp_path):
    (tmp_path / "file").write_text("in the way")

    assert doctor.check_data_folder(tmp_path / "file" / "data").state is State.FAIL


def test_telemetry_is_off_unless_somebody_turned_it_on():
    assert doctor.check_telemetry({}).state is State.OK
    assert doctor.check_telemetry({"ANONYMIZED_TELEMETRY": "false"}).state is State.OK

    found = doctor.check_telemetry({"ANONYMIZED_TELEMETRY": "true"})
    assert found.state is State.WARN
    assert "ANONYMIZED_TELEMETRY" in found.advice


def test_tracing_needs_our_own_word_and_is_told():
    assert doctor.check_telemetry({"LANGSMITH_TRACING": "true"}).state is State.OK

    found = doctor.check_telemetry({}, tracing=True)
    assert found.state is State.WARN
    assert "FOOTNOTE_TRACING" in found.advice


def test_who_reads_the_questions_is_told():
    assert "nothing leaves this machine" in doctor.check_writer(None).found
    found = doctor.check_writer("openai:gpt", "http://127.0.0.1:8000/v1")
    assert found.state is State.OK
    assert "openai:gpt at http://127.0.0.1:8000/v1; questions and passages go to it" in found.found


def test_a_model_that_cannot_be_opened_must_be_mended():
    found = doctor.check_writer("mistralai:large")

    assert found.state is State.FAIL
    assert "footnote[mistral]" in found.advice


def test_an_examination_changes_nothing(tmp_path):
    findings = doctor.examine(read_settings())

    assert not doctor.must_be_mended(findings)
    assert not (tmp_path / "data").exists()
