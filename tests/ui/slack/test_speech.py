from __future__ import annotations

import pytest

from tests.ui.slack.fake import BOT_TOKEN, US, FakeSlack
from ui.database import engine_of, open_database
from ui.slack.ledger import Ledger
from ui.slack.message import sentence
from ui.slack.speech import Speech
from ui.slack.web import NotOurs, Place, Refused, Slack, Unsure, web_client

PLACE = Place("C1", "1000.1", team="T1", person="U1", since="1000.1")
WHOLE = sentence("One. [1] Two. [2]")


@pytest.fixture(scope="module")
def fake():
    with FakeSlack() as opened:
        yield opened


@pytest.fixture
def slack(fake):
    fake.messages.clear()
    fake.calls.clear()
    yield Slack(web_client(BOT_TOKEN, fake.address))
    fake.faults = lambda method: None
    fake.refusals = {}
    assert fake.violations == []


@pytest.fixture
def ledger(tmp_path):
    database = open_database(f"sqlite:///{tmp_path / 'footnote.db'}")
    yield Ledger(database)
    engine_of(database).dispose()


@pytest.fixture
def speech(slack, ledger):
    def begin(event="message:1", place=PLACE):
        return Speech(slack, ledger, place, event=event, us=US, pause=lambda seconds: None)

    return begin


def failing(method, *faults):
    """Let the next calls of `method` go wrong like this, and all later ones well."""
    left = list(faults)
    return lambda called: left.pop(0) if called == method and left else None


def standing(fake):
    return [(one.text, one.is_streaming) for one in fake.messages.values()]


def test_a_message_grows_and_is_finished_in_place(fake, speech):
    said = speech()
    said.say("One. [1]")
    assert standing(fake) == [("One. [1]", True)]

    said.finish(WHOLE)

    assert standing(fake) == [("One. [1] Two. [2]", False)]
    assert [call.method for call in fake.calls] == ["chat.startStream", "chat.stopStream"]


def test_what_is_not_how_it_ends_is_replaced(fake, speech):
    said = speech()
    said.say("One. [1]")

    said.finish(sentence("The corpus does not say. One. [1]"))

    assert standing(fake) == [("The corpus does not say. One. [1]", False)]


def test_finishing_twice_changes_nothing(fake, speech):
    speech().finish(WHOLE)
    speech().finish(WHOLE)

    assert len(fake.messages) == 1
    assert len(fake.called("chat.postMessage")) == 1


@pytest.mark.parametrize("fault", ["lost", "dropped", "broken"])
@pytest.mark.parametrize("method", ["chat.startStream", "chat.stopStream", "chat.postMessage", "chat.update"])
def test_a_call_whose_fate_is_unknown_ends_in_one_whole_message(fake, speech, method, fault):
    fake.faults = failing(method, fault)
    said = speech()
    if method != "chat.postMessage":
        said.say("One. [1]")

    said.finish(WHOLE)

    assert standing(fake) == [("One. [1] Two. [2]", False)]


def test_what_a_dead_process_posted_unseen_is_found_and_completed(fake, slack, ledger, speech):
    ledger.begin("message:1", "answer", "C1")  # noted, then sent, then killed
    slack.start_stream(PLACE, "One\\. \\[1\\]")

    speech().finish(WHOLE)

    assert standing(fake) == [("One. [1] Two. [2]", False)]


def test_an_answer_to_something_else_is_not_taken_for_ours(fake, slack, ledger, speech):
    speech("message:0").finish(sentence("Another answer."))
    ledger.begin("message:1", "answer", "C1")

    speech().finish(WHOLE)

    assert sorted(text for text, _ in standing(fake)) == ["Another answer.", "One. [1] Two. [2]"]


def test_a_message_that_somebody_deleted_is_posted_anew(fake, slack, ledger, speech):
    said = speech()
    said.say("One. [1]")
    fake.messages.clear()

    said.finish(WHOLE)

    assert standing(fake) == [("One. [1] Two. [2]", False)]


def test_a_busy_slack_is_waited_for(fake, speech):
    fake.faults = failing("chat.postMessage", "busy", "busy")

    speech().finish(WHOLE)

    assert len(fake.messages) == 1


def test_a_slack_that_stays_out_of_reach_is_left_for_later(fake, speech):
    fake.faults = lambda method: "dropped"

    with pytest.raises(Unsure):
        speech().finish(WHOLE)
    fake.faults = lambda method: None
    speech().finish(WHOLE)

    assert len(fake.messages) == 1


def test_where_no_message_may_stand_the_reason_is_told(fake, speech):
    fake.refusals = {"chat.startStream": "not_in_channel", "chat.postMessage": "not_in_channel"}

    with pytest.raises(Refused, match="not_in_channel"):
        speech().say("One. [1]")


def test_who_no_longer_holds_an_event_sends_nothing(fake, slack, speech):
    said = speech()

    with slack.while_ours(lambda: False), pytest.raises(NotOurs):
        said.finish(WHOLE)

    assert fake.calls == []


def test_the_status_is_taken_down_before_the_first_word(slack, ledger):
    order = []
    said = Speech(slack, ledger, PLACE, event="message:1", us=US, before=lambda: order.append("status closed"))

    said.say("One. [1]")

    assert order == ["status closed"]
