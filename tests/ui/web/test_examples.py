from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus import Topic, load_corpus
from rag import Pipeline, Settings, open_pipeline
from rag.answer import Outcome
from rag.settings import SHIPPED_ARTICLES
from ui.web.examples import examples
from ui.web.texts import LANGUAGES

SHIPPED = load_corpus(SHIPPED_ARTICLES)


def test_every_example_belongs_to_a_topic_and_an_article_of_the_corpus():
    offered = examples(SHIPPED, "en")

    assert len(offered) == len(examples(SHIPPED, "es")) > 15
    assert {example.topic for example in offered} <= {topic.value for topic in Topic}


def test_another_corpus_is_not_asked_what_it_does_not_have(corpus):
    assert examples(corpus, "en") == ()


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory) -> Iterator[Pipeline]:
    opened = open_pipeline(Settings(data_dir=tmp_path_factory.mktemp("examples")))
    yield opened
    opened.close()


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_answered(pipeline, language):
    unanswered = [
        example.question
        for example in examples(SHIPPED, language)
        if pipeline.ask(example.question).outcome is not Outcome.ANSWERED
    ]

    assert unanswered == []
