from __future__ import annotations

from dataclasses import replace

import pytest

from rag.index.texts import passage_rows, passage_text, sentence_rows
from tests.rag.index.builder import make_corpus

ARTICLE = make_corpus().articles[0]
PASSAGE = ARTICLE.passages[0]


def test_a_passage_is_read_under_its_title_and_heading() -> None:
    assert passage_text(ARTICLE, PASSAGE) == f"Law of Spain. Part 1. {PASSAGE.text}"


def test_a_sentence_is_the_part_of_its_passage_that_is_its_own() -> None:
    rows = sentence_rows([ARTICLE])

    assert [row.text for row in rows] == [sentence.text for sentence in ARTICLE.sentences]
    assert {row.read for row in rows[:3]} == {passage_text(ARTICLE, PASSAGE)}


def test_a_passage_is_all_of_what_is_read() -> None:
    assert [row.text for row in passage_rows([ARTICLE])] == [
        passage_text(ARTICLE, passage) for passage in ARTICLE.passages
    ]


def test_equal_sentences_in_different_passages_have_different_keys() -> None:
    again = replace(ARTICLE, title="Law of Malta")

    assert not {row.key for row in sentence_rows([ARTICLE])} & {row.key for row in sentence_rows([again])}


@pytest.mark.parametrize(
    ("title", "heading", "start"),
    [
        pytest.param("A law", "", "A law. Platforms", id="no heading"),
        pytest.param("A law.", "What it says", "A law. What it says. Platforms", id="full stop in the title"),
    ],
)
def test_context_reads_as_sentences(title: str, heading: str, start: str) -> None:
    passage = replace(PASSAGE, heading=heading)

    assert passage_text(replace(ARTICLE, title=title), passage).startswith(start)


def test_rows_follow_the_order_of_the_corpus() -> None:
    corpus = make_corpus(3)

    assert [row.id for row in sentence_rows(corpus.articles)] == [sentence.id for sentence in corpus.sentences]
    assert [row.id for row in passage_rows(corpus.articles)] == [passage.id for passage in corpus.passages]
    assert passage_rows(corpus.articles)[0].article == "law-0"
