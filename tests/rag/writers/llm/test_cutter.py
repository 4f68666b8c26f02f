from __future__ import annotations

import pytest

from rag.writers.llm.cutter import LONGEST, Cutter

SENTENCES = [
    pytest.param(["It is 16. [r42]", "It was 15. [k17][b22]"], id="keys after the stop"),
    pytest.param(["It is 16 [r42].", "It was 15 [k17], [b22]."], id="keys before the stop"),
    pytest.param(["The fine is 1.5 million euros. [r42]", "It doubles. [k17]"], id="decimal"),
    pytest.param(["Art. 8 sets it. [r42]", "See No. 4 of Sec. 2. [k17]"], id="abbreviations"),
    pytest.param(["The U.S. Senate passed S. 278. [r42]", "It isn't law. [k17]"], id="initials and a contraction"),
    pytest.param(["He said: “We act. We act now.” [r42]", "They didn’t. [k17]"], id="quotation"),
    pytest.param(['"It is late. Go," she said. [r42]', "He went. [k17]"], id="straight quotation"),
    pytest.param(["It applies (see Art. 3. It is long) now. [r42]", "Next one. [k17]"], id="brackets"),
    pytest.param(["Is it law? [r42]", "No, it is not! [k17]"], id="question"),
    pytest.param(["Uncited one stands here.", "The next has keys. [k17]"], id="uncited"),
    pytest.param(["It begins at 9 p.m. and ends at 7 a.m. [r42]", "So they say. [k17]"], id="clock"),
    pytest.param(["¿Es ley? [r42]", "El Sr. Ruiz dijo que no. [k17]"], id="Spanish"),
    pytest.param(["eSafety asked for it. [r42]", "X did not answer. [k17]"], id="small and short names"),
]


def cut(text: str, *, size: int = 1) -> list[str]:
    cutter = Cutter("en")
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    return [sentence for piece in pieces for sentence in cutter.feed(piece)] + cutter.end()


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
@pytest.mark.parametrize("expected", SENTENCES)
def test_sentences_are_found_however_the_stream_is_broken_up(expected: list[str], size: int) -> None:
    assert cut(" ".join(expected), size=size) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- One thing. [r42]\n- Another thing [k17]\n", ["- One thing. [r42]", "- Another thing [k17]"], id="list"
        ),
        pytest.param(
            "1. One thing. [r42]\n2. Another. [k17]", ["1. One thing. [r42]", "2. Another. [k17]"], id="numbers"
        ),
        pytest.param("| a rule | 16 [r42] |\n|---|---|\n", ["| a rule | 16 [r42] |"], id="table"),
        pytest.param("## Heading\n\nText here. [r42]", ["## Heading", "Text here. [r42]"], id="heading"),
        pytest.param("\n\n***\n", [], id="nothing with words"),
    ],
)
def test_a_line_ends_a_sentence(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_sentence_is_let_go_as_soon_as_it_is_known_to_be_whole() -> None:
    cutter = Cutter("en")

    assert cutter.feed("The limit is 16. [r42]") == []  # more keys may follow
    assert cutter.feed(" In") == ["The limit is 16. [r42]"]
    assert cutter.rest == "In"


def test_of_a_stream_that_was_cut_only_what_closes_with_keys_is_left() -> None:
    broken, whole = Cutter("en"), Cutter("en")
    broken.feed("The limit is 16. [r42] The fine is")
    whole.feed("The limit is 16. [r42]")

    assert broken.end(is_cut=True) == []
    assert whole.end(is_cut=True) == ["The limit is 16. [r42]"]


def test_what_never_ends_is_not_held_for_ever() -> None:
    cutter = Cutter("en")

    assert cutter.feed("word " * LONGEST)
    assert len(cutter.rest) < LONGEST
