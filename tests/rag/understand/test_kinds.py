from __future__ import annotations

import re
import tomllib

import pytest

from rag.understand.kinds import asked_for, kinds, shown_in
from rag.understand.places import DATA

ASKED = {
    "date": (
        ["When does it start?", "what date", "by which day", "¿Cuándo entra en vigor?", "the deadline"],
        ["Whenever", "update me", "Who may?"],
    ),
    "amount": (
        ["How much is the fine?", "what penalties", "¿Cuánto es la multa?", "the settlement"],
        ["the spayed cat", "define it", "how many"],
    ),
    "number": (["How many children?", "the number of reports", "¿Cuántos menores?"], ["Why?", "numbering"]),
    "age": (
        ["How old must you be?", "the minimum age", "an age limit", "up to what age", "¿A qué edad?", "consent age"],
        ["an age check", "the old law", "proof of age", "teenage"],
    ),
    "share": (
        ["What percentage?", "per cent", "what proportion", "what % of", "porcentaje"],
        ["shareholder"],
    ),
    "duration": (["How long must they?", "within 48 hours", "¿cuánto tiempo?", "at night"], ["longing", "today"]),
    "who": (["Who enforces it?", "whose law", "which regulator", "¿Quién decide?"], ["wholly", "When?"]),
    "standing": (["Is it already in force?", "is it a law", "still pending?", "¿Está en vigor?"], ["where", "install"]),
    "reason": (["Why was it blocked?", "on what grounds", "¿Por qué?", "how come"], ["Who?", "whyever"]),
}
SHOWN = {
    "date": (["on 17 February 2026", "in June 2025", "el 6 de febrero", "since July 2026"], ["in 2026", "may act"]),
    "amount": (["£18 million", "A$49.5 million", "10 million euros", "₹250 crore"], ["10 million users", "a fine"]),
    "number": (["69 votes", "three companies", "1,500 cases", "dos leyes"], ["none of them", "a law"]),
    "age": (
        ["children under 16", "an under-15 ban", "aged 13", "a minimum age of 14", "18 or older", "menores de 16 años"],
        ["under 16 million", "over 10%", "the limit was 90 minutes", "until 16 March", "section 16", "aged care"],
    ),
    "share": (["10 per cent", "22 %", "one in five", "two thirds", "10 por ciento"], ["10 cents", "five"]),
    "duration": (["within 48 hours", "two-year", "at 21:30", "10 pm", "tres meses"], ["one law", "in 2026"]),
    "who": (["asked by Sira Rego", "the Commission said", "fined by the FTC"], ["Platforms must act", "the law says"]),
    "standing": (
        ["It is not yet law.", "The bill is pending", "It is in force", "It was repealed.", "no es ley"],
        ["It is a law", "The minister spoke"],
    ),
    "reason": (
        ["because it harms", "in order to protect", "on the ground that", "porque"],
        ["be causal"],
    ),
}


def examples(table: dict[str, tuple[list[str], list[str]]]) -> list:
    return [
        pytest.param(kind, text, wanted, id=f"{kind}: {text}")
        for kind, (right, wrong) in table.items()
        for texts, wanted in ((right, True), (wrong, False))
        for text in texts
    ]


@pytest.mark.parametrize(("kind", "question", "wanted"), examples(ASKED))
def test_a_question_asks_for_a_kind_of_thing(kind, question, wanted):
    assert (kind in asked_for(question)) is wanted


@pytest.mark.parametrize(("kind", "sentence", "wanted"), examples(SHOWN))
def test_a_sentence_shows_a_kind_of_thing(kind, sentence, wanted):
    assert (kind in shown_in(sentence)) is wanted


def test_a_question_may_ask_for_several_kinds_or_none():
    assert asked_for("When was the fine paid and who paid it?") == {"date", "amount", "who"}
    assert asked_for("Tell me about Grok") == frozenset()


def test_every_kind_of_the_data_has_examples_both_ways():
    assert set(ASKED) == set(SHOWN) == set(kinds())


def test_every_pattern_of_the_data_is_a_regular_expression_that_matches_no_empty_text():
    tables = tomllib.loads((DATA / "kinds.toml").read_text(encoding="utf-8"))

    patterns = [pattern for table in tables.values() for field in ("asked", "shown") for pattern in table[field]]

    assert [pattern for pattern in patterns if re.compile(pattern).search("")] == []
