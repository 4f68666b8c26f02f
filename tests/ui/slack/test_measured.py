from __future__ import annotations

import json

import pytest

from ui.slack.measured import last_evaluation
from ui.slack.views import Evaluation

HEADLINE = {"name": "truthfulness", "value": 0.6536, "low": 0.594, "high": 0.7077, "n": 537}


def test_the_headline_of_the_last_evaluation_is_found(tmp_path):
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps({"date": "2026-11-24", "headline": HEADLINE}))

    assert last_evaluation(path) == Evaluation("2026-11-24", "truthfulness", 0.6536, 0.594, 0.7077, 537)


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"date": "2026-11-24", "headline": {"value": "much"}}'])
def test_a_record_that_cannot_be_read_is_none(tmp_path, written):
    path = tmp_path / "baseline.json"
    path.write_text(written)

    assert last_evaluation(path) is None
    assert last_evaluation(tmp_path / "nowhere.json") is None
