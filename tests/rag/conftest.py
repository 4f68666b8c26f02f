"""A small corpus, a real index of it, and the pipeline over both with a stand-in for the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from corpus import Corpus, load_corpus
from rag import Pipeline, Settings, assemble
from rag.assemble import corpus_words
from rag.relevance import Tables, build_tables
from rag.retrieval.hybrid import HybridRetriever
from rag.understand import Understanding
from tests.fakes import BagOfWords

ARTICLES = Path(__file__).parent / "articles"
TODAY = date(2026, 7, 30)


@pytest.fixture(scope="session")
def small() -> Corpus:
    return load_corpus(ARTICLES)


@pytest.fixture(scope="session")
def tables(small: Corpus) -> Tables:
    return build_tables(small)


@pytest.fixture(scope="session")
def understanding(small: Corpus) -> Understanding:
    return Understanding(corpus_words(small), {"commission", "parliament", "route", "sexting"})


@pytest.fixture(scope="session")
def small_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(corpus_dirs=(ARTICLES,), data_dir=tmp_path_factory.mktemp("small"), today=TODAY)


@pytest.fixture(scope="session")
def pipeline(small_settings: Settings) -> Iterator[Pipeline]:
    opened = open_with(BagOfWords(), small_settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def retriever(small_settings: Settings) -> Iterator[HybridRetriever]:
    with using(BagOfWords()):
        opened, close = assemble.open_retriever(small_settings)
    yield opened
    close()


@pytest.fixture
def open_folder(tmp_path: Path) -> Iterator[Callable[[Path], Pipeline]]:
    """Open a pipeline over a folder of the test's own."""
    opened: list[Pipeline] = []

    def open_(folder: Path) -> Pipeline:
        settings = Settings(corpus_dirs=(folder,), data_dir=tmp_path / "index-of-folder", today=TODAY)
        opened.append(open_with(BagOfWords(), settings))
        return opened[-1]

    yield open_
    for pipeline in opened:
        pipeline.close()


def open_with(model: BagOfWords, settings: Settings) -> Pipeline:
    """Return a pipeline that embeds with `model`; all else is as users have it."""
    with using(model):
        return assemble.open_pipeline(settings)


@contextmanager
def using(model: BagOfWords) -> Iterator[None]:
    """Put `model` where the settings would name one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assemble, "_model", lambda _settings: model)
        yield
