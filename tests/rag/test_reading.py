from __future__ import annotations

from dataclasses import replace

import pytest

from rag.compose import Composer
from rag.conversation import CLEARER
from rag.reading import Help, Reading, read

FINE = ("user", "What is the fine in Australia?")
SAID = ("assistant", "It is high. [1]")


@pytest.fixture
def weighing(composer: Composer):
    """A composer to which a question that names Australia is this much clearer than any other."""

    def made(gain: float) -> Composer:
        def judge(question, _passages):
            (found, *_) = composer.judge(question, composer.candidates(question, 60, None))
            return (replace(found, sum=20 + gain * ("AU" in question.codes)),)

        return replace(composer, judge=judge)

    return made


def test_without_a_conversation_a_question_stands_alone(composer, understanding):
    reading = read("And Spain?", (), understanding, composer)

    assert reading == Reading(understanding.of("And Spain?"))


def test_a_follow_up_is_read_with_what_was_asked_before(composer, understanding):
    reading = read("And Spain?", (FINE, SAID), understanding, composer)

    assert reading.question.text == "What is the fine in And Spain?"
    assert reading.question.codes == {"ES"}
    assert reading.leans_on == "What is the fine in Australia?"
    assert reading.said == "It is high. [1]"


@pytest.mark.parametrize(("gain", "leans"), [(CLEARER + 0.1, True), (CLEARER - 0.1, False), (-5.0, False)])
def test_where_the_wording_leaves_it_open_the_clearer_evidence_decides(weighing, understanding, gain, leans):
    reading = read("Are parents fined?", (FINE, SAID), understanding, weighing(gain))

    assert bool(reading.leans_on) is leans
    assert (reading.question.text == "Are parents fined?") is not leans


def test_a_new_topic_stands_alone(composer, understanding):
    question = "What must operators of companion chatbots publish in California?"

    assert read(question, (FINE, SAID), understanding, composer).question == understanding.of(question)


def test_a_chosen_jurisdiction_counts_in_both_readings(composer, understanding):
    asked = ("user", "What are the fines?")

    alone = read("What are the fines?", (), understanding, composer, jurisdiction="ES")
    together = read("And since when?", (asked, SAID), understanding, composer, jurisdiction="ES")

    assert alone.question.codes == together.question.codes == {"ES"}


@pytest.mark.parametrize(("text", "language"), [("¿Y en España?", "es"), ("And in Spain?", "en")])
@pytest.mark.parametrize("earlier", ["What is the fine in Australia?", "¿Cuál es la multa en Australia?"])
def test_a_follow_up_is_answered_in_its_own_language(composer, understanding, earlier, text, language):
    reading = read(text, (("user", earlier), SAID), understanding, composer)

    assert reading.question.language == language
    assert reading.question.codes == {"ES"}
    assert "fine" in reading.question.text or "multa" in reading.question.text


def test_a_rewrite_that_can_be_trusted_takes_the_place_of_the_joined_question(composer, understanding):
    def helps(question, history):
        assert (question, history) == ("And Spain?", (FINE, SAID))
        return Help("What is the fine in Spain?")

    reading = read("And Spain?", (FINE, SAID), understanding, composer, helps=helps)

    assert reading.question.text == "What is the fine in Spain?"
    assert (reading.leans_on, reading.said) == ("What is the fine in Australia?", "It is high. [1]")


def test_without_help_a_follow_up_is_read_as_ever(composer, understanding):
    helped = read("And Spain?", (FINE, SAID), understanding, composer, helps=lambda *_: Help())

    assert helped == read("And Spain?", (FINE, SAID), understanding, composer)


def test_the_parts_of_a_question_are_understood_each_by_itself(composer, understanding):
    parts = ("What is the age in Spain?", "What is the fine in Australia?")

    reading = read("Age in Spain, fine in Australia?", (), understanding, composer, helps=lambda *_: Help("", parts))

    assert [part.codes for part in reading.parts] == [{"ES"}, {"AU"}]
