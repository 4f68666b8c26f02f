from __future__ import annotations

import pytest

from rag.understand.attributes import attributes_of, starts_in


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("It was signed on 9 November 2024 and took effect on 25 December 2024.", ["2024-12-25"]),
        ("On 10 January 2024 the provisions came into force.", ["2024-01-10"]),
        ("It has been in force since March 2026.", ["2026-03-01"]),
        ("Since 19 May 2026 platforms must remove images.", ["2026-05-19"]),
        ("It would close social media to children from 1 January 2027.", ["2027-01-01"]),
        ("La ley entró en vigor el 3 de marzo de 2026.", ["2026-03-03"]),
        ("Se aplica a partir del 2 de agosto de 2026.", ["2026-08-02"]),
        ("By 9 April 2026, after the rule began, Meta had set an age.", []),
        ("The duties move from 2 August 2026 to 2 December 2027.", []),
        ("It was adopted on 9 November 2024.", []),
    ],
)
def test_the_days_from_which_something_applies(text, starts):
    assert [str(span.first) for span in starts_in(text)] == starts


def test_wordings_of_the_same_are_the_same_attribute():
    assert attributes_of("it took effect")[0] == attributes_of("entro en vigor")[0] == {"start"}
    assert attributes_of("a fine")[0] == attributes_of("una multa")[0] == {"fine"}
    assert attributes_of("a green door")[0] == frozenset()
