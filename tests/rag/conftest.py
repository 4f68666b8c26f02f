"""A small corpus, a real index of it, and the pipeline over both with a stand-in for the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from math import log
from pathlib import Path

import pytest

from corpus import Corpus, load_corpus
from rag import Pipeline, Settings, assemble
from rag.assemble import corpus_words
from rag.compose import Composer
from rag.relevance import Judged, Tables, build_tables
from rag.relevance.features import FEATURES
from rag.retrieval.hybrid import HybridRetriever
from rag.understand import Understanding
from tests.fakes import BagOfWords, OpenRoad, answerable_from

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


@pytest.fixture(scope="session")
def composer(retriever: HybridRetriever) -> Composer:
    with using(BagOfWords()):
        return assemble.composer_over(retriever)


@pytest.fixture
def judged(small: Corpus) -> Callable[..., Judged]:
    """Make a sentence of the small corpus that is `share` times as likely as the best one."""

    def make(sentence_id: str, share: float = 1.0, *, text: str = "") -> Judged:
        sentence, article = small.sentence(sentence_id), small.article_of(sentence_id)
        passage = small.passage(sentence_id.rpartition(".")[0])
        said = replace(sentence, text=text or sentence.text)
        return Judged(said, passage, article, 20 + log(share), share, (0.5,) * len(FEATURES))

    return make


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
    """Return a pipeline that embeds with `model` and looks for an answer to whatever is asked."""
    with using(model):
        return assemble.open_pipeline(settings)


@contextmanager
def using(model: BagOfWords) -> Iterator[None]:
    """Put `model` where the settings would name one, and let it be no matter what was fitted on the real one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assemble, "_model", lambda _settings: model)
        patch.setattr(assemble, "Router", OpenRoad)
        patch.setattr(assemble, "shipped_answerable", lambda _: answerable_from(0.0))
        yield
