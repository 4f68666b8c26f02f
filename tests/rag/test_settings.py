from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from rag.errors import SettingsError
from rag.settings import SHIPPED_ARTICLES, Settings, read_settings


def test_without_an_environment_the_defaults_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOOTNOTE_DATA_DIR")

    settings = read_settings()

    assert settings.corpus_dirs == (SHIPPED_ARTICLES,)
    assert settings.embedding_model == "all-MiniLM-L6-v2"
    assert (settings.chat_model, settings.chroma_url, settings.database_url) == (None, None, None)
    assert settings.today is None
    assert settings.stale_after_days == 180
    assert 1 <= settings.threads <= 4


def test_the_shipped_articles_are_there() -> None:
    assert len(list(SHIPPED_ARTICLES.glob("*.md"))) > 100


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("data_dir", "there", Path("there")),
        ("corpus_dirs", '["a", "b"]', (Path("a"), Path("b"))),
        ("embedding_model", "intfloat/e5-small-v2", "intfloat/e5-small-v2"),
        ("chat_model", "openai:gpt-5-mini", "openai:gpt-5-mini"),
        ("chroma_url", "http://localhost:8000", "http://localhost:8000"),
        ("database_url", "sqlite:///x.db", "sqlite:///x.db"),
        ("today", "2026-07-30", date(2026, 7, 30)),
        ("stale_after_days", "30", 30),
        ("threads", "3", 3),
        ("questions_per_visitor", "5/hour", "5/hour"),
        ("questions_in_all", "1000/minute", "1000/minute"),
        ("answers_at_once", "4", 4),
        ("longest_queue", "0", 0),
        ("trusted_proxies", '["127.0.0.1", "10.0.0.0/8"]', ("127.0.0.1/32", "10.0.0.0/8")),
        ("metrics_from", "[]", ()),
        ("allowed_origins", '["https://School.example/"]', ("https://school.example",)),
        ("root_path", "/footnote/", "/footnote"),
        ("feedback_days", "7", 7),
        ("shared_days", "30", 30),
    ],
)
def test_a_variable_of_the_environment_is_read(name, written, read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"FOOTNOTE_{name.upper()}", written)

    assert getattr(read_settings(), name) == read


def test_the_home_folder_may_be_written_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", "~/x")
    monkeypatch.setenv("FOOTNOTE_CORPUS_DIRS", '["~/articles", "b"]')

    settings = read_settings()

    assert settings.data_dir == tmp_path / "x"
    assert settings.corpus_dirs == (tmp_path / "articles", Path("b"))


def test_a_file_beside_the_program_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("FOOTNOTE_THREADS=2\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")

    assert read_settings().threads == 2


def test_a_value_given_counts_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_THREADS", "3")

    assert read_settings(threads=1).threads == 1


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("THREADS", "0"),
        ("THREADS", "many"),
        ("STALE_AFTER_DAYS", "-1"),
        ("TODAY", "yesterday"),
    ],
)
def test_a_value_that_makes_no_sense_is_named(name, written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"FOOTNOTE_{name}", written)

    with pytest.raises(SettingsError, match=rf"^FOOTNOTE_{name} does not make sense: .*docs/settings\.md"):
        read_settings()


def test_settings_do_not_change() -> None:
    settings = read_settings()

    with pytest.raises(ValidationError):
        settings.threads = 2


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("questions_per_visitor", "many"),
        ("questions_per_visitor", "0/minute"),
        ("questions_in_all", "5 per minute"),
        ("answers_at_once", "0"),
        ("trusted_proxies", '["everybody"]'),
        ("metrics_from", '["10.0.0.0/99"]'),
        ("allowed_origins", '["*"]'),
        ("allowed_origins", '["https://school.example/page"]'),
        ("allowed_origins", '["school.example"]'),
        ("root_path", "footnote"),
        ("root_path", "/foot note"),
        ("feedback_days", "0"),
    ],
)
def test_a_setting_of_the_server_that_makes_no_sense_is_named(name, written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"FOOTNOTE_{name.upper()}", written)

    with pytest.raises(SettingsError, match=f"FOOTNOTE_{name.upper()}"):
        read_settings()
