from __future__ import annotations

import json
from math import isfinite

import pytest

from rag.relevance.answerable import SIGNS, WEIGHTS, WHOLE, Answerable, shipped_answerable, signs_of

FINES = "What is the fine under the Australian act?"
FINE = "au-minimum-age-act#2.1"


@pytest.fixture
def sign(understanding, tables, judged):
    """Return the value of a sign for a question that is answered with these sentences."""

    def value(name, question, *sentences, text=""):
        chosen = [judged(sentence, 1 / rank, text=text) for rank, sentence in enumerate(sentences, start=1)]
        return dict(zip(SIGNS, signs_of(understanding.of(question), chosen, chosen, tables), strict=True))[name]

    return value


def weighing(**weights: float) -> Answerable:
    return Answerable(dict.fromkeys(SIGNS, 0.0) | weights, 0.0, 0.4)


def signs(**values: float) -> tuple[float, ...]:
    return tuple((dict.fromkeys(SIGNS, 0.0) | values).values())


def test_every_sign_has_a_weight_in_the_file_and_no_other_has():
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))

    assert set(kept["weights"]) == set(SIGNS)
    assert all(isfinite(weight) for weight in kept["weights"].values())
    assert 0 < shipped_answerable().least < 1


def test_the_weights_are_read_as_they_stand():
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))

    assert dict(shipped_answerable().weights) == kept["weights"]


@pytest.mark.parametrize(("value", "chance"), [(0.0, 0.5), (2.0, 0.8808), (-2.0, 0.1192), (1e9, 1.0), (-1e9, 0.0)])
def test_a_chance_lies_between_0_and_1(value, chance):
    assert weighing(predicts=1.0).chance(signs(predicts=value)) == pytest.approx(chance, abs=1e-4)


def test_what_speaks_most_against_an_answer_is_told_first():
    model = weighing(predicts=-1.0, counts=-2.0, asks_outcome=-0.5, says_unknown=-0.1, likeness=3.0)
    found = signs(predicts=1, counts=1, asks_outcome=1, says_unknown=1, likeness=1)

    assert model.doubts(found) == [SIGNS["counts"], SIGNS["predicts"], SIGNS["asks_outcome"]]


def test_what_speaks_for_an_answer_is_no_doubt():
    assert weighing(likeness=3.0).doubts(signs(likeness=1)) == []


@pytest.mark.parametrize(
    ("predicts", "unmet", "leniency", "is_near_miss"),
    [
        pytest.param(1.0, 1.0, 1.0, True, id="unlikely"),
        pytest.param(0.0, 1.0, 1.0, False, id="likely enough"),
        pytest.param(1.0, WHOLE, 1.0, False, id="says it all"),
        pytest.param(1.0, 1.0, 0.5, False, id="less is enough"),
        pytest.param(9.0, 1.0, 0.0, False, id="anything is enough"),
    ],
)
def test_a_near_miss_is_unlikely_and_lacks_words(predicts, unmet, leniency, is_near_miss):
    found = signs(predicts=predicts, unmet_in_best=unmet)

    assert weighing(predicts=-1.0).is_near_miss(found, leniency=leniency) is is_near_miss


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
