from __future__ import annotations

import pytest

from corpus import load_corpus
from rag.settings import SHIPPED_ARTICLES
from ui.render_articles import article_to_dict, list_as_lines, list_to_dicts, render_article, render_list


@pytest.fixture(scope="module")
def articles():
    return load_corpus(SHIPPED_ARTICLES).articles[:3]


def test_a_wide_window_shows_a_table_with_whole_ids(articles):
    lines = render_list(articles, width=160).plain.splitlines()

    assert len(lines) == 4
    assert lines[0].split() == ["id", "jurisdiction", "kind", "status", "as", "of", "title"]
    assert lines[1].startswith("ar-buenos-aires-bill-social-media-under-13")
    assert all(len(line) <= 160 for line in lines)


def test_a_narrow_window_shows_a_block_an_article(articles):
    lines = render_list(articles, width=60).plain.splitlines()

    assert len(lines) == 9
    assert lines[0] == "ar-buenos-aires-bill-social-media-under-13"
    assert lines[1] == "  AR · bill · proposed · 2026-02-05"
    assert lines[2] == f"  {articles[0].title}"


def test_a_title_that_is_too_long_ends_with_an_ellipsis(articles):
    rows = render_list(articles, width=120).plain.splitlines()[1:]

    assert any(row.endswith("…") for row in rows)


def test_lines_for_a_pipe_have_six_columns(articles):
    assert [len(line.split("\t")) for line in list_as_lines(articles).splitlines()] == [6, 6, 6]


def test_every_sentence_of_an_article_is_shown_once_with_its_marks(articles):
    article = articles[0]

    plain = " ".join(render_article(article, width=80).plain.split())

    for sentence in article.sentences:
        marks = "".join(f"[{source}]" for source in sentence.sources)
        assert plain.count(f"{' '.join(sentence.text.split())} {marks}") == 1


def test_the_list_as_data_counts_what_stands_behind_each_article(articles):
    first = list_to_dicts(articles)[0]

    assert first["id"] == articles[0].id
    assert first["sentences"] == len(articles[0].sentences)
    assert first["sources"] == len(articles[0].sources)


def test_the_article_as_data_leaves_out_where_it_lies(articles):
    assert "path" not in article_to_dict(articles[0])
