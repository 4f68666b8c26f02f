"""From a question to a cited answer.

from rag import open_pipeline

answer = open_pipeline().ask("What must platforms do in the UK?")
print(answer.text)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rag.answer import Answer, Citation, Claim, Hit, Label, Note, NoteKind, Outcome, Verdict
from rag.errors import FootnoteError
from rag.offline import prepare_environment
from rag.settings import Settings, read_settings

if TYPE_CHECKING:
    from rag.pipeline import Pipeline

__all__ = [
    "Answer",
    "Citation",
    "Claim",
    "FootnoteError",
    "Hit",
    "Label",
    "Note",
    "NoteKind",
    "Outcome",
    "Pipeline",
    "Settings",
    "Verdict",
    "build_index",
    "open_pipeline",
    "read_settings",
]


def open_pipeline(settings: Settings | None = None, *, progress: Callable[[int, int], None] | None = None) -> Pipeline:
    """Return a pipeline over the corpus that `settings` name; the first time, its index is built.

    `progress` is called with (texts embedded, texts to embed). Raises `FootnoteError` and `corpus.CorpusError`.
    """
    prepare_environment(local_model=False)  # before numpy and its like are imported, which read it only then
    from rag.assemble import open_pipeline as open_  # imported when used: it brings LangChain and Chroma

    return open_(settings, progress=progress)


def build_index(settings: Settings, rebuild: bool = False, progress: Callable[[int, int], None] | None = None) -> str:
    """Build the index unless it is there, or anew with `rebuild`; return its name."""
    prepare_environment(local_model=False)
    from rag.assemble import build_index as build

    return build(settings, rebuild, progress)


def __getattr__(name: str) -> object:
    if name == "Pipeline":
        from rag.pipeline import Pipeline

        return Pipeline
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
