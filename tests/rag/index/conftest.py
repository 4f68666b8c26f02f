from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Corpus
from rag.index import Found, Index, open_index
from tests.fakes import BagOfWords
from tests.rag.index.builder import ask, make_corpus


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return make_corpus()


@pytest.fixture
def model() -> BagOfWords:
    return BagOfWords()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> Path:
    """A data folder with a finished index, to be copied."""
    data_dir = tmp_path_factory.mktemp("built")
    open_index(corpus, BagOfWords(), data_dir).close()
    return data_dir


@pytest.fixture
def data_dir(built: Path, tmp_path: Path) -> Path:
    """A data folder of this test's own with a finished index."""
    return Path(shutil.copytree(built, tmp_path / "data"))


@pytest.fixture
def index(data_dir: Path, corpus: Corpus, model: BagOfWords) -> Iterator[Index]:
    index = open_index(corpus, model, data_dir)
    yield index
    index.close()


@pytest.fixture(scope="session")
def answers(built: Path, corpus: Corpus) -> tuple[list[Found], list[Found]]:
    """What the undamaged index finds."""
    model = BagOfWords()
    index = open_index(corpus, model, built)
    found = ask(index, model)
    index.close()
    return found
