"""A pipeline that a scripted model writes for, over real HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rag import Pipeline, Settings
from rag.assemble import writer_over
from rag.verify import Verifier
from tests.scripted import Server

QUESTION = "What is the fine under the Australian act?"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def written_by(pipeline: Pipeline, server: Server, tmp_path: Path) -> Callable[..., Pipeline]:
    """Make the small pipeline one that a role writes for; settings may be given by name."""

    def open_(role: str, **values: object) -> Pipeline:
        settings = Settings(
            chat_model=f"openai:{role}",
            chat_url=server.url,
            data_dir=tmp_path,
            **{"chat_silence_seconds": 1.0, "chat_seconds": 3.0, **values},  # type: ignore[arg-type]
        )
        writer, helps = writer_over(settings, Verifier.default())
        return Pipeline(pipeline.corpus, replace(pipeline._steps, writer=writer, helps=helps))

    return open_
