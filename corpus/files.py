"""Which files of a folder are the corpus, and what they hold. The only place that touches the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from corpus.errors import CorpusError

READABLE = (".md", ".markdown", ".txt", ".html", ".htm", ".pdf")


class Found(NamedTuple):
    """What lies below the folders, each list sorted by path."""

    readable: tuple[Path, ...]
    skipped: tuple[Path, ...]


def find_files(folders: Path | str | Iterable[Path | str]) -> Found:
    """List the files below one folder or several; a file may be named too.

    Hidden files and README files are passed over. Raises CorpusError where a folder is missing or holds nothing
    to read.
    """
    several = [folders] if isinstance(folders, (str, Path)) else list(folders)
    found = [path for folder in several for path in _below(Path(folder))]
    if not several:
        raise CorpusError("No folder of articles is named: set FOOTNOTE_CORPUS_DIRS.")
    # The same file reached through two folders is one file.
    unique = sorted({path.resolve(): path for path in reversed(found)}.values())
    readable = tuple(path for path in unique if path.suffix.lower() in READABLE)
    return Found(readable, tuple(path for path in unique if path.suffix.lower() not in READABLE))


class File(NamedTuple):
    """A file as it lies there."""

    path: str
    raw: bytes
    modified: str
    """The day of its last change, in UTC."""


def read_files(paths: Iterable[Path]) -> Iterator[File]:
    """Read files whole, one after the other; raises CorpusError at one that cannot be read."""
    for path in paths:
        try:
            modified = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
            yield File(str(path), path.read_bytes(), modified)
        except OSError as error:
            raise CorpusError(f"Cannot be read ({error.strerror}): check its permissions.", path=str(path)) from error


def _below(folder: Path) -> list[Path]:
    if not folder.exists():
        raise CorpusError("No such folder: check FOOTNOTE_CORPUS_DIRS.", path=str(folder))
    files = [folder] if folder.is_file() else list(_walk(folder))
    if not any(path.suffix.lower() in READABLE for path in files):
        advice = f"put articles there ({', '.join(READABLE)}) or name another folder."
        raise CorpusError(f"Nothing to read here: {advice}", path=str(folder))
    return files


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.name.lower() != "readme.md":
            yield path
