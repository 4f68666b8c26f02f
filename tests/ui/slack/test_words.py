from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from ui.slack.words import heard, keys, say

ROOT = Path(__file__).parents[3]
TABLES = tomllib.loads((ROOT / "ui/slack/words.toml").read_text(encoding="utf-8"))
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui/slack").glob("*.py"))


@pytest.mark.parametrize("key", keys())
def test_both_languages_have_every_sentence_with_the_same_places(key):
    table, _, name = key.partition(".")

    said = TABLES[table][name]

    assert set(said) == {"en", "es"}
    assert re.findall(r"{(\w+)}", said["en"]) == re.findall(r"{(\w+)}", said["es"])


@pytest.mark.parametrize("key", keys())
def test_every_sentence_is_said_somewhere(key):
    table, _, name = key.partition(".")
    named_at_run_time = {"limit", "refusal"} | ({"check"} if name in {"supports", "contradicts", "silent"} else set())
    reasons = {"not_true", "not_in_source", "out_of_date", "incomplete", "off_topic", "other"}

    said = f'"{key}"' in SOURCES or table in named_at_run_time or (table == "vote" and name in reasons)

    assert said


def test_a_language_that_we_do_not_have_gets_english():
    assert say("answer.sources", "fr") == "Sources"


@pytest.mark.parametrize("name", ["stop", "courtesy"])
def test_what_is_heard_is_written_as_it_is_compared(name):
    from ui.slack.reading import folded

    assert {folded(phrase) for phrase in heard(name)} == heard(name)
