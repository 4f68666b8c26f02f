"""The lists of places, acronyms and words, as data."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from typing import Any

import pytest

from corpus import load_corpus
from rag.settings import SHIPPED_ARTICLES
from rag.understand.places import CAPITALS_ONLY, DATA
from rag.understand.words import fold, words

FIELDS = {"name", "name_es", "within", "also", "bodies", "laws", "weak", "besides"}


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


JURISDICTIONS = read("jurisdictions.toml")
CITIES = [
    line.split("\t")
    for line in (DATA / "cities.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def claims() -> dict[tuple[str, ...], set[str]]:
    """Every strong name with the jurisdictions that claim it."""
    found = defaultdict(set)
    for code, table in JURISDICTIONS.items():
        names = [table["name"], table["name_es"]]
        for name in [*names, *(name for field in ("also", "bodies", "laws") for name in table.get(field, ()))]:
            found[tuple(words(name))].add(code)
    return found


def test_jurisdictions_are_keyed_as_articles_are():
    assert [code for code in JURISDICTIONS if not re.fullmatch(r"[A-Z]{2}|US-[A-Z]{2}", code)] == []


def test_jurisdictions_have_known_fields_and_a_name_in_both_languages():
    strange = {code: set(table) - FIELDS for code, table in JURISDICTIONS.items() if set(table) - FIELDS}
    nameless = [code for code, table in JURISDICTIONS.items() if not (table["name"] and table["name_es"])]

    assert strange == {}
    assert nameless == []


def test_every_larger_jurisdiction_is_there():
    around = {outer for table in JURISDICTIONS.values() for outer in table.get("within", ())}

    assert around <= set(JURISDICTIONS)


def test_every_state_lies_in_its_country():
    outside = [code for code, table in JURISDICTIONS.items() if "-" in code and table.get("within") != [code[:2]]]

    assert outside == []


def test_no_name_is_claimed_by_two_jurisdictions():
    assert {name: codes for name, codes in claims().items() if len(codes) > 1} == {}


def test_no_name_counts_both_always_and_only_alone():
    strong = claims()

    both = [
        (code, name)
        for code, table in JURISDICTIONS.items()
        for field in ("weak", "besides")
        for name in table.get(field, ())
        if tuple(words(name)) in strong
    ]

    assert both == []


def test_every_name_has_a_word():
    assert all(claims())


def test_every_jurisdiction_of_the_corpus_is_known():
    used = {article.jurisdiction for article in load_corpus(SHIPPED_ARTICLES)} - {"INT"}

    assert used <= set(JURISDICTIONS)


def test_names_written_in_capitals_are_names():
    known = {name[0].upper() for name in claims() if len(name) == 1}
    known |= {"".join(words(name)).upper() for name, _ in CITIES} | {
        fold(short).upper() for short in read("acronyms.toml")
    }
    known |= {"".join(words(name)).upper() for table in JURISDICTIONS.values() for name in table.get("weak", ())}

    assert CAPITALS_ONLY - known <= {"IT", "GUARD", "DICT"}


def test_cities_are_two_columns_sorted_and_each_there_once():
    names = [city for city, _ in CITIES]

    assert names == sorted(names)
    assert [city for city, count in Counter(fold(city) for city in names).items() if count > 1] == []


def test_cities_lie_in_known_jurisdictions():
    assert {code for _, code in CITIES} <= set(JURISDICTIONS)


def test_no_city_takes_the_name_of_another_jurisdiction():
    strong = claims()

    taken = [(city, code, strong[tuple(words(city))]) for city, code in CITIES if tuple(words(city)) in strong]

    assert [(city, code, codes) for city, code, codes in taken if code not in codes] == []


def test_acronyms_belong_to_known_jurisdictions_and_mean_something():
    table = read("acronyms.toml")

    strange = {short for short, entry in table.items() if not set(entry.get("of", ())) <= set(JURISDICTIONS)}
    empty = {short for short, entry in table.items() if not entry["means"].strip()}

    assert strange == set()
    assert empty == set()
    assert [short for short, count in Counter(map(fold, table)).items() if count > 1] == []


@pytest.mark.parametrize("group", read("terms.toml")["same"], ids=lambda group: group[0])
def test_no_word_stands_twice_in_a_group(group):
    assert [word for word, count in Counter(map(fold, group)).items() if count > 1] == []
    assert len(group) > 1


def test_every_rule_of_what_people_say_leads_somewhere():
    rules = read("terms.toml")["say"]

    assert [rule for rule in rules if not (rule["from"] and rule["to"])] == []


def test_spanish_words_have_an_english_one():
    table = read("spanish.toml")["words"]

    assert [spanish for spanish, english in table.items() if not (words(spanish) and words(english))] == []
