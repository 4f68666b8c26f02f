"""Where Chroma keeps the collections of an index.

    ChromaFolder(path)                    a folder that one process writes and others then read
    ChromaServer(url, fingerprint)        a server started with `chroma run`

Nothing of Chroma is imported before the first connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol, cast
from urllib.parse import urlsplit

from rag.errors import IndexProblem, SettingsError
from rag.index.texts import Unit

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from httpx import Client as Session

TIME_LIMIT_S = 30.0
"""Chroma's own client waits for a silent server for ever."""

_connecting = Lock()
"""Chroma shares what lies behind two clients of one folder, but not safely while both are being made."""


class ChromaPlace(Protocol):
    """Where the collections live."""

    def connect(self) -> Client:
        """Return a client; the caller hands it to `disconnect`."""

    def disconnect(self, client: Client) -> None:
        """Let go of what a client holds."""

    def name(self, unit: Unit) -> str:
        """Return what the collection is called there."""

    def does_not_answer(self) -> str:
        """Return what to tell whoever waits for it."""


@contextmanager
def connected(place: ChromaPlace) -> Iterator[Client]:
    """Give a client for the length of a `with`."""
    client = place.connect()
    try:
        yield client
    finally:
        place.disconnect(client)


@dataclass(frozen=True, slots=True)
class ChromaFolder:
    """Collections in a folder of their own."""

    path: Path

    def connect(self) -> Client:
        """Open the folder, which even for reading must be writable: Chroma notes each opening in it."""
        from chromadb import PersistentClient
        from chromadb.config import Settings

        with _connecting:
            client = PersistentClient(str(self.path), settings=Settings(anonymized_telemetry=False))
        return cast("Client", client)  # Chroma's own annotation leaves out `close`

    def disconnect(self, client: Client) -> None:
        """Close the folder's files."""
        client.close()

    def name(self, unit: Unit) -> str:
        """Return the plain word: the folder belongs to one index."""
        return unit.value

    def does_not_answer(self) -> str:
        """Return what to tell whoever waits for it."""
        return f"Chroma cannot open {self.path}. Run: footnote index --rebuild"


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """Collections on a server, which may hold those of many indexes."""

    url: str
    fingerprint: str

    def connect(self) -> Client:
        """Reach the server, or raise `IndexProblem` saying that it does not answer."""
        from chromadb import HttpClient
        from chromadb.config import Settings

        address = urlsplit(self.url)
        if address.scheme not in {"http", "https"} or not address.hostname:
            raise SettingsError(f"FOOTNOTE_CHROMA_URL must look like http://host:port, not {self.url!r}.")
        encrypted = address.scheme == "https"
        try:
            client = HttpClient(
                host=address.hostname,
                port=address.port or (443 if encrypted else 8000),
                ssl=encrypted,
                settings=Settings(anonymized_telemetry=False),
            )
        except ValueError as error:  # what Chroma makes of a refused connection
            raise IndexProblem(self.does_not_answer()) from error
        for session in _sessions(cast("Client", client)):
            session.timeout = TIME_LIMIT_S
        return cast("Client", client)

    def disconnect(self, client: Client) -> None:
        """Close the connections, which Chroma's own `close` leaves open."""
        client.close()
        for session in _sessions(client):
            session.close()

    def name(self, unit: Unit) -> str:
        """Return a name that carries the index's fingerprint, since others share the server."""
        return f"footnote-{self.fingerprint}-{unit}"

    def does_not_answer(self) -> str:
        """Return what to tell whoever waits for it."""
        return f"The Chroma server at {self.url} does not answer. Start it (chroma run), or unset FOOTNOTE_CHROMA_URL."


def _sessions(client: Client) -> list[Session]:
    """Return the HTTP sessions behind a client of a server: Chroma makes a second one to look up its databases."""
    servers = (client._server, client._admin_client._server)  # type: ignore[attr-defined]  # the annotation is too wide
    return [session for server in servers if (session := getattr(server, "_session", None)) is not None]
