from __future__ import annotations

import pytest

from tests.ui.slack.fake import TEAM, US
from ui.slack.event import Kind, Lane
from ui.slack.reading import plain, read_action, read_command, read_message, read_opened, thread_of


def message(text="What may Ofcom fine?", **more):
    event = {"type": "message", "channel": "C1", "channel_type": "channel", "user": "U1", "ts": "10.1", "text": text}
    return {"team_id": TEAM, "event_id": "Ev1", "event": {**event, **more}}


@pytest.mark.parametrize(
    "body",
    [
        message(),
        message(f"<@{US}> hello", subtype="message_changed"),
        message(f"<@{US}> hello", bot_id="B2"),
        message(f"<@{US}> hello", user=US),
        message(f"<@{US}> hello", user="USLACKBOT"),
        message(f"<@{US}> hello", user=""),
        message("Thank you!", channel="D1", channel_type="im"),
    ],
    ids=["no mention", "edited", "a bot", "ourselves", "slackbot", "nobody", "thanks"],
)
def test_what_is_not_for_us_is_left_alone(body):
    assert read_message(body, US, follows=False) is None


@pytest.mark.parametrize("text", ["<@U2> can you look?", "thanks", "Gracias!", "👍", "OK."])
def test_in_a_followed_thread_what_people_say_to_each_other_is_left_alone(text):
    assert read_message(message(text, thread_ts="9.1"), US, follows=True) is None


def test_a_mention_is_a_question_in_its_own_thread():
    event = read_message(message(f"<@{US}|footnote> What may Ofcom fine?", type="app_mention"), US, follows=False)

    assert event
    assert (event.kind, event.text, event.thread_ts, event.is_unasked) == (
        Kind.QUESTION,
        "What may Ofcom fine?",
        "10.1",
        False,
    )


def test_a_mention_and_the_message_that_it_is_are_one_event():
    mention = read_message(message(f"<@{US}> hi", type="app_mention"), US, follows=False)
    twin = read_message({**message(f"<@{US}> hi"), "event_id": "Ev2"}, US, follows=False)

    assert mention
    assert twin
    assert mention.id == twin.id


@pytest.mark.parametrize("text", ["stop", "Stop.", f"<@{US}> STOP!", "para", "¡Basta!", "deja de seguir"])
def test_stop_is_heard_in_both_languages(text):
    event = read_message(message(text, thread_ts="9.1"), US, follows=True)

    assert event
    assert event.kind is Kind.STOP


@pytest.mark.parametrize("text", ["Does the law stop porn?", "¿Para quién es la ley?"])
def test_a_question_with_the_word_in_it_stops_nothing(text):
    event = read_message(message(text, thread_ts="9.1"), US, follows=True)

    assert event
    assert event.kind is Kind.QUESTION


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("see <https://example.org/a|the act>", "see the act"),
        ("see <https://example.org/a>", "see https://example.org/a"),
        ("in <#C1|general>", "in general"),
        ("<!channel> &lt;b&gt; &amp; c", "<b> & c"),
        ("&amp;lt;!channel&gt;", "&lt;!channel>"),
    ],
)
def test_slacks_marks_become_words(written, said):
    assert plain(written, US) == said


def test_a_reply_names_its_thread_and_a_root_none():
    assert thread_of(message(thread_ts="9.1")) == f"{TEAM}/C1/9.1"
    assert thread_of(message()) is None
    assert thread_of(message(thread_ts="10.1")) is None


def test_a_channel_shared_with_others_is_known_as_such():
    event = read_message({**message(f"<@{US}> hi"), "is_ext_shared_channel": True}, US, follows=False)

    assert event
    assert event.is_shared


def test_a_command_is_worked_on_among_the_answers_and_a_button_at_once():
    command = read_command(
        {"trigger_id": "1", "team_id": TEAM, "channel_id": "C1", "user_id": "U1", "response_url": "u", "text": " hi "}
    )
    button = read_action(pressed("vote", "good:1"))

    assert button
    assert (command.text, command.lane) == ("hi", Lane.ANSWERS)
    assert (button.kind, button.lane, button.extra["value"]) == (Kind.VOTE, Lane.QUICK, "good:1")


def test_a_button_of_somebody_else_is_left_alone():
    assert read_action(pressed("delete_everything", "")) is None


def test_a_follow_up_below_an_answer_that_only_one_sees_is_answered_to_that_one():
    event = read_action(pressed("ask:0", "And in Spain?", is_ephemeral=True))

    assert event
    assert (event.kind, event.text, event.thread_ts) == (Kind.COMMAND, "And in Spain?", "")


@pytest.mark.parametrize(("tab", "kind"), [("home", Kind.HOME), ("messages", Kind.PANE)])
def test_opening_is_told_apart_by_the_tab(tab, kind):
    opened = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": tab}

    event = read_opened({"team_id": TEAM, "event_id": "Ev1", "event": opened})

    assert event
    assert event.kind is kind


def pressed(action, value, *, is_ephemeral=False):
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": "U1"},
        "channel": {"id": "C1"},
        "trigger_id": "t1",
        "response_url": "u",
        "container": {"is_ephemeral": is_ephemeral},
        "message": {"ts": "11.1", "thread_ts": "10.1"},
        "actions": [{"action_id": action, "value": value, "action_ts": "12.1"}],
    }
