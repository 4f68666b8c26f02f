"""Every call that docs/api.md shows is made, against a real server."""

from __future__ import annotations

import http.client
import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.ui.api.conftest import serving
from tests.ui.samples import ANSWERED
from ui.api.shapes import LONGEST_TURN
from ui.keep import LONGEST_COMMENT

TEXT = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
CALLS = re.findall(r"^curl .*$", TEXT, re.MULTILINE)


def made(words: list[str], address: str) -> tuple[int, str]:
    """Make the call that `curl` with these arguments would make."""
    url = next(word for word in words if word.startswith("http://"))
    body = words[words.index("-d") + 1] if "-d" in words else None
    headers = dict(words[place + 1].split(": ") for place, word in enumerate(words) if word == "-H")
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    try:
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("POST" if body else "GET", path, body and body.encode(), headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def test_every_call_that_is_shown_works(services):
    with serving(services) as address:
        number = services.recent.remember(ANSWERED)
        results = {call: made(shlex.split(call.replace("NUMBER", number)), address) for call in CALLS}

    assert len(CALLS) >= 10
    assert {call: got for call, got in results.items() if got[0] not in (200, 201)} == {}


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/api/openapi.json"])
def test_every_address_that_is_named_is_there(client, path):
    assert path in TEXT
    assert client.get(path).status_code == 200


def test_every_path_of_openapi_is_named(client):
    described = client.get("/api/openapi.json").json()["paths"]
    stems = {re.sub(r"/\{.*", "", path) for path in described}

    assert [stem for stem in stems if stem not in TEXT] == []


def test_the_error_that_is_shown_is_the_one_that_comes(client):
    shown = next(line for line in TEXT.splitlines() if line.startswith('{"error"'))

    got = client.post("/api/ask", json={"question": "x" * 1200})

    assert got.text.replace('":"', '": "').replace('":', '": ').replace("  ", " ").replace(',"', ', "') == shown


def test_the_limits_that_are_named_are_the_ones_that_hold(services):
    limits = services.limits

    assert f"{limits.longest_question:,} characters at most" in TEXT
    assert f"a history {limits.longest_history} turns, a request {limits.largest_body_kb} KB" in TEXT
    assert f"`comment` takes {LONGEST_COMMENT:,} characters" in TEXT
    assert limits.longest_history * LONGEST_TURN > 100_000
    assert services.keep.feedback_days == 90
    assert services.keep.shared_days == 365
