from __future__ import annotations

import json

import pytest

from rag.verify.features import FEATURES
from rag.verify.model import read_support, shipped_support


def test_the_shipped_weights_name_features_that_exist_and_know_which_way_they_count():
    weights = shipped_support().weights

    assert set(weights) == set(FEATURES)
    assert all(weights[name] >= 0 for name in FEATURES if name.startswith("covered"))
    assert all(weights[name] <= 0 for name in FEATURES if name.startswith("fault_") or name.endswith("_missing"))


def test_a_feature_without_a_weight_counts_nothing(tmp_path):
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"bias": 0.0, "weights": {"covered": 2.0}}), encoding="utf-8")
    support = read_support(path)

    assert support.probability([0.0] * len(FEATURES)) == pytest.approx(0.5)
    assert support.probability([1.0] * len(FEATURES)) == pytest.approx(0.8808, abs=1e-4)


def test_probabilities_stay_between_none_and_certain():
    assert 0.0 < shipped_support().probability([-1e6] * len(FEATURES)) < 1.0
    assert 0.0 < shipped_support().probability([1e6] * len(FEATURES)) <= 1.0
