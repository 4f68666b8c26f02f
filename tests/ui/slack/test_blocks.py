from __future__ import annotations

import pytest

from tests.ui.slack.fake import readable
from tests.ui.slack.fake_limits import check_blocks
from ui.slack.blocks import actions, aside, bullets, button, header, line, link, quote, rich, votes, words


def test_foreign_text_stands_in_rich_text_letter_for_letter():
    block = rich(line(words("<!channel> *bold* :smile:")))

    assert block["elements"][0]["elements"] == [{"type": "text", "text": "<!channel> *bold* :smile:"}]


def test_an_aside_escapes_what_slack_would_obey():
    assert aside("a <@U1> & b")["elements"][0] == {"type": "mrkdwn", "text": "a &lt;@U1&gt; &amp; b", "verbatim": True}


@pytest.mark.parametrize("url", ["supplied:report", "javascript:alert(1)", ""])
def test_what_is_no_web_address_does_not_become_a_link(url):
    assert link("A report", url) == {"type": "text", "text": "A report"}


def test_a_long_question_is_shortened_on_its_button_and_whole_in_its_value():
    question = "What must platforms do about " + "the many risks that " * 6 + "remain?"

    made = button("ask:0", question, question)

    assert len(made["text"]["text"]) <= 75
    assert made["text"]["text"].endswith("…")
    assert made["value"] == question


def test_everything_is_block_kit_that_slack_takes():
    blocks = [
        header("A heading"),
        rich(line(words("Text", bold=True)), bullets([[words("one")]]), quote(words("said"))),
        aside("Small."),
        actions(button("ask:0", "Ask", "Ask"), button("ask:1", "Ask", "Ask")),
        votes("1", ("Good", "Say good"), ("Bad", "Say bad")),
    ]

    assert list(check_blocks(blocks, 50)) == []
    assert readable(blocks).startswith("A heading\nText\none\nsaid")
