"""Small pieces of Block Kit, as plain data. Foreign text goes into rich text, which Slack never parses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ui.slack.escape import entities, shortened

Block = dict[str, Any]

BUTTON_TEXT, BUTTON_VALUE = 75, 2000
"""Characters that Slack takes in a button."""


def words(text: str, *, bold: bool = False, italic: bool = False) -> Block:
    """Return a piece of rich text, shown letter for letter."""
    style = {name: True for name, wanted in (("bold", bold), ("italic", italic)) if wanted}
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def link(text: str, url: str) -> Block:
    """Return a link of ours; what is no web address stays text."""
    if not url.startswith(("https://", "http://")):
        return words(text)
    return {"type": "link", "url": url, "text": text}


def person(user: str) -> Block:
    """Return a mention of a person, by id."""
    return {"type": "user", "user_id": user}


def line(*pieces: Block) -> Block:
    """Return a paragraph of rich text."""
    return {"type": "rich_text_section", "elements": [piece for piece in pieces if piece.get("text") != ""]}


def bullets(items: Iterable[Sequence[Block]]) -> Block:
    """Return a list of rich text."""
    return {"type": "rich_text_list", "style": "bullet", "elements": [line(*item) for item in items]}


def quote(*pieces: Block) -> Block:
    """Return an indented quotation."""
    return {"type": "rich_text_quote", "elements": list(pieces)}


def rich(*parts: Block) -> Block:
    """Return a block of rich text."""
    return {"type": "rich_text", "elements": list(parts)}


def header(text: str) -> Block:
    """Return a heading."""
    return {"type": "header", "text": {"type": "plain_text", "text": shortened(text, 150), "emoji": False}}


def aside(*sentences: str) -> Block:
    """Return a small grey line of ours."""
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": entities(one), "verbatim": True} for one in sentences],
    }


def divider() -> Block:
    """Return a thin line."""
    return {"type": "divider"}


def button(action: str, text: str, value: str) -> Block:
    """Return a button; `action` must be unique within its block."""
    label = {"type": "plain_text", "text": shortened(text, BUTTON_TEXT), "emoji": False}
    return {"type": "button", "action_id": action, "text": label, "value": value[:BUTTON_VALUE]}


def actions(*buttons: Block) -> Block:
    """Return a row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def votes(value: str, good: tuple[str, str], bad: tuple[str, str]) -> Block:
    """Return Slack's own pair of feedback buttons; each is (text, label for a screen reader)."""
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "vote",
                "positive_button": _vote(good, f"good:{value}"),
                "negative_button": _vote(bad, f"bad:{value}"),
            }
        ],
    }


def _vote(said: tuple[str, str], value: str) -> Block:
    text, label = said
    return {
        "text": {"type": "plain_text", "text": text, "emoji": False},
        "accessibility_label": shortened(label, BUTTON_TEXT),
        "value": value,
    }
