"""The indexes on disk: each in a folder named by its fingerprint, written once, by one process at a time.

    index/
      build.lock                held by the one process that writes
      vectors.sqlite3           vectors by text, shared by all generations
      3f9c…/                    a finished generation
      .building-3f9c…-k2x/      an unfinished one; abandoned when nobody holds the lock
      .old-3f9c…-a7d/           on its way out

Readers hold a lease on the generation they use, and take no part in the lock.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import IndexBusy
from rag.index.lease import claim_unused
from rag.index.manifest import NAME as MANIFEST

log = logging.getLogger(__name__)

KEEP = 2
"""The generation just built and the one before: going back to the last corpus costs nothing."""


@contextmanager
def sole_writer(home: Path, wait_s: float) -> Iterator[None]:
    """Be the only process that writes in `home`; raise `IndexBusy` after waiting `wait_s` seconds for another."""
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / "build.lock")
    try:
        _acquire(lock, home, wait_s)
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, home: Path, wait_s: float) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        log.info("Another process is building the index in %s; waiting for it.", home)
        try:
            lock.acquire(timeout=wait_s)
        except Timeout as error:
            raise IndexBusy(
                f"Another process has been building the index in {home} for {wait_s:.0f} seconds. "
                f"Wait for it and try again, or set FOOTNOTE_DATA_DIR to another folder."
            ) from error


def new_folder(home: Path, fingerprint: str) -> Path:
    """Make the folder that a generation is built in, beside the finished ones."""
    folder = home / f".building-{fingerprint}-{secrets.token_hex(4)}"
    folder.mkdir()
    return folder


def publish(building: Path, finished: Path) -> None:
    """Give a built generation its name, at once: a reader sees all of it or nothing."""
    for path in [*building.rglob("*"), building]:
        _flush(path)
    set_aside(finished)
    building.rename(finished)
    _flush(finished.parent)


def set_aside(folder: Path) -> None:
    """Take the name off a generation; `clear` removes it once nobody uses it."""
    if folder.exists():
        folder.rename(folder.with_name(f".old-{folder.name}-{secrets.token_hex(4)}"))


def clear(home: Path) -> None:
    """Remove what nobody uses, except the newest generations. Only the sole writer may."""
    generations = sorted(home.glob(f"[!.]*/{MANIFEST}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for manifest in generations[KEEP:]:
        with claim_unused(manifest.parent) as unused:
            if unused:
                set_aside(manifest.parent)
    for leftover in [*home.glob(".building-*"), *home.glob(".old-*")]:
        with claim_unused(leftover) as unused:
            if unused:
                shutil.rmtree(leftover, ignore_errors=True)


def _flush(path: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
