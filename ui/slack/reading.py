"""Read what Slack sends: what is it, whose is it, and is it for us at all?

Each function returns None for what is not for us. Reasons to stay silent come first, one a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from ui.slack.event import Kind, SlackEvent
from ui.slack.words import heard

Payload = Mapping[str, Any]

MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
LINK = re.compile(r"<(?:https?://|mailto:)[^|>]*\|([^>]*)>|<((?:https?://|mailto:)[^>]*)>|<#[A-Z0-9]+\|([^>]*)>")
SPECIAL = re.compile(r"<[!#@][^>]*>")
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}

CHECK_SHORTCUT = "check_statement"
REASON_VIEW = "vote_reason"
ACTIONS = {"vote": Kind.VOTE, "share": Kind.SHARE, "rest": Kind.REST, "ask": Kind.QUESTION}
"""First word of the `action_id` of each of our buttons."""


def read_message(body: Payload, us: str, *, follows: bool) -> SlackEvent | None:
    """Read a `message` or `app_mention` event; `us` is the bot's user id, `follows` whether we follow its thread."""
    event: Payload = body.get("event", {})
    person, text = event.get("user", ""), event.get("text", "")
    is_direct = event.get("channel_type") == "im" or str(event.get("channel", "")).startswith("D")
    is_mention = us in MENTION.findall(text)
    if event.get("subtype") not in {None, "thread_broadcast", "file_share"}:
        return None
    if event.get("bot_id") or not person or person in {us, "USLACKBOT"}:
        return None
    if not (is_direct or is_mention or follows):
        return None
    said = plain(text, us)
    if not (is_direct or is_mention) and _is_for_others(text, said):
        return None
    if is_direct and folded(said) in heard("courtesy"):
        return None
    team, channel, ts = team_of(body), event["channel"], event["ts"]
    return SlackEvent(
        id=f"message:{team}/{channel}/{ts}",  # a mention in a channel comes as two events about one message
        kind=Kind.STOP if is_stop(said) else Kind.QUESTION,
        team=team,
        channel=channel,
        person=person,
        text=said,
        ts=ts,
        thread_ts=event.get("thread_ts", ts),
        is_direct=is_direct,
        is_shared=bool(body.get("is_ext_shared_channel")),
        is_unasked=not (is_direct or is_mention),
    )


def thread_of(body: Payload) -> str | None:
    """Return the key of the thread that a message replies to; None for a message that begins one."""
    event: Payload = body.get("event", {})
    if not event.get("thread_ts") or event["thread_ts"] == event.get("ts"):
        return None
    return f"{team_of(body)}/{event.get('channel', '')}/{event['thread_ts']}"


def read_opened(body: Payload) -> SlackEvent | None:
    """Read `app_home_opened` (home tab or conversation) or `assistant_thread_started` (the older pane)."""
    event: Payload = body.get("event", {})
    team = team_of(body)
    if event.get("type") == "assistant_thread_started":
        thread: Payload = event["assistant_thread"]
        return SlackEvent(
            id=f"pane:{team}/{thread['channel_id']}/{thread['thread_ts']}",
            kind=Kind.PANE,
            team=team,
            channel=thread["channel_id"],
            person=thread["user_id"],
            thread_ts=thread["thread_ts"],
            is_direct=True,
        )
    kind = Kind.HOME if event.get("tab", "home") == "home" else Kind.PANE
    return SlackEvent(
        id=f"opened:{body.get('event_id')}",
        kind=kind,
        team=team,
        channel=event.get("channel", ""),
        person=event["user"],
        is_direct=True,
    )


def read_command(body: Payload) -> SlackEvent:
    """Read a slash command."""
    return SlackEvent(
        id=f"command:{body['trigger_id']}",
        kind=Kind.COMMAND,
        team=body["team_id"],
        channel=body["channel_id"],
        person=body["user_id"],
        text=plain(body.get("text", ""), ""),
        is_direct=str(body["channel_id"]).startswith("D"),
        extra={"response_url": body["response_url"]},
    )


def read_shortcut(body: Payload) -> SlackEvent:
    """Read the message shortcut that has a statement checked."""
    message: Payload = body.get("message", {})
    return SlackEvent(
        id=f"shortcut:{body['trigger_id']}",
        kind=Kind.CHECK,
        team=team_of(body),
        channel=body["channel"]["id"],
        person=body["user"]["id"],
        text=plain(message.get("text", ""), ""),
        is_direct=str(body["channel"]["id"]).startswith("D"),
        extra={"trigger_id": body["trigger_id"]},
    )


def read_action(body: Payload) -> SlackEvent | None:
    """Read a button of ours."""
    action: Payload = body["actions"][0]
    kind = ACTIONS.get(str(action.get("action_id", "")).partition(":")[0])
    if kind is None:
        return None
    channel, container = body.get("channel", {}).get("id", ""), body.get("container", {})
    message: Payload = body.get("message", {})
    thread_ts = message.get("thread_ts") or container.get("thread_ts") or message.get("ts") or ""
    is_ephemeral = bool(container.get("is_ephemeral"))
    extra = {
        "value": action.get("value", ""),
        "trigger_id": body.get("trigger_id", ""),
        "response_url": body.get("response_url", ""),
        "by_button": True,
    }
    return SlackEvent(
        id=f"action:{body.get('trigger_id')}",
        kind=Kind.COMMAND if kind is Kind.QUESTION and is_ephemeral else kind,
        team=team_of(body),
        channel=channel,
        person=body["user"]["id"],
        text=str(action.get("value", "")) if kind is Kind.QUESTION else "",
        ts=str(action.get("action_ts", "")),
        thread_ts="" if is_ephemeral else thread_ts,
        is_direct=channel.startswith("D"),
        extra=extra,
    )


def read_submission(body: Payload) -> SlackEvent:
    """Read the form in which somebody says why an answer was not helpful."""
    view: Payload = body["view"]
    state: Payload = view["state"]["values"]
    chosen = (state["reason"]["reason"].get("selected_option") or {}).get("value", "other")
    return SlackEvent(
        id=f"view:{body.get('trigger_id') or view['id']}",
        kind=Kind.REASON,
        team=team_of(body),
        channel="",
        person=body["user"]["id"],
        extra={
            "value": view.get("private_metadata", ""),
            "reason": chosen,
            "comment": (state["comment"]["comment"].get("value") or "").strip(),
        },
    )


def team_of(body: Payload) -> str:
    """Return the id of the workspace that an event comes from."""
    team = body.get("team_id") or (body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id")
    return str(team or "")


def plain(text: str, us: str) -> str:
    """Return what a person wrote, without Slack's marks: our mention goes, links keep their words."""
    text = re.sub(rf"<@{us}(?:\|[^>]*)?>", " ", text) if us else text
    text = LINK.sub(lambda match: match[1] or match[2] or match[3] or "", text)
    text = SPECIAL.sub(" ", text)
    for entity, character in ENTITIES.items():
        text = text.replace(entity, character)
    return re.sub(r"[ \t]+", " ", text).strip()


def folded(text: str) -> str:
    """Return `text` in lower case, without accents and punctuation, to compare it with what is heard."""
    base = unicodedata.normalize("NFD", text.lower())
    kept = "".join(character for character in base if character.isalnum() or character.isspace())
    return " ".join(kept.split())


def is_stop(text: str) -> bool:
    """Whether `text` as a whole tells us to stop."""
    return folded(text) in heard("stop")


def _is_for_others(text: str, said: str) -> bool:
    """Whether a message in a followed thread is rather for the people in it: addressed to one, or a mere thank you."""
    return bool(MENTION.match(text.lstrip())) or folded(said) in heard("courtesy") or not folded(said)
