"""The corpus in memory, and how a folder becomes one."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Corpus, CorpusError, load_corpus
from corpus.errors import UnknownId

Brief = Callable[..., str]
Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def small(write: Write, brief: Brief, tmp_path: Path) -> Corpus:
    write("uk-example-law.md", brief())
    write(
        "deeper/uk-another-law.md", brief(("id: uk-example-law", "id: uk-another-law"), ("as_of: 2026", "as_of: 2025"))
    )
    return load_corpus(tmp_path)


def test_articles_are_sorted_by_id_wherever_they_lie(small: Corpus) -> None:
    assert [article.id for article in small] == ["uk-another-law", "uk-example-law"]
    assert len(small) == 2
    assert "uk-example-law" in small
    assert "uk-example-law#1" not in small


def test_everything_is_found_by_its_id(small: Corpus) -> None:
    assert small.article("uk-another-law").id == "uk-another-law"
    assert small.passage("uk-example-law#2").heading == "Duties"
    assert small.sentence("uk-example-law#1.2").text == "It sets an age of 16."


def test_every_passage_and_sentence_can_be_walked_through(small: Corpus) -> None:
    assert len(small.passages) == 4
    assert len(small.sentences) == 6


@pytest.mark.parametrize("part", ["uk-example-law#2", "uk-example-law#1.2"])
def test_a_part_knows_its_article(small: Corpus, part: str) -> None:
    assert small.article_of(part).id == "uk-example-law"


def test_sources_come_in_the_order_of_the_marks(small: Corpus) -> None:
    sources = small.sources_of("uk-example-law#1.1")

    assert [source.title for source in sources] == ["First source", "Second source"]


def test_the_newest_knowledge_dates_the_corpus(small: Corpus) -> None:
    assert small.as_of == "2026-02-20"


def test_nothing_can_be_changed(small: Corpus) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        small.version = "other"  # type: ignore[misc]  # that it is refused is what we test


@pytest.mark.parametrize(
    ("look_up", "wanted", "suggested"),
    [
        (Corpus.article, "uk-exmple-law", "uk-example-law"),
        (Corpus.passage, "uk-example-law#9", "uk-example-law#1"),
        (Corpus.sentence, "uk-example-law#1.9", "uk-example-law#1.1"),
        (Corpus.article_of, "uk-example-law#1.9", "uk-example-law#1.1"),
        (Corpus.sources_of, "uk-example-law#1.9", "uk-example-law#1.1"),
    ],
)
def test_an_unknown_id_suggests_the_closest(
    small: Corpus, look_up: Callable[[Corpus, str], object], wanted: str, suggested: str
) -> None:
    with pytest.raises(UnknownId) as raised:
        look_up(small, wanted)

    assert isinstance(raised.value, KeyError)
    assert f"`{wanted}`. Did you mean " in str(raised.value)
    assert suggested in str(raised.value)


def test_an_id_like_no_other_points_to_the_list(small: Corpus) -> None:
    with pytest.raises(UnknownId, match="`footnote corpus list` shows what there is"):
        small.article("????")


def test_the_version_does_not_depend_on_folder_or_order(small: Corpus, tmp_path: Path) -> None:
    elsewhere = tmp_path.parent / f"{tmp_path.name}-copy"
    shutil.copytree(tmp_path / "deeper", elsewhere / "z")
    shutil.copy(tmp_path / "uk-example-law.md", elsewhere / "first.txt")

    assert load_corpus(str(elsewhere)).version == small.version
    assert len(small.version) == 12


def test_the_version_changes_with_one_letter(small: Corpus, write: Write, brief: Brief, tmp_path: Path) -> None:
    write("uk-example-law.md", brief(("an age of 16", "an age of 15")))

    assert load_corpus(tmp_path).version != small.version


def test_several_folders_make_one_corpus_and_overlap_without_harm(small: Corpus, tmp_path: Path) -> None:
    both = load_corpus([tmp_path, str(tmp_path / "deeper")])

    assert both.version == small.version


def test_a_single_file_is_a_corpus_too(write: Write, brief: Brief) -> None:
    assert len(load_corpus(write("uk-example-law.md", brief()))) == 1


def test_readme_and_hidden_files_are_passed_over(write: Write, brief: Brief, tmp_path: Path) -> None:
    write("uk-example-law.md", brief())
    write("README.md", "How to write articles.")
    write(".draft.md", "---\nbroken")
    write(".git/config.md", "---\nbroken")

    corpus = load_corpus(tmp_path)

    assert len(corpus) == 1
    assert corpus.skipped == ()


def test_files_that_cannot_be_read_as_text_are_listed(write: Write, brief: Brief, tmp_path: Path) -> None:
    write("uk-example-law.md", brief())
    image = write("chart.png", b"\x89PNG")

    assert load_corpus(tmp_path).skipped == (str(image),)


def test_a_missing_folder_says_what_to_check(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"nowhere: No such folder: check FOOTNOTE_CORPUS_DIRS"):
        load_corpus(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["README.md", "chart.png"])
def test_a_folder_without_articles_says_what_to_put_there(write: Write, name: str, tmp_path: Path) -> None:
    write(name, "x")

    with pytest.raises(CorpusError, match=r"Nothing to read here: put articles there \(\.md"):
        load_corpus(tmp_path)


def test_no_folder_at_all_is_an_error() -> None:
    with pytest.raises(CorpusError, match="No folder of articles is named"):
        load_corpus([])


def test_two_files_of_one_id_are_both_named(write: Write, brief: Brief, tmp_path: Path) -> None:
    first, second = write("a/uk-example-law.md", brief()), write("b/uk-example-law.md", brief())

    with pytest.raises(CorpusError) as raised:
        load_corpus(tmp_path)

    assert str(first) in str(raised.value)
    assert str(second) in str(raised.value)


def test_a_file_that_goes_away_while_reading_is_named(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("gone.md", "Text.")

    def fail(path: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fail)

    with pytest.raises(CorpusError, match=r"gone\.md: Cannot be read \(Input/output error\)"):
        load_corpus(tmp_path)
