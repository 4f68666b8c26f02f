from __future__ import annotations

import pytest

from rag.relevance.signs import SIGNS, UNTOLD, signs_of

FINES = "What is the fine under the Australian act?"
FINE = "au-minimum-age-act#2.1"


@pytest.fixture
def sign(understanding, tables, judged):
    """Return the value of a sign for a question that is answered with these sentences."""

    def value(name, question, *sentences, text=""):
        chosen = [judged(sentence, 1 / rank, text=text) for rank, sentence in enumerate(sentences, start=1)]
        return dict(zip(SIGNS, signs_of(understanding.of(question), chosen, chosen, tables), strict=True))[name]

    return value


@pytest.mark.parametrize(
    ("name", "question", "value"),
    [
        ("predicts", "Will the Australian act survive next year?", 1.0),
        ("predicts", FINES, 0.0),
        ("asks_outcome", "How did the court rule on the Australian act?", 1.0),
        ("asks_outcome", FINES, 0.0),
        ("counts", "How many platforms were fined?", 1.0),
        ("counts", FINES, 0.0),
        ("count_missing", "How many platforms were fined?", 0.0),
        ("numbers_unmet", "Is it 49.5 million or 99 million?", 1.0),
        ("numbers_unmet", "Is it 49.5 million?", 0.0),
        ("place_named", FINES, 1.0),
        ("place_named", "What is the fine?", 0.0),
        ("asks_date", "When did it start?", 1.0),
        ("lacks_date", "When did it start?", 1.0),
        ("asks_amount", FINES, 1.0),
        ("lacks_amount", FINES, 0.0),
        ("articles", FINES, 1.0),
        ("unmet_in_article", "Australian zebra", pytest.approx(0.5, abs=0.3)),
        ("unmet_in_article", "platform fined", 0.0),
        ("rarest_unmet", "platform fined", 0.0),
        ("unsaid_in_answer", "platform fined", 0.0),
        ("unmet_in_answer", "platform fined", 0.0),
        ("unmet_in_best", "platform fined", 0.0),
        ("unmet_in_best", "zebra", 1.0),
        ("whole", "platform fined", 1.0),
        ("whole", "zebra", 0.0),
        ("unmet_in_passage", "penalties", 0.0),
        ("length", "zebra xylophone", 2.0),
    ],
)
def test_a_sign_says_what_it_is_named_for(sign, name, question, value):
    assert sign(name, question, FINE) == value


def test_a_count_is_missing_where_the_best_sentence_has_none(sign):
    assert sign("count_missing", "How many platforms were fined?", "au-minimum-age-act#2.2") == 1.0


@pytest.mark.parametrize(
    ("text", "unknown"),
    [("No ruling is reported in these sources.", 1.0), ("The court upheld the act.", 0.0)],
)
def test_an_outcome_that_is_not_known_is_noticed(sign, text, unknown):
    asked = "How did the court rule on the Australian act?"

    assert sign("outcome_unknown", asked, FINE, text=text) == unknown
    assert sign("says_unknown", FINES, FINE, text=text) == unknown
    assert sign("outcome_unknown", FINES, FINE, text=text) == 0.0


def test_words_may_be_met_by_another_sentence_of_the_answer(sign):
    assert sign("unsaid_in_answer", "children fined", FINE) > 0
    assert sign("unsaid_in_answer", "children fined", FINE, "au-minimum-age-act#2.2") == 0.0


def test_a_question_without_content_words_lacks_none(sign):
    assert sign("unmet_in_article", "and what of it?", FINE) == 0.0


@pytest.mark.parametrize(
    ("name", "question", "value"),
    [
        ("detail", "Australia", 0.0),
        ("detail_unmet_in_best", "Australia fined", 0.0),
        ("detail_unmet_in_best", "Australia zebra", 1.0),
        ("detail_unmet_in_answer", "Australia zebra", 1.0),
        ("detail_unmet_in_passage", "Australia zebra", 1.0),
        ("detail_unmet_nearby", "Australia zebra", 1.0),
        ("detail_words_unmet", "Australia zebra xylophone", 2.0),
        ("rarest_detail_unmet", "Australia fined", 0.0),
        ("asks_after", "Was the fine raised in March 2090?", 1.0),
        ("asks_after", "Was the fine raised in 2001?", 0.0),
        ("asks_after", FINES, 0.0),
        ("focused", "How many zebras pay?", 1.0),
        ("focused", "Did it pay?", 0.0),
        ("focus_met", "How many zebras are there?", 0.0),
        ("focus_met", "Which platform pays?", 1.0),
        ("focus_met", "Did it pay?", UNTOLD),
        ("counted_in_best", "How many zebras pay?", 0.0),
        ("counted_in_best", FINES, UNTOLD),
        ("begins_count", "How many zebras pay?", 1.0),
        ("begins_otherwise", "Did it pay?", 1.0),
        ("begins_otherwise", FINES, 0.0),
        ("usual", FINES, 0.0),
    ],
)
def test_the_detail_asked_for_is_looked_for_apart_from_its_subject(sign, name, question, value):
    assert sign(name, question, FINE) == value


def test_what_is_known_of_such_questions_counts_as_it_is_given(understanding, tables, judged):
    chosen = [judged(FINE, 1.0)]

    assert signs_of(understanding.of(FINES), chosen, chosen, tables, usual=-1.5)[-1] == -1.5
    assert list(SIGNS)[-1] == "usual"


def test_words_of_another_language_are_not_looked_for(sign):
    assert sign("focused", "¿Cuántas plataformas pagan?", FINE) == 0.0
