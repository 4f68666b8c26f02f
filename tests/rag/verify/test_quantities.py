from __future__ import annotations

import pytest

from rag.verify.quantities import tables
from rag.verify.reading import read_tokens
from rag.verify.tokens import Kind


def forms(text: str) -> list[str]:
    return [token.form for token in read_tokens(text)]


def kinds(text: str) -> list[Kind]:
    return [token.kind for token in read_tokens(text)]


@pytest.mark.parametrize(
    "written",
    [
        "£18m",
        "£18 million",
        "18 million pounds",
        "GBP 18,000,000",
        "18,000,000 pounds",
        "eighteen million pounds",
        "18 millones de libras",
        "£18,000,000.00",
        "18m pounds sterling",
    ],
)
def test_an_amount_of_money_has_one_form_however_it_is_written(written):
    assert forms(written) == ["18000000", "GBP"]


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("€10bn", ["10000000000", "EUR"]),
        ("EUR 10 billion", ["10000000000", "EUR"]),
        ("10 mil millones de euros", ["10000000000", "EUR"]),
        ("US$5m", ["5000000", "USD"]),
        ("5 million US dollars", ["5000000", "USD"]),
        ("$5 million", ["5000000", "USD"]),
        ("A$49.5 million", ["49500000", "AUD"]),
        ("49.5 million Australian dollars", ["49500000", "AUD"]),
        ("R$50 million", ["50000000", "BRL"]),
        ("53,088 US dollars", ["53088", "USD"]),
    ],
)
def test_currencies_and_scales_are_told_apart(written, form):
    assert forms(written) == form


@pytest.mark.parametrize(
    "written",
    [
        "10 December 2025",
        "10 Dec 2025",
        "10th December 2025",
        "December 10, 2025",
        "Dec. 10th, 2025",
        "2025-12-10",
        "10 de diciembre de 2025",
        "10 of December 2025",
    ],
)
def test_a_date_has_one_form_however_it_is_written(written):
    assert forms(written) == ["d10", "m12", "2025"]
    assert set(kinds(written)) == {Kind.DATE}


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("in December 2025", ["in", "m12", "2025"]),
        ("on 10 December", ["in", "d10", "m12"]),
        ("in 2025", ["in", "2025"]),
        ("in May", ["in", "m5"]),
        ("it may", ["it", "may"]),
        ("they march", ["they", "march"]),
        ("in March 2026", ["in", "m3", "2026"]),
        ("en mayo de 2026", ["en", "m5", "2026"]),
        ("the 1990s", ["the", "1990s"]),
    ],
)
def test_part_of_a_date_is_part_of_its_form_and_other_words_are_left_alone(written, form):
    assert forms(written) == form


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("sixteen", "16"),
        ("16", "16"),
        ("under-16s", "16"),
        ("dieciséis", "16"),
        ("twenty-five", "25"),
        ("1,234", "1234"),
        ("1.5", "1.5"),
        ("1.50", "1.5"),
        ("two hundred and fifty thousand", "250000"),
        ("a million", "1000000"),
        ("un millón", "1000000"),
        ("cien mil", "100000"),
        ("3.2 million", "3200000"),
        ("3.2m", "3200000"),
        ("19th", "19th"),
        ("nineteen", "19"),
        ("third", "3rd"),
        ("Article 28b", "28b"),
    ],
)
def test_a_number_has_one_form_in_digits_and_in_words(written, form):
    assert form in forms(written)


@pytest.mark.parametrize("written", ["10%", "10 %", "10 per cent", "10 percent", "ten per cent", "10 por ciento"])
def test_a_percentage_is_a_number_and_a_unit(written):
    assert forms(written) == ["10", "%"]
    assert kinds(written) == [Kind.NUMBER, Kind.UNIT]


@pytest.mark.parametrize("written", ["48 hours", "48-hour", "forty-eight hours", "48 horas"])
def test_time_is_counted_in_units(written):
    assert forms(written) == ["48", "hour"]


@pytest.mark.parametrize("written", ["13–17", "13-17", "13 to 17", "thirteen to seventeen"])
def test_a_range_is_two_numbers(written):
    assert forms(written) == ["13", "to", "17"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("18 million", "18 billion"),
        ("£18m", "€18m"),
        ("10%", "10 euros"),
        ("1990s", "1990"),
        ("19th", "19"),
        ("2 days", "2 weeks"),
        ("10 December 2025", "12 October 2025"),
        ("1.5 million", "15 million"),
        ("between ten and twelve", "twenty-two"),
    ],
)
def test_different_quantities_stay_different(one, other):
    assert forms(one) != forms(other)


def test_one_is_a_number_only_where_it_counts():
    assert kinds("one of them")[0] is Kind.WORD
    assert forms("one million") == ["1000000"]


def test_once_is_a_number_in_spanish_only():
    assert "11" in forms("La ley de once artículos que entra en vigor")
    assert "once" in forms("It applies once the law is in force")


def test_every_month_and_scale_is_listed():
    assert set(tables().months.values()) == set(range(1, 13))
    assert set(tables().scales.values()) == {10**3, 10**6, 10**9, 10**12}
