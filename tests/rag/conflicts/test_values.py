from __future__ import annotations

import pytest

from rag.conflicts.values import ValueKind, values_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a fine of up to A$49.5 million", [("money", "AUD", 49_500_000, "most")]),
        ("10 million Canadian dollars or 3% of revenue", [("money", "CAD", 10_000_000, ""), ("share", "", 3, "")]),
        ("multas de 4,5 millones de euros", [("money", "EUR", 4_500_000, "")]),
        ("within 48 hours", [("duration", "", 48, "")]),
        ("within two working days", [("duration", "", 48, "")]),
        ("more than 50 organisations", [("count", "organis", 50, "least")]),
        ("children under 16 and 13-year-olds", [("age", "", 16, ""), ("age", "", 13, "")]),
        ("142.767 consultas", [("count", "consulta", 142_767, "")]),
        ("Article 8 codes and section 12 rules", []),
        ("no number here", []),
    ],
)
def test_values_are_read_with_their_unit_and_their_bound(text, found):
    assert [(value.kind.value, value.unit, value.low, value.bound) for value in values_in(text)] == found


def test_a_date_is_no_count():
    (value,) = values_in("It began on 17 March 2026.")

    assert value.kind is ValueKind.DATE
    assert value.words == "17 March 2026"


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("in March 2026", "on 3 March 2026", True),
        ("on 3 March 2026", "on 5 March 2026", False),
        ("by March 2026", "on 5 June 2025", True),
        ("10 euros", "20 euros", False),
        ("up to 20 euros", "10 euros", True),
        ("up to 10 euros", "up to 20 euros", False),
        ("more than 50 members", "60 members", True),
        ("more than 50 members", "more than 60 members", True),
        ("about 4.7 million accounts", "4,712,300 accounts", True),
        ("16 members", "18 members", False),
    ],
)
def test_values_agree_when_both_can_be_true(one, other, agree):
    (mine,), (theirs,) = values_in(one), values_in(other)

    assert mine.agrees(theirs) is agree
    assert theirs.agrees(mine) is agree
