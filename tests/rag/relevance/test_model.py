from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rag.relevance.features import FEATURES
from rag.relevance.model import WEIGHTS, Model, read_model, shipped_model


def test_the_shipped_weights_name_features_that_exist():
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))

    assert set(kept["weights"]) <= set(FEATURES)
    assert kept["floor"] > 0
    assert "development questions" in kept["fitted_on"]


def test_likeness_and_shared_words_speak_for_a_sentence():
    weights = shipped_model().weights

    assert min(weights[name] for name in ("meaning", "passage_meaning", "words", "passage_words")) > 0
    assert weights["place_named"] > 0 > weights["place_other"]


def test_a_feature_that_a_file_does_not_name_weighs_nothing(tmp_path: Path):
    (tmp_path / "weights.json").write_text('{"floor": 1.5, "weights": {"meaning": 2}}', encoding="utf-8")

    model = read_model(tmp_path / "weights.json")

    assert (model.floor, model.weights["meaning"], model.weights["words"]) == (1.5, 2.0, 0.0)


def test_sums_and_parts_agree():
    model = Model({name: float(number) for number, name in enumerate(FEATURES)}, 0.0)
    row = np.linspace(0, 1, len(FEATURES))

    assert model.sums(np.array([row]))[0] == pytest.approx(sum(model.parts(row).values()))
    assert model.parts(row)["meaning"] == 0.0
