from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import Status
from rag.premise import DENIALS, DEPTH, denials, is_taken_as_done

BILL, NOT_LAW = "es-minimum-age-bill#1.1", "es-minimum-age-bill#2.2"


@pytest.fixture
def denied(understanding):
    def made(text, *found):
        return [one.sentence.id for one in denials(understanding.of(text), lambda *_: found, (), found)]

    return made


def test_what_says_otherwise_is_found_in_the_articles_that_answer(denied, judged):
    assert denied("Why did Spain ban it?", judged(BILL), judged(NOT_LAW, 0.1)) == [NOT_LAW]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("What does Spain plan?", id="nothing taken for granted"),
        pytest.param("Does Spain ban it?", id="asks whether"),
    ],
)
def test_a_question_that_takes_nothing_for_granted_is_not_contradicted(denied, judged, question):
    assert denied(question, judged(BILL), judged(NOT_LAW)) == []


def test_when_is_doubted_only_of_what_is_no_rule(denied, judged):
    australia, neither = judged("au-minimum-age-act#1.1"), judged("au-minimum-age-act#2.2")

    assert denied("When did Australia ban it?", australia, neither) == []
    assert denied("When did Spain ban it?", judged(BILL), judged(NOT_LAW)) == [NOT_LAW]


def test_what_is_far_from_the_question_denies_nothing(denied, judged):
    far = replace(judged(NOT_LAW), sum=judged(BILL).sum - DEPTH - 0.1)

    assert denied("Why did Spain ban it?", judged(BILL), far) == []


def test_an_answer_is_not_led_by_denials_without_end(denied, judged):
    many = [judged(BILL, text=f"It is not law, for reason {number}.") for number in range(DENIALS + 2)]

    assert len(denied("Why did Spain ban it?", *many)) == DENIALS


@pytest.mark.parametrize(
    ("question", "is_done"),
    [
        ("When did Spain ban it?", True),
        ("Why did Spain pass the law?", True),
        ("¿Cuándo prohibió España las redes?", True),
        ("When did Spain table the bill to ban it?", False),
        ("Why would Spain ban it?", False),
        ("When was it announced that Spain bans it?", False),
        ("What is the fine in Spain?", False),
    ],
)
def test_a_plan_that_is_spoken_of_as_done_is_noticed(small, understanding, question, is_done):
    bill = small.article("es-minimum-age-bill")

    assert is_taken_as_done(understanding.of(question), bill) is is_done


def test_what_is_in_force_is_rightly_taken_as_done(small, understanding):
    act = small.article("au-minimum-age-act")

    assert not is_taken_as_done(understanding.of("When did Australia ban it?"), act)


def test_what_is_open_may_have_seen_decisions(small, understanding):
    case = replace(small.article("uk-online-safety-act"), status=Status.OPEN)

    assert not is_taken_as_done(understanding.of("Why did Ofcom fine it?"), case)
