"""Every test starts from a clean environment and an empty home, and none of them reaches the network."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

LOOKS_OUT = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"}
AT_HOME = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "", None, socket.gethostname()}

_reached_for: list[str] = []


class NetworkReached(RuntimeError):  # noqa: N818 - what happened, in two words
    """A test tried to leave this machine."""


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event not in LOOKS_OUT:
        return
    host = _host(event, arguments)
    if host not in AT_HOME:
        _reached_for.append(f"{event} {host}")
        raise NetworkReached(f"{event} {host}")


def _host(event: str, arguments: tuple[object, ...]) -> object:
    """Return the host that a socket event names, None for sockets that have none."""
    place = arguments[0] if event in {"socket.getaddrinfo", "socket.gethostbyname"} else arguments[1]
    if isinstance(place, tuple):
        return place[0]
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        return None  # a local socket, named by a path
    return place.decode() if isinstance(place, bytes) else place


sys.addaudithook(_guard)


@pytest.fixture(autouse=True)
def reached_for() -> Iterator[list[str]]:
    """Fail the test that reached out, even when the code under test swallowed the error."""
    _reached_for.clear()
    yield _reached_for
    assert not _reached_for, f"the test reached for {', '.join(_reached_for)}"


@pytest.fixture(autouse=True)
def clean_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the developer's settings, and keep what is written inside the test's own folder."""
    from rag.settings import Settings

    for name in [name for name in os.environ if name.startswith("FOOTNOTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", str(tmp_path / "data"))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
