"""Say that an index is in use, so that nobody clears it away; a killed process lets go by itself."""

from __future__ import annotations

import os
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

NAME = "lease"
"""The file whose lock says so."""


class Lease:
    """A shared hold on an index folder, until `release` or the end of the process."""

    def __init__(self, descriptor: int) -> None:
        self._close = weakref.finalize(self, os.close, descriptor)

    def release(self) -> None:
        """Let go; a second time does nothing."""
        self._close()


def take_lease(folder: Path) -> Lease | None:
    """Hold `folder` against clearing, or return None where it is not there or is being cleared."""
    path = folder / NAME
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    lease = Lease(descriptor)
    if _lock(descriptor, shared=True) and _is_still_there(descriptor, path):
        return lease
    lease.release()
    return None


@contextmanager
def claim_unused(folder: Path) -> Iterator[bool]:
    """Say whether nobody holds `folder`, and let nobody begin to, until the block ends.

    On Windows nobody can tell; there an open file cannot be removed anyway.
    """
    try:
        descriptor = os.open(folder / NAME, os.O_RDONLY)
    except OSError:
        yield True
        return
    try:
        yield _lock(descriptor, shared=False)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, shared: bool) -> bool:
    if sys.platform != "win32":
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _is_still_there(descriptor: int, path: Path) -> bool:
    """Whether the folder was not cleared between opening its lease and locking it."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False
