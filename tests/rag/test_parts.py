from __future__ import annotations

from rag.compose import Composer
from rag.parts import compose_parts
from rag.understand import Understanding

AGE, FINE = "What is the minimum age in Spain's bill?", "What is the fine under the Australian act?"
UNKNOWN = "Compare the fines in Japan and Chile"


def test_each_part_is_answered_and_the_whole_says_nothing_twice(
    composer: Composer, understanding: Understanding
) -> None:
    composition = compose_parts(composer, [understanding.of(AGE), understanding.of(FINE), understanding.of(FINE)], None)

    assert composition is not None
    articles = {one.article.id for one in composition.chosen}
    assert {"es-minimum-age-bill", "au-minimum-age-act"} <= articles
    ids = [one.sentence.id for one in composition.selections[0].chosen]
    assert len(ids) == len(set(ids))
    assert len({one.sentence.id for one in composition.judged}) == len(composition.judged)
    assert composition.missing == ()


def test_a_part_that_nothing_answers_is_named(composer: Composer, understanding: Understanding) -> None:
    composition = compose_parts(composer, [understanding.of(FINE), understanding.of(UNKNOWN)], None)

    assert composition is not None
    assert composition.missing == (UNKNOWN,)


def test_where_no_part_is_answered_the_whole_question_decides(composer: Composer, understanding: Understanding) -> None:
    assert compose_parts(composer, [understanding.of(UNKNOWN)] * 2, None) is None


def test_a_comparison_among_the_parts_keeps_its_own_sections(composer: Composer, understanding: Understanding) -> None:
    compares = understanding.of("Compare the fines in Australia and Spain")

    assert compose_parts(composer, [understanding.of(AGE), compares], None) is None
