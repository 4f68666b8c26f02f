"""The bot as a process, used as people use it."""

from __future__ import annotations

import itertools

import pytest

from tests.ui.slack.fake import US, buttons, direct, readable
from tests.ui.slack.waiting import measure

_channels = (f"C{number}" for number in itertools.count(1))


@pytest.fixture
def channel():
    return next(_channels)


def test_a_mention_is_answered_once_in_its_thread_with_sources_and_buttons(slack, channel):
    asked = slack.mention(channel, "U1", "What may Ofcom fine?")

    answer = slack.answer_in(channel, asked.ts)

    assert answer.text.startswith("Ofcom may fine a provider up to 10 per cent of its worldwide revenue. [1]")
    assert "[1] The Online Safety Act · GB · partly in force · as of 29 April 2026" in answer.text
    assert "Example Gazette (official), 15 January 2026" in answer.text
    assert [one["action_id"] for one in buttons(answer.blocks)] == ["ask:0", "vote", "vote"]
    assert not answer.is_streaming


def test_a_status_appears_before_the_answer_and_verified_sentences_are_streamed(slack, channel):
    asked = slack.mention(channel, "U1", "What may Ofcom fine?")

    slack.answer_in(channel, asked.ts)

    places = ("channel", "channel_id")
    here = [call.method for call in slack.calls if channel in (call.given.get(name) for name in places)]
    methods = [method for method in here if method.startswith(("assistant", "chat"))]
    assert methods == ["assistant.threads.setStatus", "chat.startStream", "chat.stopStream"]


def test_a_mention_that_also_comes_as_a_message_is_one_question(slack, channel):
    asked = slack.mention(channel, "U1", "What may Ofcom fine?")
    slack.say(channel, "U1", f"<@{US}> What may Ofcom fine?", ts=asked.ts)
    slack.repeat("events_api", asked)

    slack.answer_in(channel, asked.ts)
    later = slack.mention(channel, "U1", "Which act is Australian?")
    slack.answer_in(channel, later.ts)

    assert len(slack.thread(channel, asked.ts)) == 1


def test_a_thread_is_followed_without_a_mention_until_told_to_stop(slack, running, channel):
    asked = slack.mention(channel, "U1", "What may Ofcom fine?")
    slack.answer_in(channel, asked.ts)

    slack.say(channel, "U2", "And in Australia?", thread_ts=asked.ts)
    second = slack.answer_in(channel, asked.ts, 1)
    slack.say(channel, "U1", "Stop.", thread_ts=asked.ts)
    stopped = slack.answer_in(channel, asked.ts, 2)
    silent = slack.say(channel, "U1", "What may Ofcom fine?", thread_ts=asked.ts)
    slack.wait(silent.acked.is_set)

    assert "10 per cent" in second.text  # what was asked before counts
    assert "I follow this thread now" not in second.text
    assert stopped.text == "I no longer follow this thread. Mention me to call me back."
    assert running.rows("SELECT id FROM slack_events WHERE id LIKE :id", id=f"%{silent.ts}") == []


def test_what_people_say_to_each_other_in_a_followed_thread_is_left_alone(slack, running, channel):
    asked = slack.mention(channel, "U1", "What may Ofcom fine?")
    slack.answer_in(channel, asked.ts)

    said = [
        slack.say(channel, "U2", text, thread_ts=asked.ts)
        for text in ("Thanks!", "<@U1> can you take this?", "👍", "OK")
    ]
    for one in said:
        slack.wait(one.acked.is_set)

    kept = running.rows("SELECT id FROM slack_events WHERE channel = :channel", channel=channel)
    assert len(kept) == 1


def test_an_aside_in_a_followed_thread_is_not_answered_before_everybody(slack, channel):
    asked = slack.mention(channel, "U1", "What may Ofcom fine?")
    slack.answer_in(channel, asked.ts)

    slack.say(channel, "U2", "Who brings lasagne tomorrow?", thread_ts=asked.ts)
    whisper = slack.wait(lambda: [one for one in slack.whispers if one["channel"] == channel])[0]

    assert whisper["user"] == "U2"
    assert "Write “stop” in the thread" in readable(whisper["blocks"])
    assert len(slack.thread(channel, asked.ts)) == 1


def test_a_message_that_overtakes_the_mention_before_it_is_answered_all_the_same(slack, channel):
    late = slack.mention_of(channel, "U1", "What may Ofcom fine?")
    early = slack.say(channel, "U2", "And in Australia?", thread_ts=late["event"]["ts"])
    slack.wait(early.acked.is_set)
    slack.send("events_api", late)

    slack.answer_in(channel, late["event"]["ts"], 1)

    assert len(slack.thread(channel, late["event"]["ts"])) == 2


def test_a_direct_message_is_answered_in_its_thread_and_the_conversation_gets_a_title(slack):
    asked = slack.say("D100", "U100", "What may Ofcom fine?")

    answer = slack.answer_in("D100", asked.ts)
    titled = slack.wait(
        lambda: [one for one in slack.called("assistant.threads.setTitle") if one["channel_id"] == "D100"]
    )

    assert "10 per cent" in answer.text
    assert "I follow this thread" not in answer.text
    assert titled[0]["title"] == "What may Ofcom fine?"


def test_a_spanish_question_is_answered_in_spanish(slack):
    asked = slack.say("D101", "U101", "¿Qué edad mínima propone España?")

    answer = slack.answer_in("D101", asked.ts)

    assert "Fuentes" in answer.text
    assert "No es útil" in answer.text


def test_the_pane_greets_once_and_offers_questions(slack):
    opened = {"type": "app_home_opened", "user": "U102", "channel": "D102", "tab": "messages"}
    for _ in range(2):
        slack.send("events_api", slack.event(opened))

    def prompted():
        return [one for one in slack.called("assistant.threads.setSuggestedPrompts") if one["channel_id"] == "D102"]

    slack.wait(lambda: len(prompted()) == 2)

    greetings = [one for one in slack.messages.values() if one.channel == "D102"]
    assert len(greetings) == 1
    assert "I answer questions about digital child safety policy from 8 articles" in greetings[0].text
    assert prompted()[0]["prompts"][0]["message"].endswith("?")


def test_the_older_pane_is_greeted_in_its_thread(slack):
    thread = {"user_id": "U103", "channel_id": "D103", "thread_ts": slack.next_ts(), "context": {}}
    slack.send("events_api", slack.event({"type": "assistant_thread_started", "assistant_thread": thread}))

    greeting = slack.answer_in("D103", thread["thread_ts"])

    assert greeting.text.startswith("Hello. I answer questions")


def test_a_slash_command_is_answered_to_the_asker_alone_and_can_be_shared_once(slack, channel):
    command, address = slack.command(channel, "U1", "What may Ofcom fine? <!channel>")
    slack.wait(command.acked.is_set)
    answer = slack.wait(lambda: slack.responses[address])[0]
    share = next(one for one in buttons(answer["blocks"]) if one["action_id"] == "share")
    first = slack.press(share, None, "U1", channel)
    shared = slack.wait(lambda: slack.responses[first])[0]
    second = slack.press(share, None, "U1", channel)
    again = slack.wait(lambda: slack.responses[second])[0]

    assert command.answer == {"text": "Looking for “What may Ofcom fine?”…", "response_type": "ephemeral"}
    assert (answer["response_type"], answer["replace_original"]) == ("ephemeral", True)
    assert "10 per cent" in readable(answer["blocks"])
    assert shared["response_type"] == "in_channel"
    assert readable(shared["blocks"]).startswith("@U1 shared this answer to: What may Ofcom fine?")
    assert readable(again["blocks"]) == "Shared with the channel."
    assert not [one for one in slack.messages.values() if one.channel == channel]


def test_a_statement_is_checked_sentence_by_sentence(slack, channel):
    window = slack.check(
        channel,
        "U1",
        "Ofcom may fine a provider up to 10 per cent of its worldwide revenue. "
        "Ofcom may fine a provider up to 18 per cent of its worldwide revenue. The weather in Lisbon will be fine.",
    )

    view = slack.wait(lambda: len(slack.windows.get(window, {}).get("blocks", [])) > 1 and slack.windows[window])

    shown = readable(view["blocks"])
    assert [shown.count(said) for said in ("supports this", "contradicts this", "does not say\n")] == [1, 1, 1]
    assert "(The Online Safety Act, partly in force, as of 29 April 2026; Example Gazette" in shown


def test_a_follow_up_button_asks_in_the_thread_and_says_who_asked(slack, channel):
    asked = slack.mention(channel, "U1", "What may Ofcom fine?")
    answer = slack.answer_in(channel, asked.ts)

    slack.press(buttons(answer.blocks)[0], answer, "U7")
    second = slack.answer_in(channel, asked.ts, 1)

    assert second.text.startswith("@U7 asked: Who may fine a provider?\nOfcom may fine a provider")


def test_votes_are_kept_with_their_reason(slack, running, channel):
    asked = slack.mention(channel, "U1", "What may Ofcom fine?")
    answer = slack.answer_in(channel, asked.ts)
    good, bad = [one for one in buttons(answer.blocks) if one["action_id"] == "vote"]

    thanked = slack.press(good, answer, "U1")
    slack.wait(lambda: slack.responses[thanked])
    slack.press(bad, answer, "U2")
    form = slack.wait(lambda: [one for one in slack.windows.values() if one.get("callback_id") == "vote_reason"])[0]
    slack.wait(slack.submit("U2", form, "out_of_date", "There is a newer figure.").acked.is_set)

    def votes():
        wanted = "SELECT person, is_helpful, reason, comment FROM slack_votes WHERE message = :message ORDER BY person"
        return running.rows(wanted, message=int(form["private_metadata"]))

    slack.wait(lambda: len(votes()) == 2 and votes()[1][2])
    assert votes() == [("U1", 1, None, None), ("U2", 0, "out_of_date", "There is a newer figure.")]
    assert "goes to the people who maintain Footnote" in readable(slack.responses[thanked][0]["blocks"])


def test_somebody_in_danger_is_helped_alone_and_nothing_of_it_stays(slack, running, channel):
    asked = slack.mention(channel, "U8", "My child is in danger")

    helped = slack.wait(lambda: [one for one in slack.messages.values() if one.channel == direct("U8")])[0]
    whisper = slack.wait(lambda: [one for one in slack.whispers if one["channel"] == channel])[0]

    assert helped.text.startswith("These people can help:\n- Childline (GB): 0800 1111")
    assert whisper["user"] == "U8"
    assert "thread_ts" not in whisper  # a whisper into a thread that nobody has opened is never seen
    assert "0800 1111" in readable(whisper["blocks"])
    assert slack.thread(channel, asked.ts) == []
    slack.wait(
        lambda: running.rows("SELECT 1 FROM slack_events WHERE state = 'done' AND id LIKE :id", id=f"%{asked.ts}")
    )
    assert running.rows("SELECT text FROM slack_turns WHERE text LIKE '%danger%'") == []
    assert running.rows("SELECT body FROM slack_events WHERE body LIKE '%danger%'") == []


def test_the_home_tab_says_what_is_known_and_how_to_ask(slack):
    slack.locales["U104"] = "es-ES"
    for person in ("U104", "U105"):
        slack.send(
            "events_api", slack.event({"type": "app_home_opened", "user": person, "channel": "D", "tab": "home"})
        )

    slack.wait(lambda: {"U104", "U105"} <= set(slack.homes))

    english, spanish = (readable(slack.homes[person]["blocks"]) for person in ("U105", "U104"))
    assert "8 articles about 6 jurisdictions" in english
    assert "Type /footnote and a question" in english
    assert "8 artículos sobre 6 jurisdicciones" in spanish


def test_an_empty_mention_gets_an_example(slack, channel):
    asked = slack.mention(channel, "U1", "")

    answer = slack.answer_in(channel, asked.ts)

    assert answer.text.startswith("Ask me a question about digital child safety policy in the same message")


def test_a_question_cannot_make_a_mention_or_formatting(slack, channel):
    asked = slack.mention(channel, "U1", "What may Ofcom fine &lt;!channel&gt; *now* &amp; _then_")
    answer = slack.answer_in(channel, asked.ts)

    slack.press({"action_id": "ask:0", "value": "May <!channel> be fined by <@U2>?"}, answer, "U7")
    second = slack.answer_in(channel, asked.ts, 1)

    piece = second.blocks[0]["elements"][0]["elements"][1]
    assert piece == {"type": "text", "text": " asked: May <!channel> be fined by <@U2>?"}  # rich text is not parsed


def test_guests_and_shared_channels_are_told_why_they_get_no_answer(slack, channel):
    slack.guests.add("U110")
    slack.mention(channel, "U110", "What may Ofcom fine?")
    shared = slack.mention_of(channel, "U111", "What may Ofcom fine?") | {"is_ext_shared_channel": True}
    slack.send("events_api", shared)

    slack.wait(lambda: len([one for one in slack.whispers if one["channel"] == channel]) == 2)

    said = {one["user"]: readable(one["blocks"]) for one in slack.whispers if one["channel"] == channel}
    assert "you are a guest" in said["U110"]
    assert "shared with another organisation" in said["U111"]
    assert not [one for one in slack.messages.values() if one.channel == channel]


def test_an_unknown_workspace_leaves_no_trace(slack, running, channel):
    stranger = slack.mention_of(channel, "U1", "What may Ofcom fine?") | {"team_id": "T666"}

    slack.wait(slack.send("events_api", stranger).acked.is_set)

    assert running.rows("SELECT 1 FROM slack_events WHERE team = 'T666'") == []


def test_what_breaks_ends_in_a_number_that_the_log_knows(slack, running, channel):
    asked = slack.mention(channel, "U1", "Please panic now")

    answer = slack.answer_in(channel, asked.ts)

    number = answer.text.partition("(number ")[2].partition(")")[0]
    assert len(number) == 8
    assert number in running.log
    failure = running.rows("SELECT outcome, failure FROM slack_events WHERE id LIKE :id", id=f"%{asked.ts}")
    slack.wait(lambda: failure or True)
    slack.wait(lambda: running.rows("SELECT 1 FROM slack_events WHERE failure = :number", number=number))


def test_the_log_holds_nothing_that_people_wrote(slack, running, channel):
    asked = slack.mention(channel, "U1", "panic now about zyzzyva")

    slack.answer_in(channel, asked.ts)

    assert "Traceback" in running.log
    assert "zyzzyva" not in running.log


def test_where_the_bot_may_not_write_the_asker_hears_it_directly(slack, channel):
    slack.refusals = {"chat.postMessage": "not_in_channel", "chat.startStream": "not_in_channel"}
    asked = slack.mention(channel, "U120", "What may Ofcom fine?")
    slack.wait(lambda: any(one["channel"] == channel for one in slack.called("chat.postMessage")))
    slack.refusals = {}

    told = slack.wait(lambda: [one for one in slack.messages.values() if one.channel == direct("U120")])

    assert "I cannot write where you asked me (not_in_channel" in told[0].text
    assert slack.thread(channel, asked.ts) == []


def test_without_streaming_the_message_is_edited_instead(slack, channel):
    slack.refusals = {"chat.startStream": "unknown_method"}
    asked = slack.mention(channel, "U1", "What may Ofcom fine?")
    answer = slack.answer_in(channel, asked.ts)
    slack.wait(lambda: buttons(answer.blocks))
    slack.refusals = {}

    assert answer.text.startswith("Ofcom may fine a provider up to 10 per cent of its worldwide revenue. [1]")
    assert len(slack.thread(channel, asked.ts)) == 1


def test_a_stream_that_slack_ended_early_is_replaced_by_the_whole_answer(slack, channel):
    slack.refusals = {"chat.stopStream": "message_not_in_streaming_state"}
    asked = slack.mention(channel, "U1", "What may Ofcom fine?")
    answer = slack.wait(lambda: [one for one in slack.thread(channel, asked.ts) if one.edits])[0]
    slack.refusals = {}

    assert answer.text.startswith("Ofcom may fine a provider up to 10 per cent of its worldwide revenue. [1]")
    assert "Sources" in answer.text


def test_somebody_says_within_a_second_that_the_question_was_heard(slack, channel, capsys):
    waiting = measure(slack, channel, [f"What may Ofcom fine? ({number})" for number in range(15)])

    with capsys.disabled():
        print(f"\n{waiting}")  # noqa: T201 - the figures are the point
    assert waiting.status < 1.0
    assert waiting.status <= waiting.first_words <= waiting.complete
