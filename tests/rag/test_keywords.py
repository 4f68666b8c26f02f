from __future__ import annotations

import numpy as np
import pytest

from rag.keywords import KeywordIndex, keyword_scores

TEXTS = {
    "a": ["age", "check", "platform"],
    "b": ["fine", "platform", "fine"],
    "c": ["phone", "school"],
}


@pytest.fixture(scope="module")
def index() -> KeywordIndex:
    return KeywordIndex.of(TEXTS)


def test_the_text_with_the_words_scores_highest(index):
    scores = index.scores(["fine", "platform"])

    assert index.ids[int(np.argmax(scores))] == "b"
    assert scores[index.rows["c"]] == 0


def test_scores_lie_between_nothing_and_all(index):
    for asked in (["fine"], ["age", "check", "platform"], ["fine"] * 20, ["school", "phone"]):
        scores = index.scores(asked)
        assert 0 <= scores.min() <= scores.max() <= 1


def test_a_rare_word_tells_more_than_a_common_one(index):
    scores = index.scores(["age", "platform"])

    assert scores[index.rows["a"]] > scores[index.rows["b"]]


@pytest.mark.parametrize("asked", [[], ["unheard"], [""]])
def test_words_that_no_text_has_score_nothing(index, asked):
    assert index.scores(asked).tolist() == [0, 0, 0]


def test_unknown_words_do_not_lower_the_score(index):
    assert index.scores(["fine", "unheard"]).tolist() == index.scores(["fine"]).tolist()


def test_one_text_can_be_searched():
    index = KeywordIndex.of({"only": ["age"]})

    assert index.scores(["age"])[0] > 0


def test_a_text_without_content_words_scores_nothing():
    index = KeywordIndex.of({"empty": [], "full": ["age"]})

    assert index.scores(["age"])[index.rows["empty"]] == 0


def test_the_words_asked_count_more_than_other_wordings(understanding):
    index = KeywordIndex.of({"asked": ["fine"], "other": ["penalti"], "neither": ["school"]})

    scores = keyword_scores(index, understanding.of("the fine"))

    by_id = dict(zip(index.ids, scores.tolist(), strict=True))
    assert by_id["asked"] > by_id["other"] > by_id["neither"] == 0
    assert scores.dtype == np.float32
