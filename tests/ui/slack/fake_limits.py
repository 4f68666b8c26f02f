"""What Slack's documentation says it takes: arguments that a method needs, and the sizes of what it is given.

Each function yields complaints in words; a fake that gets one refuses the call, as Slack would, and remembers it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

NEEDS = {
    "auth.test": (),
    "apps.connections.open": (),
    "users.info": ("user",),
    "usergroups.users.list": ("usergroup",),
    "conversations.open": ("users",),
    "conversations.replies": ("channel", "ts"),
    "conversations.history": ("channel",),
    "chat.postMessage": ("channel", "text"),
    "chat.postEphemeral": ("channel", "user", "text"),
    "chat.update": ("channel", "ts"),
    "chat.startStream": ("channel", "thread_ts"),
    "chat.appendStream": ("channel", "ts", "markdown_text"),
    "chat.stopStream": ("channel", "ts"),
    "assistant.threads.setStatus": ("channel_id", "thread_ts", "status"),
    "assistant.threads.setTitle": ("channel_id", "thread_ts", "title"),
    "assistant.threads.setSuggestedPrompts": ("channel_id", "prompts"),
    "views.publish": ("user_id", "view"),
    "views.open": ("trigger_id", "view"),
    "views.update": ("view",),
}

MOST_BLOCKS, MOST_BLOCKS_OF_A_VIEW = 50, 100
LONGEST = {"text": 40_000, "markdown_text": 12_000}
MESSAGE_TOTAL = 13_200
"""Where Slack was seen to refuse a message as too long, though it documents no such limit."""

BLOCKS = {
    "actions",
    "context",
    "context_actions",
    "divider",
    "header",
    "input",
    "rich_text",
    "section",
}
INLINE = {"text", "link", "user", "emoji"}
RICH_PARTS = {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}
COMMANDS = re.compile(r"<[!@#]|<[a-z]+:")


def complaints(method: str, given: Mapping[str, Any]) -> Iterator[str]:
    """Yield what Slack would not take about a call."""
    if method not in NEEDS:
        yield f"{method} is no method that this fake knows"
        return
    for name in NEEDS[method]:
        if given.get(name) in (None, "", []) and name != "status":
            yield f"{method} needs {name}"
    for name, most in LONGEST.items():
        if len(str(given.get(name) or "")) > most:
            yield f"{name} is longer than {most}"
    if COMMANDS.search(str(given.get("text") or "")):
        yield "text holds a mention or a link that was not escaped"
    blocks = given.get("blocks") or []
    yield from check_blocks(blocks, MOST_BLOCKS)
    if characters(blocks) + len(str(given.get("markdown_text") or "")) > MESSAGE_TOTAL:
        yield "msg_blocks_too_long"
    yield from _own_rules(method, given)


def _own_rules(method: str, given: Mapping[str, Any]) -> Iterator[str]:
    if method == "chat.startStream" and not str(given.get("channel")).startswith("D"):
        for name in ("recipient_team_id", "recipient_user_id"):
            if not given.get(name):
                yield f"chat.startStream in a channel needs {name}"
    if method == "assistant.threads.setStatus" and len(given.get("loading_messages") or []) > 10:
        yield "more than 10 loading messages"
    if method == "assistant.threads.setSuggestedPrompts":
        yield from _check_prompts(given.get("prompts") or [])
    if "view" in given:
        yield from check_view(given["view"])


def _check_prompts(prompts: list[Mapping[str, Any]]) -> Iterator[str]:
    if len(prompts) > 4:
        yield "more than 4 prompts"
    for prompt in prompts:
        if not prompt.get("title") or not prompt.get("message"):
            yield "a prompt needs a title and a message"


def check_view(view: Mapping[str, Any]) -> Iterator[str]:
    """Yield what Slack would not take about a window or a home tab."""
    if view.get("type") not in {"modal", "home"}:
        yield f"a view of type {view.get('type')}"
    if view.get("type") == "modal":
        if not view.get("title"):
            yield "a window needs a title"
        for name in ("title", "submit", "close"):
            if len((view.get(name) or {}).get("text", "")) > 24:
                yield f"the {name} of a window is longer than 24"
        has_input = any(block["type"] == "input" for block in view.get("blocks", []))
        if has_input and not view.get("submit"):
            yield "a window with input needs a submit"
    for name, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if len(view.get(name) or "") > most:
            yield f"{name} is longer than {most}"
    yield from check_blocks(view.get("blocks", []), MOST_BLOCKS_OF_A_VIEW)


def check_blocks(blocks: Sequence[Mapping[str, Any]], most: int) -> Iterator[str]:
    """Yield what Slack would not take about blocks."""
    if len(blocks) > most:
        yield f"{len(blocks)} blocks; {most} is the most"
    for block in blocks:
        kind = block.get("type")
        if kind not in BLOCKS:
            yield f"a block of type {kind}"
        elif kind == "rich_text":
            yield from _check_rich(block)
        else:
            yield from _check_plain(block)


def _check_plain(block: Mapping[str, Any]) -> Iterator[str]:
    kind, elements = block["type"], block.get("elements", [])
    if kind == "header" and not 0 < len(block["text"]["text"]) <= 150:
        yield "a header is longer than 150, or empty"
    if kind == "section" and not 0 < len(block["text"]["text"]) <= 3000:
        yield "a section is longer than 3000, or empty"
    if kind == "context" and not 0 < len(elements) <= 10:
        yield "a context block with more than 10 elements, or none"
    if kind == "actions":
        yield from _check_actions(elements)
    if kind == "context_actions":
        if not 0 < len(elements) <= 5:
            yield "a context_actions block with more than 5 elements, or none"
        for element in elements:
            yield from _check_votes(element)
    for element in elements if kind == "context" else []:
        if not element.get("text") or len(element["text"]) > 3000:
            yield "a text of a context block is longer than 3000, or empty"
        if element["type"] == "mrkdwn" and COMMANDS.search(element["text"]):
            yield "mrkdwn holds a mention or a link that was not escaped"


def _check_actions(elements: list[Mapping[str, Any]]) -> Iterator[str]:
    if not 0 < len(elements) <= 25:
        yield "an actions block with more than 25 elements, or none"
    names = [element.get("action_id", "") for element in elements]
    if len(set(names)) != len(names):
        yield "two buttons of a block with one action_id"
    for element in elements:
        if not 0 < len(element["text"]["text"]) <= 75:
            yield "a button's text is longer than 75, or empty"
        if len(element.get("value", "")) > 2000 or len(element.get("action_id", "")) > 255:
            yield "a button's value or action_id is too long"


def _check_votes(element: Mapping[str, Any]) -> Iterator[str]:
    if element.get("type") != "feedback_buttons":
        yield f"a {element.get('type')} among the context actions"
        return
    for name in ("positive_button", "negative_button"):
        button = element[name]
        if not 0 < len(button["text"]["text"]) <= 75 or not 0 < len(button["value"]) <= 2000:
            yield f"the {name} has no text or value, or too much"
        if len(button.get("accessibility_label", "")) > 75:
            yield "an accessibility label is longer than 75"


def _check_rich(block: Mapping[str, Any]) -> Iterator[str]:
    if not block.get("elements"):
        yield "rich text with nothing in it"
    if characters([block]) > 3000 + 2000:
        yield "a block of rich text that is larger than a section may be"
    for part in block.get("elements", []):
        if part["type"] not in RICH_PARTS:
            yield f"rich text with a {part['type']}"
        inner = part["elements"]
        pieces = [piece for item in inner for piece in item["elements"]] if part["type"] == "rich_text_list" else inner
        if not pieces:
            yield "an empty part of rich text"
        for piece in pieces:
            if piece["type"] not in INLINE:
                yield f"rich text with a piece of type {piece['type']}"
            if piece["type"] == "text" and not piece.get("text"):
                yield "an empty piece of rich text"
            if piece["type"] == "link" and not re.match(r"https?://", piece.get("url", "")):
                yield "a link to no address"


def characters(blocks: object) -> int:
    """Return the characters that count towards the length of a message."""
    if isinstance(blocks, Mapping):
        own = sum(len(value) for key, value in blocks.items() if key in {"text", "url"} and isinstance(value, str))
        return own + sum(characters(value) for value in blocks.values() if not isinstance(value, str))
    return sum(characters(one) for one in blocks) if isinstance(blocks, list) else 0


def decoded(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments with what came as JSON in a form field read."""
    read = dict(given)
    for name in ("blocks", "view", "metadata", "prompts", "loading_messages", "chunks"):
        if isinstance(read.get(name), str):
            read[name] = json.loads(read[name])
    return read
