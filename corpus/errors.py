"""What can go wrong with the corpus, said so that somebody can mend it.

CorpusError           a file or folder is not as it should be
  └── UnknownId       nothing of that name in the corpus (also a KeyError)
"""

from __future__ import annotations


class CorpusError(Exception):
    """A file or folder of the corpus is not as it should be; the message says what to do.

    `str()` reads `path:line: message`, without the parts that are unknown.
    """

    def __init__(self, message: str, *, path: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = [self.path] if self.path else []
        if self.path and self.line:
            place.append(str(self.line))
        return ": ".join([*([":".join(place)] if place else []), self.message])


class UnknownId(CorpusError, KeyError):  # noqa: N818 - a name people say; it is an error by its parent
    """Nothing in the corpus is called that; the message offers the closest names."""
