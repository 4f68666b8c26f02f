from __future__ import annotations

import json
from math import isfinite

import numpy as np
import pytest

from rag.embeddings import SentenceTransformerEmbeddings
from rag.relevance.answerable import WEIGHTS, Answerable, shipped_answerable
from rag.relevance.signs import SIGNS, WHOLE


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


def test_the_meaning_of_a_question_counts_only_under_the_model_that_it_was_learned_with():
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))["usual"]
    vector = np.ones(len(kept["weights"]), dtype=np.float32)

    known, other = shipped_answerable(f"any name@{kept['model']}"), shipped_answerable("another@0123456789abcdef")

    assert known.usual(vector) == pytest.approx(sum(kept["weights"]) + kept["bias"], abs=1e-3)
    assert other.usual(vector) == 0.0


def test_the_meaning_was_learned_with_the_bundled_model():
    assert shipped_answerable(SentenceTransformerEmbeddings().fingerprint).usual_weights
