from __future__ import annotations

import pytest

from rag.understand.words import STOP
from rag.writers.llm.speech import _lists, is_foreign, is_refusal, is_unfinished, repeats, without_thoughts


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param(["The", " answer."], "The answer.", id="none"),
        pytest.param(["<th", "ink>Hm. </thi", "nk>The answer."], "The answer.", id="in pieces"),
        pytest.param(["\n<think>Hm.</think>\n", "The answer."], "\nThe answer.", id="on lines of their own"),
        pytest.param(["<think>Hm, never an end"], "", id="without an end"),
        pytest.param(["<the answer>"], "<the answer>", id="another mark"),
        pytest.param(["<t"], "<t", id="almost"),
        pytest.param([], "", id="nothing"),
    ],
)
def test_thoughts_are_left_out(pieces: list[str], expected: str) -> None:
    assert "".join(without_thoughts(iter(pieces))) == expected


def test_words_are_passed_on_as_they_come() -> None:
    pieces = without_thoughts(iter(["The ", "answer ", "comes."]))

    assert next(pieces) == "The "


@pytest.mark.parametrize("text", ["I'm sorry, but no.", "I’m sorry", "As an AI, I …", "Lo siento, no puedo ayudar."])
def test_a_refusal_is_told_by_how_it_begins(text: str) -> None:
    assert is_refusal(text)
    assert not is_refusal("The act applies. " * 40 + text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Il prévoit une amende pour chaque plateforme qui ne vérifie pas l'âge des enfants dans les trois mois. "
            * 2,
            True,
        ),
        ("Das Gesetz legt die Altersgrenze auf sechzehn Jahre fest und droht Strafen an. " * 2, True),
        ("The bill sets the limit at 16 and the fine at up to 10 million euros for each breach of it. " * 2, False),
        ("El proyecto de ley fija la edad mínima en 16 años y prevé multas de hasta 10 millones. " * 2, False),
        ("Le projet.", False),
    ],
    ids=["French", "German", "English", "Spanish", "too short to tell"],
)
def test_another_language_is_told_by_its_everyday_words(text: str, expected: bool) -> None:
    assert is_foreign(text) is expected


def test_a_text_in_circles_is_noticed() -> None:
    assert repeats("the limit is " * 40)
    assert not repeats("the limit is " * 3)
    assert not repeats(" ".join(str(number) for number in range(300)))


@pytest.mark.parametrize("text", ["The fine is up to the.", "It applies to", "La multa es de"])
def test_a_sentence_does_not_end_with_such_a_word(text: str) -> None:
    assert is_unfinished(text)
    assert not is_unfinished("The fine is up to 10 million euros.")


def test_words_of_other_languages_are_none_of_ours() -> None:
    assert not _lists()["elsewhere"] & (STOP["en"] | STOP["es"])
