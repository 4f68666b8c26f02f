from __future__ import annotations

import json
from pathlib import Path

import pytest

from ui import cli

ARTICLE = """---
id: es-plan
title: "The plan"
jurisdiction: ES
topics: [age-limits]
kind: law
status: in-force
event_date: 2026-02-10
as_of: 2026-02-12
language: en
sources:
  - id: s1
    title: "Plan"
    publisher: The Ministry
    type: official
    url: https://example.org/plan
  - id: s2
    title: "Tracker"
    publisher: The Tracker
    type: aggregator
    url: https://example.org/tracker
---

# The plan

The government adopted the plan on 10 February 2026. [s1] One tracker dates the adoption to 9 February 2026. [s2]
"""


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "es-plan.md").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.setenv("FOOTNOTE_CORPUS_DIRS", json.dumps([str(folder)]))


def test_both_sentences_are_listed_with_their_publishers_and_the_reason(capsys):
    assert cli.run(["corpus", "conflicts"]) == 0

    printed = capsys.readouterr().out
    assert "The government adopted the plan on 10 February 2026." in printed
    assert "One tracker dates the adoption to 9 February 2026." in printed
    assert "The Ministry" in printed
    assert "The Tracker" in printed
    assert "Date: 10 February 2026 against 9 February 2026." in " ".join(printed.split())
    assert printed.endswith("1 conflict.\n")


def test_a_list_as_json_holds_all_of_it(capsys):
    cli.run(["corpus", "conflicts", "--json"])

    (conflict,) = json.loads(capsys.readouterr().out)
    assert conflict["ground"] == "other-account"
    assert conflict["values"] == ["10 February 2026", "9 February 2026"]
    assert [one["publishers"] for one in conflict["sentences"]] == [["The Ministry"], ["The Tracker"]]
    assert {one["jurisdiction"] for one in conflict["sentences"]} == {"ES"}


def test_a_place_without_conflicts_says_so_beside_the_output(capsys, tmp_path):
    other = ARTICLE.replace("es-plan", "fr-plan").replace("jurisdiction: ES", "jurisdiction: FR")
    text = other.replace("One tracker dates the adoption to 9 February 2026. [s2]", "")
    (tmp_path / "articles" / "fr-plan.md").write_text(text, encoding="utf-8")

    assert cli.run(["corpus", "conflicts", "--jurisdiction", "FR"]) == 0

    printed = capsys.readouterr()
    assert printed.out == ""
    assert "No accounts that differ" in printed.err


def test_a_place_that_the_corpus_does_not_have_is_refused(capsys):
    assert cli.run(["corpus", "conflicts", "--jurisdiction", "GB"]) == 2
