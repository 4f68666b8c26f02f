"""A real server on a real port: what only shows there."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn

from rag.settings import Settings
from tests.ui.api.conftest import serving
from tests.ui.samples import ANSWERED
from ui.api.app import create_app
from ui.api.limits import Limits
from ui.api.opening import Opening
from ui.api.serve import PortTaken, close_services, open_services, serve
from ui.database import engine_of
from ui.keep import Feedback, Thumb, all_feedback, keep_feedback

ROOT = Path(__file__).parents[3]


def request(address, method, path, body=None, **headers):
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    try:
        content = None if body is None else json.dumps(body)
        connection.request(method, path, content, {"Content-Type": "application/json", **headers})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def raw(address, sent: bytes) -> bytes:
    """Send bytes as they are and return everything that comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", urlsplit(address).port or 0), timeout=10) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_many_visitors_at_once_all_get_their_own_answer(make_services):
    services = make_services(limits=Limits(per_visitor="500/minute"))
    with serving(services) as address, ThreadPoolExecutor(16) as visitors:
        asked = [f"Question {number}" for number in range(64)]
        got = list(visitors.map(lambda text: request(address, "POST", "/api/ask", {"question": text}), asked))

    assert [status for status, _, _ in got] == [200] * 64
    assert [json.loads(body)["question"] for _, _, body in got] == asked


def test_a_stream_arrives_piece_by_piece(services, pipeline):
    pipeline.gate.clear()
    with serving(services) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
        connection.request("POST", "/api/ask/stream", '{"question": "x"}', {"Content-Type": "application/json"})
        response = connection.getresponse()
        first = response.readline(), response.readline()
        pipeline.gate.set()
        rest = response.read()
        connection.close()

    assert first == (b"event: status\n", 'data: {"text": "Searching …"}\n'.encode())
    assert b"event: answer\n" in rest


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_a_client_that_goes_away_stops_the_work(services, pipeline, path):
    pipeline.gate.clear()
    with serving(services) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
        connection.request("POST", path, '{"question": "x"}', {"Content-Type": "application/json"})
        assert pipeline.begun.acquire(timeout=10)
        connection.close()

        assert pipeline.closed.wait(10)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", id="a giant header"),
        pytest.param(b"nonsense\r\n\r\n", id="no HTTP"),
        pytest.param(
            b"POST /api/ask HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            id="two lengths, to smuggle a second request in",
        ),
        pytest.param(b"POST /api/ask HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", id="less than nothing"),
        pytest.param(
            b"GET /healthz HTTP/1.1\r\nHost: a\r\nA: b\x00c\r\nConnection: close\r\n\r\n", id="a null in a header"
        ),
    ],
)
def test_what_is_no_request_is_refused_and_the_server_lives_on(services, pipeline, sent):
    with serving(services) as address:
        answered = raw(address, sent)

        assert answered.startswith(b"HTTP/1.1 4")
        assert b"Traceback" not in answered
        assert request(address, "GET", "/healthz")[0] == 200
    assert pipeline.asked == []


def test_nothing_tells_which_software_answers(services):
    with serving(services) as address:
        _, headers, _ = request(address, "GET", "/healthz")

    assert headers["server"] is None


def test_a_port_that_is_taken_is_named_with_what_to_do(services):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(PortTaken, match=f"port {port} of 127.0.0.1.*--port"):
            serve(create_app(services), services, port=port)


@pytest.mark.parametrize(("host", "port"), [("203.0.113.7", 0), ("no.such.host.invalid", 0)])
def test_an_address_that_is_not_ours_is_said_so(services, host, port, reached_for):
    with pytest.raises(PortTaken, match=host):
        serve(create_app(services), services, host=host, port=port)
    reached_for.clear()


def test_services_come_from_the_settings(tmp_path):
    settings = Settings(
        data_dir=tmp_path,
        questions_per_visitor="7/hour",
        answers_at_once=3,
        root_path="/footnote",
        allowed_origins=("https://school.example",),
        feedback_days=5,
    )

    services = open_services(settings)

    assert (services.limits.per_visitor, services.limits.at_once) == ("7/hour", 3)
    assert services.network.root_path == "/footnote"
    assert services.network.allowed_origins == ("https://school.example",)
    assert services.keep.feedback_days == 5
    assert isinstance(services.pipeline, Opening)
    assert services.pipeline.state == "starting"
    close_services(services)
    engine_of(services.database).dispose()


@pytest.fixture
def process(tmp_path):
    """The API in a process of its own, over an articles folder that cannot be indexed in no time."""
    environment = os.environ | {"FOOTNOTE_DATA_DIR": str(tmp_path), "FOOTNOTE_ROOT_PATH": "/footnote"}
    command = [sys.executable, "-m", "ui.api", "--port", "0"]
    started = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    yield started
    started.kill()
    started.communicate()


@pytest.mark.slow
def test_the_process_says_where_it_is_answers_at_once_and_stops_when_told(process):
    assert process.stderr
    line = process.stderr.readline()
    address = next(word for word in line.split() if word.startswith("http://"))

    status, _, body = request(address, "GET", "/readyz")
    process.send_signal(signal.SIGTERM)

    assert address.endswith("/footnote/")
    assert (status, json.loads(body)["state"]) in [(503, "starting"), (200, "ready")]
    assert process.wait(60) == 0
    assert process.stderr.read() == ""


def test_an_answer_under_way_is_still_given_when_the_server_stops(services, pipeline):
    pipeline.gate.clear()
    got = []
    with serving(services) as address:
        asking = threading.Thread(target=lambda: got.append(request(address, "POST", "/api/ask", {"question": "x"})))
        asking.start()
        assert pipeline.begun.acquire(timeout=10)
        threading.Timer(0.3, pipeline.gate.set).start()
    asking.join()

    assert got[0][0] == 200
    assert json.loads(got[0][2])["text"] == ANSWERED.text


def test_what_is_old_is_deleted_when_the_server_starts(services, monkeypatch):
    keep_feedback(services.database, ANSWERED, Feedback(Thumb.UP), today=date.today() - timedelta(days=91))
    keep_feedback(services.database, ANSWERED, Feedback(Thumb.UP))

    def run(_server, sockets):
        deadline = time.monotonic() + 5
        while len(all_feedback(services.database)) > 1:
            assert time.monotonic() < deadline
            time.sleep(0.01)

    monkeypatch.setattr(uvicorn.Server, "run", run)
    serve(create_app(services), services, port=0)

    assert len(all_feedback(services.database)) == 1
