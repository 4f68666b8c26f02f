"""A question that names nothing cannot be answered for one country or law."""

from __future__ import annotations

import pytest

from rag.route.vague import is_vague


@pytest.mark.parametrize(
    "question",
    ["what is the minimum age", "Has it passed yet?", "who has to comply", "¿Cuánto es la multa?", "¿Desde cuándo?"],
)
def test_general_words_alone_are_vague(understanding, question):
    assert is_vague(understanding.of(question))


@pytest.mark.parametrize(
    "question",
    [
        "what is the minimum age in Spain",
        "What does bell-to-bell mean?",
        "Is KOSA law yet?",
        "what is the age for TikTok",
        "who has to comply with the loot box rules",
        "¿Cuánto es la multa en Brasil?",
    ],
)
def test_a_country_law_platform_or_topic_is_enough(understanding, question):
    assert not is_vague(understanding.of(question))


def test_a_chosen_jurisdiction_counts_as_named(understanding):
    assert not is_vague(understanding.of("what is the minimum age", jurisdiction="GB"))
