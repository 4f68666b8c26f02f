"""What shaped the answers of a run: corpus, code, models and the day that ages are counted from.

Answers of one configuration lie in one file. Any change of code, corpus or settings asks for another.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import corpus
import rag
from rag.settings import Settings

TODAY = date(2026, 12, 1)
"""The day from which a run counts ages, unless a setting names another: else answers would change from day to day."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything that answers depend on; equal configurations give equal answers."""

    version: str
    """Of Footnote."""
    code: str
    """Fingerprint of the code and the data in `rag` and `corpus`, articles excepted."""
    corpus: str
    articles: int
    as_of: str
    embedding_model: str
    chat_model: str | None
    today: str
    stale_after_days: int
    python: str

    @property
    def fingerprint(self) -> str:
        """Equal for equal configurations."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:12]


def measured(settings: Settings) -> Settings:
    """Return the settings as they are measured: with a day that does not move."""
    return settings if settings.today else settings.model_copy(update={"today": TODAY})


def configuration(settings: Settings, text: corpus.Corpus) -> Configuration:
    """Return the configuration that `settings` and a corpus amount to."""
    return Configuration(
        version=_version(),
        code=_code(),
        corpus=text.version,
        articles=len(text),
        as_of=text.as_of,
        embedding_model=settings.embedding_model,
        chat_model=settings.chat_model,
        today=str(settings.today),
        stale_after_days=settings.stale_after_days,
        python=".".join(platform.python_version_tuple()[:2]),
    )


def _version() -> str:
    try:
        return version("footnote")
    except PackageNotFoundError:
        return "not installed"


def _code() -> str:
    whole = hashlib.sha256()
    for name, path in sorted(_files()):
        whole.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()[:12]


def _files() -> Iterator[tuple[str, Path]]:
    for package in (corpus, rag):
        folder = Path(package.__file__ or "").parent
        for path in folder.rglob("*"):
            name = path.relative_to(folder.parent).as_posix()
            if path.is_file() and "__pycache__" not in name and not name.startswith("corpus/articles/"):
                yield name, path
