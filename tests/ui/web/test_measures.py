from __future__ import annotations

import json

import pytest

from ui.web.measures import read_measures

MEASURE = {
    "name": "fact_recall",
    "title": {"en": "Facts said", "es": "Datos dichos"},
    "what": "Facts of a full answer",
    "unit": "share",
    "value": 0.91,
    "low": 0.88,
    "high": 0.93,
    "n": 248,
    "by_kind": {"false_premise": {"value": 0.7, "low": 0.5, "high": 0.8, "n": 28}, "direct": 0.9},
}


def test_the_figures_of_the_evaluation_are_shown_as_it_wrote_them(tmp_path):
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps({"date": "2026-11-20", "version": "0.2.0", "measures": [MEASURE]}), encoding="utf-8")

    figures = read_measures(path, "es")

    assert figures
    assert (figures.date, figures.measures[0].title) == ("20 de noviembre de 2026", "Datos dichos")
    assert figures.measures[0].whole.said(0.91) == "91 %"
    assert [(one.label, one.n) for one in figures.measures[0].by_kind] == [("false premise", 28), ("direct", 0)]


def test_without_a_file_there_are_no_figures(tmp_path):
    assert read_measures(tmp_path / "none.json", "en") is None


@pytest.mark.parametrize("text", ["", "{", "{}", '{"measures": [{}]}', '{"measures": 3}', '"text"', "[[]]"])
def test_a_file_that_is_not_ours_is_broken_and_breaks_nothing(tmp_path, text):
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")

    figures = read_measures(path, "en")

    assert figures
    assert figures.is_broken
