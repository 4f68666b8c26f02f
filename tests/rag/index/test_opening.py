from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from langchain_core.vectorstores import VectorStore

from corpus import Corpus
from rag.errors import IndexBusy, IndexDamaged
from rag.index import Found, Index, Unit, open_index
from rag.index.generations import sole_writer
from tests.fakes import BagOfWords
from tests.rag.index.builder import QUESTION, ask, make_corpus

Answers = tuple[list[Found], list[Found]]


def test_the_nearest_sentence_shares_the_most_words(index: Index, model: BagOfWords) -> None:
    nearest = index.search_sentences(model.vectors([QUESTION])[0], 1)[0]

    assert nearest.id == "law-2#1.1"
    assert 0.5 < nearest.similarity < 1


def test_a_passage_is_found_by_its_own_text_with_full_similarity(index: Index) -> None:
    nearest = index.search_passages(index.passage_vectors[3], 3)

    assert nearest[0].id == index.passage_ids[3]
    assert nearest[0].similarity == pytest.approx(1, abs=1e-5)
    assert [found.similarity for found in nearest] == sorted((found.similarity for found in nearest), reverse=True)


def test_similarity_is_the_cosine_of_the_matrix(index: Index, model: BagOfWords) -> None:
    question = model.vectors([QUESTION])[0]

    found = dict(index.search_sentences(question, 100))

    expected = dict(zip(index.sentence_ids, index.sentence_vectors @ question, strict=True))
    assert found == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(("k", "count"), [(0, 0), (-1, 0), (5, 5), (1000, 24)])
def test_k_is_an_upper_limit(index: Index, model: BagOfWords, k: int, count: int) -> None:
    assert len(index.search_sentences(model.vectors([QUESTION])[0], k)) == count


def test_opposite_vectors_have_similarity_zero(index: Index) -> None:
    assert {found.similarity for found in index.search_passages(-index.passage_vectors[0], 100)} == {0.0}


def test_matrices_follow_the_corpus_and_cannot_be_changed(index: Index, corpus: Corpus) -> None:
    assert index.sentence_ids == tuple(sentence.id for sentence in corpus.sentences)
    assert index.sentence_vectors.shape == (24, 512)
    assert index.sentence_vectors.dtype == np.float32
    assert not index.passage_vectors.flags.writeable


def test_the_vector_stores_are_langchains(index: Index) -> None:
    store = index.vector_store(Unit.PASSAGES)

    document = store.similarity_search(QUESTION, k=1)[0]

    assert isinstance(store, VectorStore)
    assert document.id == "law-2#1"
    assert document.metadata == {"article": "law-2"}


def test_a_warmed_index_answers_the_same(index: Index, model: BagOfWords, answers: Answers) -> None:
    index.warm()

    assert ask(index, model) == answers


def test_a_closed_index_opens_its_collections_again_for_a_search(
    index: Index, model: BagOfWords, answers: Answers
) -> None:
    ask(index, model)
    index.stores.close()

    assert ask(index, model) == answers


def test_opening_again_neither_embeds_nor_builds(
    data_dir: Path, corpus: Corpus, model: BagOfWords, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="rag.index"):
        open_index(corpus, model, data_dir).close()

    assert model.embedded == []
    assert caplog.records == []


def test_only_the_changed_passage_is_read_again(data_dir: Path, model: BagOfWords) -> None:
    steps: list[tuple[int, int]] = []

    index = open_index(make_corpus(edition="second"), model, data_dir, progress=lambda *step: steps.append(step))

    assert [text.partition(". Part 2. ")[2] for text in model.embedded] == [
        "Platforms must check the age of users in Norway 3, part 2. Schools may keep phones in lockers in Norway 3, "
        "part 2. The second edition of Norway 3 says otherwise.",
    ]
    assert steps == [(1, 1)]
    index.close()


def test_going_back_to_the_last_corpus_costs_nothing(data_dir: Path, corpus: Corpus, model: BagOfWords) -> None:
    open_index(make_corpus(edition="second"), model, data_dir).close()
    model.embedded.clear()

    open_index(corpus, model, data_dir, wait_s=0).close()

    assert model.embedded == []
    assert len([path for path in (data_dir / "index").iterdir() if path.is_dir()]) == 2


def test_a_text_the_model_would_cut_is_named(data_dir: Path, corpus: Corpus, caplog: pytest.LogCaptureFixture) -> None:
    open_index(corpus, BagOfWords(size=32, max_words=30), data_dir).close()

    (warning,) = [record.message for record in caplog.records if record.levelno == logging.WARNING]
    assert warning.startswith("The model does not read the ends of 8 texts; split these: law-0#1, law-0#2,")


def test_a_builder_that_takes_too_long_is_reported_as_busy(data_dir: Path, corpus: Corpus) -> None:
    with (
        sole_writer(data_dir / "index", 0),
        pytest.raises(IndexBusy),
    ):
        open_index(corpus, BagOfWords(size=32), data_dir, wait_s=0.1)


def test_many_openings_do_not_wear_the_index_out(
    data_dir: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    (database,) = data_dir.glob("index/*/chroma-*/chroma.sqlite3")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.executemany("INSERT INTO acquire_write (lock_status) VALUES (?)", [[1]] * 5000)

    index = open_index(corpus, model, data_dir)

    assert ask(index, model) == answers
    assert database.exists(), "rebuilt, though only its readers had written to it"
    index.close()


def test_damage_that_only_a_search_meets_is_repaired_by_the_next_opening(
    data_dir: Path, corpus: Corpus, model: BagOfWords, answers: Answers
) -> None:
    index = open_index(corpus, model, data_dir)
    (database,) = data_dir.glob("index/*/chroma-*/chroma.sqlite3")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM collections")
    with pytest.raises(IndexDamaged, match="footnote index --rebuild"):
        ask(index, model)
    index.close()

    again = open_index(corpus, model, data_dir)

    assert ask(again, model) == answers
    again.close()
