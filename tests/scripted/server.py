"""An OpenAI-compatible server on loopback that plays a role: real HTTP, real streaming, no model.

with Server() as server:
    ChatOpenAI(model="wrong-number", base_url=server.url, api_key="none")
"""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from types import TracebackType
from typing import Any

from tests.scripted.roles import Part, read_request, role_of

GONE = (BrokenPipeError, ConnectionResetError, ConnectionAbortedError)


class Server:
    """Listens from `with` to the end of the block."""

    def __init__(self, port: int = 0) -> None:
        self.requests: list[dict[str, Any]] = []
        """The bodies of the calls, in order."""
        self.left = threading.Event()
        """Set when a client went away before the end."""
        self.stopping = threading.Event()
        self._calls: Counter[str] = Counter()
        self._server = _Listening(("127.0.0.1", port), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        """The base address for a client."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def kill(self) -> None:
        """Stop listening, and cut every connection that is open."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def part_for(self, body: Mapping[str, Any]) -> Part:
        """Return what is played to a request."""
        self.requests.append(dict(body))
        model = str(body["model"])
        calls = self._calls[model]
        self._calls[model] += 1
        return role_of(model)(read_request(body["messages"]), calls)

    def rest(self, seconds: float) -> None:
        """Wait, unless the server is stopped meanwhile."""
        self.stopping.wait(seconds)


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients leave on purpose here."""


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            part = server.part_for(body)
            self.close_connection = True
            try:
                server.rest(part.silent)
                self._play(part, body)
            except GONE:
                server.left.set()

        def _play(self, part: Part, body: Mapping[str, Any]) -> None:
            if part.status != 200:
                self._send(
                    part.status, json.dumps({"error": {"message": "scripted", "type": "scripted"}}), part.headers
                )
            elif part.raw is not None:
                self._begin()
                self.wfile.write(part.raw)
            elif body.get("stream"):
                self._begin()
                for event in _events(part, server, has_usage="stream_options" in body):
                    self.wfile.write(event)
                    self.wfile.flush()
            else:
                message = {"role": "assistant", "content": part.text}
                choice = {"index": 0, "message": message, "finish_reason": part.finish}
                self._send(200, json.dumps({"id": "1", "object": "chat.completion", "choices": [choice]}), {})

        def _begin(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()

        def _send(self, status: int, text: str, headers: Mapping[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Type": "application/json", "Connection": "close"}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *arguments: object) -> None:
            """Keep the screen calm."""

    return Handler


def _events(part: Part, server: Server, *, has_usage: bool) -> Iterator[bytes]:
    """Yield the events of a stream, cut where the part says so or where the server is stopped."""
    pieces = re.findall(r"\S+\s*|\s+", part.text)
    for number, piece in enumerate(pieces):
        if number == part.breaks_after or server.stopping.is_set():
            return
        yield _event({"index": 0, "delta": {"content": piece}, "finish_reason": None})
        if part.between:
            sleep(part.between)
    yield _event({"index": 0, "delta": {}, "finish_reason": part.finish})
    if has_usage:
        counts = {"prompt_tokens": 100, "completion_tokens": len(pieces), "total_tokens": 100 + len(pieces)}
        yield _event(None, usage=counts)
    yield b"data: [DONE]\n\n"


def _event(choice: Mapping[str, Any] | None, **fields: object) -> bytes:
    chunk = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted",
        "choices": [choice] if choice else [],
        **fields,
    }
    return f"data: {json.dumps(chunk)}\n\n".encode()
