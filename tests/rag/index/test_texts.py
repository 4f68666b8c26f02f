from __future__ import annotations

from dataclasses import replace

import pytest

from rag.index.texts import passage_rows, passage_text, sentence_rows, sentence_text
from tests.rag.index.builder import make_corpus

ARTICLE = make_corpus().articles[0]
PASSAGE = ARTICLE.passages[0]


def test_a_sentence_is_embedded_with_its_title_and_heading() -> None:
    text = sentence_text(ARTICLE, PASSAGE, PASSAGE.sentences[0])

    assert text == "Law of Spain. Part 1. Platforms must check the age of users in Spain 0, part 1."


def test_a_passage_is_embedded_with_its_title_and_heading() -> None:
    assert passage_text(ARTICLE, PASSAGE) == f"Law of Spain. Part 1. {PASSAGE.text}"


@pytest.mark.parametrize(
    ("title", "heading", "start"),
    [
        pytest.param("A law", "", "A law. Platforms", id="no heading"),
        pytest.param("A law.", "What it says", "A law. What it says. Platforms", id="full stop in the title"),
    ],
)
def test_context_reads_as_sentences(title: str, heading: str, start: str) -> None:
    passage = replace(PASSAGE, heading=heading)

    assert sentence_text(replace(ARTICLE, title=title), passage, passage.sentences[0]).startswith(start)


def test_rows_follow_the_order_of_the_corpus() -> None:
    corpus = make_corpus(3)

    assert [row.id for row in sentence_rows(corpus.articles)] == [sentence.id for sentence in corpus.sentences]
    assert [row.id for row in passage_rows(corpus.articles)] == [passage.id for passage in corpus.passages]
    assert passage_rows(corpus.articles)[0].article == "law-0"
