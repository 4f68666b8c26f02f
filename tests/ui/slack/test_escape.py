from __future__ import annotations

import pytest

from corpus import load_corpus
from rag.settings import SHIPPED_ARTICLES
from tests.ui.slack.fake import unescaped
from ui.slack.escape import entities, markdown, shortened


def test_the_three_characters_that_slack_obeys_become_entities():
    assert entities("<!here> & <@U1>") == "&lt;!here&gt; &amp; &lt;@U1&gt;"


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("plain words", "plain words"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("*bold* _soft_ ~gone~ `code`", r"\*bold\* \_soft\_ \~gone\~ \`code\`"),
        ("[here](https://evil.example)", r"\[here\](https:\/\/evil.example)"),
        ("a|b", r"a\|b"),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("go to www.evil.example", r"go to www\.evil.example"),
        ("@channel and a@b.org", r"\@channel and a\@b.org"),
        (":smile: at 12:30", r"\:smile: at 12:30"),
        (r"back\slash", r"back\\slash"),
    ],
)
def test_markdown_shows_what_was_written_and_obeys_none_of_it(written, escaped):
    assert markdown(written) == escaped


def test_every_sentence_of_the_corpus_survives_being_streamed():
    changed = [one.text for one in load_corpus(SHIPPED_ARTICLES).sentences if unescaped(markdown(one.text)) != one.text]

    assert changed == []


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [("short", 10, "short"), ("two words here", 11, "two words…"), ("oneverylongword", 8, "onevery…")],
)
def test_a_text_is_shortened_between_words_and_says_so(text, most, kept):
    assert shortened(text, most) == kept
