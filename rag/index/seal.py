"""A hash of every file of an index, taken once it was proven good, so that damage is seen before anything is opened.

Chroma must never open a damaged folder inside a serving process: it may end the process with a segmentation fault.
Comparing hashes costs 20 ms for 3,000 rows; asking another process to try the folder costs two seconds.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

NAME = "seal.json"
DATABASE = "chroma.sqlite3"

Hole = tuple[int, int]
"""First byte left out of a hash and the first byte after it."""

HEADER_COUNTERS: list[Hole] = [(24, 28), (92, 100)]
"""Where SQLite counts the changes to a file."""

BLOCK = 1 << 20


def seal(folder: Path) -> None:
    """Record the hashes of all that lies in `folder`."""
    hashes = {
        name: {"holes": holes, "sha256": _hash(folder / name, holes)}
        for name in _files(folder)
        for holes in [_holes(folder / name)]
    }
    unfinished = folder / f"{NAME}.new"
    unfinished.write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(folder / NAME)


def break_seal(folder: Path) -> None:
    """Have the index rebuilt when it is next opened."""
    (folder / NAME).unlink(missing_ok=True)


def altered_files(folder: Path) -> set[str]:
    """Return the files that are not as they were sealed: changed, missing or strange; the seal itself if unreadable."""
    try:
        sealed = json.loads((folder / NAME).read_text(encoding="utf-8"))
        expected = {name: (entry["holes"], entry["sha256"]) for name, entry in sealed.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {NAME}
    present = set(_files(folder))
    changed = {name for name, (holes, digest) in expected.items() if _is_altered(folder / name, holes, digest)}
    return changed | (present - expected.keys())


def is_only_the_database(altered: set[str]) -> bool:
    """Whether nothing but Chroma's SQLite file differs, which readers may cause: each opening adds a row to it."""
    return bool(altered) and all(Path(name).name == DATABASE for name in altered)


def _is_altered(path: Path, holes: list[Hole], digest: str) -> bool:
    try:
        return _hash(path, holes) != digest
    except (OSError, ValueError, TypeError):  # missing, unreadable, or sealed with nonsense
        return True


def _files(folder: Path) -> list[str]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    names = (path.relative_to(folder).as_posix() for path in paths)
    # SQLite's journal comes and goes with another reader's opening.
    return [name for name in names if name not in {NAME, f"{NAME}.new"} and not name.endswith("-journal")]


def _holes(path: Path) -> list[Hole]:
    """Return what a mere reader changes in a file."""
    if path.name != DATABASE:
        return []
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        size = int(connection.execute("PRAGMA page_size").fetchone()[0])
        found = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'acquire_write'").fetchone()
    return HEADER_COUNTERS + ([(size * (found[0] - 1), size * found[0])] if found else [])


def _hash(path: Path, holes: Sequence[Sequence[int]]) -> str:
    digest = hashlib.sha256()
    for block in _blocks(path, holes):
        digest.update(block)
    return digest.hexdigest()


def _blocks(path: Path, holes: Sequence[Sequence[int]]) -> Iterator[bytes]:
    with path.open("rb") as stream:
        for start, end in holes:
            yield stream.read(max(start - stream.tell(), 0))
            stream.seek(end)
        while block := stream.read(BLOCK):
            yield block
