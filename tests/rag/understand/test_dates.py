from __future__ import annotations

import pytest

from rag.understand.dates import dates_in, read_date


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("from 17 March 2026", ["2026-03-17 2026-03-17"]),
        ("March 17th, 2026", ["2026-03-17 2026-03-17"]),
        ("17 de marzo de 2026", ["2026-03-17 2026-03-17"]),
        ("el 3 de octubre del 2025", ["2025-10-03 2025-10-03"]),
        ("in Nov. 2025", ["2025-11-01 2025-11-30"]),
        ("en febrero de 2024", ["2024-02-01 2024-02-29"]),
        ("In 2024", ["2024-01-01 2024-12-31"]),
        ("2 March or 4 March 2026", ["2026-03-02 2026-03-02", "2026-03-04 2026-03-04"]),
        ("between May 2025 and 3 June 2026", ["2025-05-01 2025-05-31", "2026-06-03 2026-06-03"]),
        ("as of 2026-02-17", ["2026-02-17 2026-02-17"]),
        ("the Online Safety Act 2021, which began in 2022", ["2022-01-01 2022-12-31"]),
        ("Bill 261 of 2024", []),
        ("Regulation 2021/1232 and Law 15.211/2025", []),
        ("the 2025-26 school year", []),
        ("30 February 2026", []),
        ("4 May, whichever year", []),
        ("a fine of 2000 euros", []),
    ],
)
def test_dates_are_read_as_spans_of_days(text, spans):
    assert [f"{span.first} {span.last}" for span in dates_in(text)] == spans


def test_a_span_knows_where_it_stands():
    (span,) = dates_in("It began on 17 March 2026.")

    assert "It began on 17 March 2026."[span.start : span.end] == "17 March 2026"


@pytest.mark.parametrize(
    ("written", "last"), [("2026", "2026-12-31"), ("2026-02", "2026-02-28"), ("2026-02-17", "2026-02-17")]
)
def test_a_date_of_the_front_matter_is_a_span_too(written, last):
    span = read_date(written)

    assert span
    assert span.last.isoformat() == last


def test_an_article_without_a_date_has_none():
    assert read_date("") is None
