from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import rag
from corpus import Status
from rag.answer import NoteKind, Outcome
from rag.messages import is_refusal, messages, say, suggestions
from rag.understand import language_of

SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted(Path(rag.__file__).parent.rglob("*.py"))}
CODE = "\n".join(SOURCES.values())
GIVEN = set(re.findall(r"NoteKind\.([A-Z_]+)", CODE))
"""Names of the kinds of note that the code gives."""


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_sentence(outcome):
    sentence = messages()[f"outcome.{outcome}"]

    # An answer speaks for itself.
    assert all(sentence.values()) is (outcome is not Outcome.ANSWERED)


@pytest.mark.parametrize("kind", sorted(GIVEN))
def test_every_kind_of_note_that_is_given_has_its_sentence(kind):
    value = NoteKind[kind].value
    by_kind = {"not_in_force": "note.proposed"}

    found = [key for key in messages() if key.startswith(by_kind.get(value, f"note.{value}"))]

    assert found


@pytest.mark.parametrize("key", messages())
def test_both_languages_say_something_about_the_same(key):
    english, spanish = messages()[key]["en"], messages()[key]["es"]

    assert bool(english) == bool(spanish)
    assert places(english) == places(spanish)


@pytest.mark.parametrize("key", messages())
def test_the_two_languages_differ(key):
    english, spanish = messages()[key]["en"], messages()[key]["es"]

    assert english != spanish or key == "outcome.answered"


def test_every_message_is_used():
    by_name = {f"outcome.{outcome}" for outcome in Outcome} | {f"note.{status}" for status in Status}
    by_name |= {key for key in messages() if key.startswith("suggestion.")}
    by_name |= {f"note.premise_{status}" for status in Status}

    # A key may be put together from a literal beginning and a name.
    unused = [
        key
        for key in messages()
        if key not in by_name and f'"{key}"' not in CODE and f"'{key}'" not in CODE and not _is_an_ending(key)
    ]

    assert unused == []


def _is_an_ending(key: str) -> bool:
    beginning, _, ending = key.rpartition(".")
    return f'"{beginning}.{{' in CODE and f'"{ending}"' in CODE


def test_no_message_is_asked_for_that_is_not_there():
    asked = set(re.findall(r"""say\(\s*["']([\w.-]+)["']""", CODE))

    assert asked <= set(messages())


def test_a_message_is_filled_in():
    assert say("outcome.failed", "en", number="4f2a") == (
        "Something broke while I looked for the answer (number 4f2a). Please ask again."
    )
    assert say("nearest", "es", titles="Uno; Dos") == "Lo más cercano es: Uno; Dos."


@pytest.mark.parametrize("values", [{}, {"wrong": 1}])
def test_a_message_without_its_values_is_a_mistake(values):
    with pytest.raises(KeyError):
        say("nearest", "en", **values)


def test_values_are_put_in_as_they_are():
    assert say("nearest", "en", titles="{articles} {0}") == "Nearest to it are: {articles} {0}."


@pytest.mark.parametrize("language", ["en", "es"])
def test_suggestions_are_questions_in_the_language_asked_for(language):
    found = suggestions(language)

    assert len(found) >= 2
    assert all(text.endswith("?") for text in found)
    assert {language_of(text) for text in found} == {language}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.ANSWERED])
def test_a_refusal_is_known_again(outcome, language):
    said = messages()[f"outcome.{outcome}"][language]

    assert is_refusal(f"{said} And more.") is (outcome in {Outcome.REFUSED, Outcome.OUT_OF_SCOPE})
