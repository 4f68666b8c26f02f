from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answer import Outcome
from tests.ui.samples import ANSWERED, QUOTE, SIGNPOSTED, answer_of
from tests.ui.slack.fake import buttons, readable
from tests.ui.slack.fake_limits import characters, check_blocks
from tests.ui.slack.test_pages import long_answer
from ui.slack.message import Frame, answer_message, sentence
from ui.slack.pages import pages_of


def test_an_answer_reads_from_its_text_to_its_buttons():
    message = answer_message(ANSWERED, Frame(message="7", says_it_follows=True))

    assert readable(message.blocks).splitlines() == [
        *ANSWERED.text.splitlines(),
        "Please note",
        "Some of its parts are not in force yet. [1]",
        "Sources",
        "[1] The Online Safety Act · GB · partly in force · as of 29 April 2026",
        "UK Parliament (official), 26 October 2023 · Example Press (press), February 2026",
        "From 139 articles, the newest of 4 July 2026. "
        "I follow this thread now: ask on without mentioning me. Write “stop” to end that.",
        "You could also ask",
        "Who has been fined so far?",
        "Helpful",
        "Not helpful",
    ]


def test_the_text_is_that_of_the_answer_and_its_upper_part_may_be_streamed():
    message = answer_message(ANSWERED, Frame(message="7"))

    assert message.body == ANSWERED.text
    assert readable(list(message.upper)) == ANSWERED.text


def test_a_quote_is_shown_where_the_claim_words_it_otherwise():
    claim = replace(ANSWERED.claims[0], text="Ofcom may fine a provider.")
    answer = replace(ANSWERED, claims=(claim,), text="Ofcom may fine a provider. [1]")

    quotes = [part for block in answer_message(answer, Frame()).blocks for part in block.get("elements", [])]

    assert {"type": "rich_text_quote", "elements": [{"type": "text", "text": QUOTE}]} in quotes
    assert QUOTE not in readable(list(answer_message(ANSWERED, Frame()).lower))


@pytest.mark.parametrize("count", [1, 12, 40, 120])
@pytest.mark.parametrize("words", [1, 30, 90])
def test_every_page_keeps_the_limits_of_slack(count, words):
    answer = long_answer(count, words=words)
    for number in range(len(pages_of(answer))):
        blocks = answer_message(answer, Frame(message="7", says_it_follows=True), number).blocks

        assert list(check_blocks(blocks, 50)) == []
        assert characters(blocks) <= 13_000


def test_a_cut_answer_says_so_and_offers_the_rest():
    answer = long_answer(40)
    left = pages_of(answer)[0].left

    message = answer_message(answer, Frame(message="7"))

    assert f"Cut here, at the end of a sentence: {left} more sentences did not fit." in readable(message.blocks)
    assert [one["value"] for one in buttons(message.blocks) if one["action_id"] == "rest"] == ["7:1"]
    assert readable(answer_message(answer, Frame(message="7"), 1).blocks).startswith("The rest of the answer\n")


@pytest.mark.parametrize("outcome", [Outcome.SIGNPOSTED, Outcome.REFUSED, Outcome.FAILED])
def test_nobody_is_asked_how_helpful_help_lines_or_a_refusal_were(outcome):
    message = answer_message(answer_of(outcome), Frame(message="7"))

    assert buttons(message.blocks) == []


def test_help_lines_come_first():
    message = answer_message(SIGNPOSTED, Frame(is_private=True))

    assert readable(message.blocks).startswith("These people can help:\n- Childline (GB): 0800 1111 · day and night")


def test_a_preview_is_short_and_escaped():
    message = sentence("<!channel> " + "word " * 200)

    assert message.preview.startswith("&lt;!channel&gt; word")
    assert len(message.preview) <= 310


def test_an_answer_in_spanish_is_spanish_all_through():
    message = answer_message(replace(ANSWERED, language="es"), Frame(message="7", may_be_shared=True))

    shown = readable(message.blocks)
    assert "Tenga en cuenta" in shown
    assert "en vigor" in shown
    assert "Compartir con el canal" in shown
    assert "Please note" not in shown
