from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import ui.words
from corpus import SourceType, Status
from ui.words import words

TABLES = tomllib.loads((Path(ui.words.__file__).parent / "words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("language", "date", "said"),
    [
        pytest.param("en", "2026-06-05", "5 June 2026", id="day"),
        pytest.param("en", "2026-06", "June 2026", id="month"),
        pytest.param("en", "2026", "2026", id="year"),
        pytest.param("en", "", "undated", id="no date"),
        pytest.param("en", "spring 2027", "spring 2027", id="no date that we know"),
        pytest.param("es", "2026-06-05", "5 de junio de 2026", id="day in Spanish"),
        pytest.param("es", "2026-06", "junio de 2026", id="month in Spanish"),
    ],
)
def test_a_date_is_said_as_a_person_would(language, date, said):
    assert words(language).date(date) == said


@pytest.mark.parametrize("language", TABLES)
def test_every_status_and_every_type_of_source_has_words(language):
    assert set(TABLES[language]["status"]) == set(Status)
    assert set(TABLES[language]["type"]) == set(SourceType)


@pytest.mark.parametrize("language", TABLES)
def test_every_language_has_the_same_labels_and_twelve_months(language):
    assert set(TABLES[language]) == set(TABLES["en"])
    assert len(TABLES[language]["months"]) == 12


def test_a_language_without_words_is_answered_in_english():
    assert words("pt").label("sources") == "Sources"
