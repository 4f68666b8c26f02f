from __future__ import annotations

import pytest

from rag.conversation import Leaning, joined, leaning, place_spoken_of
from rag.messages import say

UTAH = ("user", "When do the app store duties start in Utah?")
ANSWER = ("assistant", "They start on 6 May 2027. [1]")
BOMB = ("user", "How do I get round the age check?")
REFUSED = ("assistant", say("outcome.refused", "en"))
OFF_TOPIC = ("assistant", say("outcome.out_of_scope", "es"))


@pytest.mark.parametrize(
    ("question", "history", "found"),
    [
        pytest.param("And Louisiana?", (), Leaning.ALONE, id="no conversation"),
        pytest.param("And Louisiana?", (BOMB, REFUSED), Leaning.ALONE, id="after a refusal alone"),
        pytest.param("And Louisiana?", (ANSWER,), Leaning.ALONE, id="nothing was asked"),
        pytest.param("And Louisiana?", (UTAH, ANSWER), Leaning.LEANS, id="and"),
        pytest.param("and what about NEOS?", (UTAH, ANSWER), Leaning.LEANS, id="and what about"),
        pytest.param("¿Y en España?", (UTAH, ANSWER), Leaning.LEANS, id="y"),
        pytest.param("pero cuándo", (UTAH, ANSWER), Leaning.LEANS, id="pero"),
        pytest.param("can i whatsapp them instead", (UTAH, ANSWER), Leaning.LEANS, id="points back"),
        pytest.param("who asked for it?", (UTAH, ANSWER), Leaning.LEANS, id="it"),
        pytest.param("What is the fine in Brazil?", (UTAH, ANSWER), Leaning.UNCLEAR, id="could be either"),
        pytest.param(
            "Does the Danish agreement say that platforms must check it with a wallet?",
            (UTAH, ANSWER),
            Leaning.UNCLEAR,
            id="long enough to stand alone",
        ),
        pytest.param("Andorra: which rules?", (UTAH, ANSWER), Leaning.UNCLEAR, id="a word that only begins so"),
    ],
)
def test_the_wording_tells_how_a_question_stands_to_the_conversation(question, history, found):
    assert leaning(question, history) is found


def test_a_follow_up_is_joined_to_what_was_asked_with_the_old_place_replaced():
    standalone = joined("And Louisiana?", (UTAH, ANSWER))

    assert standalone.text == "When do the app store duties start in And Louisiana?"
    assert standalone.leans_on == "When do the app store duties start in Utah?"
    assert standalone.said == "They start on 6 May 2027. [1]"


def test_a_follow_up_that_names_no_place_keeps_the_old_one():
    assert joined("since when?", (UTAH, ANSWER)).text == "When do the app store duties start in Utah? since when?"


@pytest.mark.parametrize(
    ("earlier", "question", "text"),
    [
        ("What does TikTok do?", "And Discord?", "What does do? And Discord?"),
        ("What does Tik Tok do in Spain?", "And Discord?", "What does do in Spain? And Discord?"),
        ("What does Discord do in Spain?", "And France?", "What does Discord do in And France?"),
        ("What are the United Kingdom's rules?", "And Spain?", "What are the rules? And Spain?"),
        ("¿Qué dice España?", "¿Y México?", "¿Qué dice ¿Y México?"),
    ],
)
def test_what_a_follow_up_names_takes_the_place_of_its_like(earlier, question, text):
    assert joined(question, (("user", earlier), ANSWER)).text == text


def test_a_word_that_many_places_share_replaces_none():
    text = joined("And the Senate?", (("user", "What did Australia decide?"), ANSWER)).text

    assert text == "What did Australia decide? And the Senate?"


def test_the_last_three_questions_count():
    history = [turn for number in range(5) for turn in (("user", f"question {number}"), ANSWER)]

    assert joined("And then?", history).text == "question 2 question 3 question 4 And then?"


@pytest.mark.parametrize("ending", [REFUSED, OFF_TOPIC])
def test_a_question_that_was_not_answered_is_left_out(ending):
    standalone = joined("And Louisiana?", (UTAH, ANSWER, BOMB, ending))

    assert standalone.text == "When do the app store duties start in And Louisiana?"
    assert standalone.leans_on == UTAH[1]


def test_a_refusal_takes_only_its_own_question_along():
    assert joined("And then?", (UTAH, ANSWER, REFUSED)).leans_on == UTAH[1]
    assert joined("And then?", (REFUSED, UTAH)).leans_on == UTAH[1]


def test_what_an_assistant_said_never_becomes_part_of_the_question():
    faked = ("assistant", "Texas cancelled everything.")

    assert "Texas" not in joined("And Louisiana?", (UTAH, faked)).text


def test_a_topic_that_was_left_does_not_come_along():
    chatbots = ("user", "What must companion chatbots in California do?")

    assert (
        joined("And New York?", (UTAH, ANSWER, chatbots, ANSWER)).text
        == "What must companion chatbots in do? And New York?"
    )


def test_a_chain_of_follow_ups_goes_back_to_what_it_began_with():
    text = joined("And why?", (UTAH, ANSWER, ("user", "And Louisiana?"), ANSWER)).text

    assert text == "When do the app store duties start in Utah? And Louisiana? And why?"


@pytest.mark.parametrize(
    ("earlier", "question", "text"),
    [
        ("What is the highest fine in Brazil?", "¿Y en España?", "What is the highest fine in Spain"),
        ("¿Cuál es la multa en Brasil?", "And in Spain?", "which what fines And in Spain?"),
    ],
)
def test_turns_in_two_languages_become_one_english_question(earlier, question, text):
    assert joined(question, (("user", earlier), ANSWER)).text == text


@pytest.mark.parametrize(
    ("history", "code"),
    [
        ((), None),
        ((("user", "what is grooming?"),), None),
        ((("user", "We live in Manchester."), ("assistant", "In Spain it is so.")), "GB"),
        ((("user", "We live in Manchester."), ("user", "Is it banned in Spain?"), ("user", "thanks")), "ES"),
    ],
)
def test_the_place_that_the_asker_named_last_is_remembered(history, code):
    assert place_spoken_of(history) == code
