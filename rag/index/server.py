"""Put the collections of an index on a Chroma server, and tell complete ones from those a killed process left."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rag.errors import IndexProblem
from rag.index.places import ChromaServer, connected
from rag.index.plan import Plan
from rag.index.stores import write_collection
from rag.index.texts import Row, Unit
from rag.index.vectors import Matrix

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

COMPLETE = "footnote_rows"
"""Key of the collection's own metadata, set after the last row: how many rows it holds."""

log = logging.getLogger(__name__)


def is_on_server(plan: Plan, place: ChromaServer) -> bool:
    """Whether the server holds every collection of `plan`, complete."""
    with _reaching(place) as client:
        return all(_is_complete(client, place.name(unit), rows) for unit, rows in plan.rows.items())


def put_on_server(plan: Plan, matrices: Mapping[Unit, Matrix], place: ChromaServer) -> None:
    """Write what the server lacks of `plan`.

    Collections carry the index's fingerprint and are never renamed or swapped.
    """
    with _reaching(place) as client:
        for unit, rows in plan.rows.items():
            if not _is_complete(client, place.name(unit), rows):
                log.info("Writing %s %s to the Chroma server at %s.", f"{len(rows):,}", unit, place.url)
                _put(client, place.name(unit), rows, matrices[unit])


@contextmanager
def _reaching(place: ChromaServer) -> Iterator[Client]:
    from chromadb.errors import ChromaError
    from httpx import HTTPError

    try:
        with connected(place) as client:
            yield client
    except HTTPError as error:
        raise IndexProblem(place.does_not_answer()) from error
    except ChromaError as error:
        raise IndexProblem(
            f"The Chroma server at {place.url} did not take the index ({error}). "
            f"Perhaps another machine writes the same one at this moment; run: footnote index"
        ) from error


def _put(client: Client, name: str, rows: Sequence[Row], vectors: Matrix) -> None:
    if _find(client, name) is not None:
        # Left by a killed process. Writing over it is no cure: Chroma's graph can lose a row that is written twice.
        client.delete_collection(name)
    write_collection(client, name, rows, vectors)
    collection = client.get_collection(name, embedding_function=None)
    if collection.count() != len(rows):
        raise IndexProblem(
            f"The Chroma server holds {collection.count()} rows in {name} instead of {len(rows)}: "
            f"something else writes there. When it has ended, run: footnote index"
        )
    collection.modify(metadata={COMPLETE: len(rows)})


def _is_complete(client: Client, name: str, rows: Sequence[Row]) -> bool:
    collection = _find(client, name)
    if collection is None:
        return False
    return (collection.metadata or {}).get(COMPLETE) == len(rows) == collection.count()


def _find(client: Client, name: str) -> Collection | None:
    from chromadb.errors import NotFoundError

    try:
        return client.get_collection(name, embedding_function=None)
    except NotFoundError:
        return None
