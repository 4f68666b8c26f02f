from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus import Corpus, CorpusError
from rag import Outcome, Settings, assemble, build_index, open_pipeline
from rag.assemble import corpus_words, remembering, writer_over
from rag.errors import SettingsError
from rag.verify import Verifier
from tests.fakes import BagOfWords
from tests.rag.conftest import ARTICLES, open_with, using


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(corpus_dirs=(ARTICLES,), data_dir=tmp_path / "data", today=date(2026, 7, 30))


def test_the_index_is_built_at_first_use_and_found_again(settings):
    first, second = BagOfWords(), BagOfWords()

    open_with(first, settings).close()
    open_with(second, settings).close()

    assert len(first.embedded) > 5
    assert second.embedded == []


def test_building_the_index_reports_progress_and_its_name(settings):
    seen = []

    with using(BagOfWords()):
        name = build_index(settings, progress=lambda done, of: seen.append((done, of)))
        again = build_index(settings, rebuild=True)

    assert name == again
    assert seen[-1][0] == seen[-1][1] > 0
    assert (settings.data_dir / "index" / name).is_dir()


def test_a_corpus_that_is_not_there_says_so(settings, tmp_path):
    with using(BagOfWords()), pytest.raises(CorpusError, match="nowhere"):
        open_pipeline(settings.model_copy(update={"corpus_dirs": (tmp_path / "nowhere",)}))


def test_without_settings_the_environment_says_what_to_open(small_settings, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_CORPUS_DIRS", f'["{ARTICLES}"]')
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", str(small_settings.data_dir))

    with using(BagOfWords()):
        pipeline = open_pipeline()

    assert len(pipeline.corpus) == 8
    pipeline.close()


def test_without_a_date_the_clock_decides_what_is_old(small_settings, monkeypatch):
    class NextYear(date):
        @classmethod
        def today(cls):
            return cls(2028, 1, 1)

    monkeypatch.setattr(assemble, "date", NextYear)
    pipeline = open_with(BagOfWords(), small_settings.model_copy(update={"today": None}))

    answer = pipeline.ask("Since when does the Australian act apply?")

    assert [note.kind for note in answer.notes] == ["stale"]
    pipeline.close()


def test_the_words_of_a_corpus_are_those_of_sentences_titles_and_headings(small: Corpus):
    found = corpus_words(small)

    assert {"ofcom", "penalties", "australia", "49.5", "sanciones"} <= found
    assert "zebra" not in found


def test_the_same_texts_are_embedded_once():
    model = BagOfWords()
    embed = remembering(model)

    first, again = embed(("a question",)), embed(("a question",))
    embed(("another",))

    assert again is first
    assert model.embedded == ["a question", "another"]


def test_remembered_vectors_cannot_be_changed_by_accident():
    vectors = remembering(BagOfWords())(("a question",))

    with pytest.raises(ValueError, match="read-only"):
        vectors[0, 0] = np.float32(1)


def test_a_model_without_a_vocabulary_file_leaves_spelling_to_the_corpus(tmp_path: Path):
    (tmp_path / "model.json").write_text("{}", encoding="utf-8")

    assert assemble._common_words(str(tmp_path)) == frozenset()


@pytest.mark.parametrize(
    ("vocabulary", "known"),
    [
        ('{"law": 0, "##s": 1, "a": 2, "16": 3}', {"law"}),
        ('[["▁law", -1.0]]', set()),
    ],
    ids=["whole words", "pieces of another kind"],
)
def test_the_vocabulary_of_the_model_gives_right_words(vocabulary, known, tmp_path: Path):
    (tmp_path / "tokenizer.json").write_text(f'{{"model": {{"vocab": {vocabulary}}}}}', encoding="utf-8")

    assert assemble._common_words(str(tmp_path)) == known


def test_langchain_may_ask_the_pipeline(pipeline):
    runnable = pipeline.as_runnable()

    answer = runnable.invoke({"question": "What is the fine under the Australian act?", "history": ()})
    kept = runnable.invoke({"question": "What are the fines?", "jurisdiction": "AU"})

    assert answer.outcome is Outcome.ANSWERED
    assert {citation.jurisdiction for citation in kept.citations} == {"AU"}


def test_a_language_model_that_cannot_be_opened_is_told_before_the_index_is_built(settings):
    with using(BagOfWords()), pytest.raises(SettingsError, match="provider:model"):
        open_pipeline(settings.model_copy(update={"chat_model": "gpt-5"}))

    assert not (settings.data_dir / "index").exists()


def test_without_a_language_model_none_of_its_libraries_is_loaded(settings):
    writer, helps = writer_over(settings, Verifier.default())

    assert (writer.mode, helps) == ("extractive", None)


def test_a_language_model_writes_and_helps_unless_help_is_unwanted(settings):
    with_model = settings.model_copy(update={"chat_model": "openai:honest", "chat_url": "http://127.0.0.1:9/v1"})

    writer, helps = writer_over(with_model, Verifier.default())
    _, unwanted = writer_over(with_model.model_copy(update={"chat_query_help": False}), Verifier.default())

    assert writer.mode == "openai:honest"
    assert helps is not None
    assert unwanted is None
