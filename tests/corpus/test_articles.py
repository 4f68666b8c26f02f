"""The shipped articles: complete, true to their files, without complaint."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from corpus import Corpus
from corpus.lint import check

NEWEST = "2026-07-04"


def test_nothing_was_lost_on_the_way_in(shipped: Corpus) -> None:
    assert len(shipped) == 139
    assert len(shipped.sentences) == 2_341
    assert sum(len(article.sources) for article in shipped) == 1_167
    assert len({article.jurisdiction for article in shipped}) == 40
    assert shipped.skipped == ()


def test_every_sentence_stands_where_its_offsets_say(shipped: Corpus) -> None:
    for article in shipped:
        file = Path(article.path).read_bytes().decode()
        assert file.endswith(article.body)
        for sentence in article.sentences:
            assert article.body[sentence.start : sentence.end] == sentence.text == sentence.text.strip()


def test_sentences_and_marks_are_all_there_is_in_a_paragraph(shipped: Corpus) -> None:
    for article in shipped:
        rest = list(article.body)
        for sentence in article.sentences:
            rest[sentence.start : sentence.end] = [""] * (sentence.end - sentence.start)
        words = [line for line in "".join(rest).split("\n") if line and not line.startswith("#")]
        assert all(set(line) <= set("[s0123456789] ") for line in words), article.id


def test_every_sentence_has_a_source_that_can_be_opened(shipped: Corpus) -> None:
    for sentence in shipped.sentences:
        sources = shipped.sources_of(sentence.id)
        assert sources, sentence.id
        assert all(source.url.startswith(("https://", "http://", "supplied:")) for source in sources)


def test_ids_occur_once(shipped: Corpus) -> None:
    ids = Counter(part.id for part in (*shipped, *shipped.passages, *shipped.sentences))

    assert ids.most_common(1)[0][1] == 1


def test_the_translations_have_their_originals(shipped: Corpus) -> None:
    translations = {article.id: article.translation_of for article in shipped if article.translation_of}

    assert len(translations) == 3
    assert all(article_id == f"{original}.es" for article_id, original in translations.items())


def test_the_corpus_is_dated_by_its_newest_article(shipped: Corpus) -> None:
    assert shipped.as_of == NEWEST


def test_the_checker_has_nothing_to_say(shipped_folder: Path) -> None:
    assert [str(complaint) for complaint in check(shipped_folder, today=date.fromisoformat(NEWEST))] == []
