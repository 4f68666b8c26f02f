from __future__ import annotations

import asyncio

import pytest

from ui.api.limits import Limits
from ui.web.conversation import Wish, ask, read_wish, stop
from ui.web.turn import State, Turn, history


async def frames_of(site, turns, question, wish):
    return [frame async for frame in ask(site, turns, question, wish, visitor="203.0.113.7", language="en")]


def asked(site, question, turns=(), wish=None):
    """Return every frame of a question."""
    return asyncio.run(frames_of(site, turns, question, wish or Wish()))


def test_an_answer_grows_sentence_by_sentence(site):
    frames = asked(site, "What about pornography and provider revenue?")

    grown = [len(frame.turns[-1].claims) for frame in frames]
    assert frames[0].is_new
    assert grown == sorted(grown)
    assert set(grown) >= {0, 1, 2}
    assert frames[-1].turns[-1].state is State.DONE
    assert frames[-1].turns[-1].number


def test_a_follow_up_carries_the_conversation(site, pipeline):
    first = asked(site, "What about pornography?")[-1].turns

    asked(site, "And the revenue?", first)

    assert pipeline.asked[1][1][0] == ("user", "What about pornography?")


def test_asking_again_takes_the_place_of_the_last_question(site, pipeline):
    first = asked(site, "What about pornography?")[-1].turns

    last = asked(site, "What about revenue?", first, Wish(place="GB", instead=True))[-1].turns

    assert [turn.question for turn in last] == ["What about revenue?"]
    assert pipeline.asked[1][1:] == ((), "GB")


def test_a_question_that_is_too_long_gets_a_friendly_sentence(site):
    turn = asked(site, "x" * 1001)[-1].turns[-1]

    assert turn.state is State.PROBLEM
    assert "1000" in turn.status.replace(",", "")


def test_too_many_questions_are_told_when_to_come_back(site):
    narrow = type(site.services.rates)(Limits(per_visitor="1/minute"))
    object.__setattr__(site.services.desk, "_rates", narrow)

    asked(site, "What about revenue?")
    turn = asked(site, "What about revenue?")[-1].turns[-1]

    assert turn.state is State.PROBLEM
    assert "seconds" in turn.status


def test_what_breaks_is_a_sentence_with_a_number(site, pipeline, caplog):
    def broken(*_args, **_options):
        yield from ()
        raise KeyError("secret")

    pipeline.stream = broken
    turn = asked(site, "What?")[-1].turns[-1]

    assert turn.state is State.PROBLEM
    assert "secret" not in turn.status
    assert any("Failure" in record.message for record in caplog.records)


def test_stopping_keeps_what_has_arrived(site):
    half = asked(site, "What about pornography and provider revenue?")[3].turns

    assert stop(half)[-1].state is State.STOPPED
    assert stop(half)[-1].claims == half[-1].claims


def test_only_finished_turns_are_history():
    assert history((Turn("What?"), Turn("Who?", state=State.STOPPED))) == ()


@pytest.mark.parametrize("text", ["", "no json", "[]", "null", '{"place": null}', "[" * 5000])
def test_a_wish_that_makes_no_sense_is_no_wish(text):
    assert read_wish(text) == Wish()


def test_a_wish_is_read():
    assert read_wish('{"place": "GB", "instead": true}') == Wish("GB", True)
