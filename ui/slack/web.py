"""Slack's Web API as we use it, with three ways to go wrong instead of forty.

    Refused     Slack says no, and will say no again
    Unsure      nobody knows whether it happened: the line broke, Slack broke, or it was busy for too long
    Expired     the few minutes are over in which an answer of this kind is taken

Only 429 is retried here, after the time that Slack names. A request whose answer was lost is not sent again blindly, as
the SDK would: what was posted is looked up first (`ui/slack/speech.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from threading import local
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from ui.slack.blocks import Block
from ui.slack.message import Message
from ui.slack.permit import Person

log = logging.getLogger(__name__)

SECONDS_TO_WAIT = 15
PATIENCE = 10
"""How often a busy Slack is asked again."""

BROKEN = {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "rate_limited"}
"""Errors after which the request may have taken effect, or will when sent later."""
EXPIRED = {"expired_trigger_id", "exchanged_trigger_id", "expired_url", "used_url", "no_service", "trigger_expired"}

MARK = "footnote_answer"
"""Names our metadata, by which a message of ours is found again."""


class SlackTrouble(Exception):  # noqa: N818 - the base of three things that can happen
    """Something that Slack did not do."""


class Refused(SlackTrouble):
    """Slack says no, and will say no again; `str` is its word for why."""


class Expired(Refused):
    """It is too late for this kind of answer."""


class Unsure(SlackTrouble):
    """Nobody knows whether it happened."""


class NotOurs(Exception):  # noqa: N818 - what happened, in two words
    """The event went to another process while we worked on it: nothing more may be sent about it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes."""

    channel: str
    thread_ts: str = ""
    team: str = ""
    person: str = ""
    """Who asked: a stream in a channel needs to know."""
    since: str = "0"
    """Slack's time of the question: nothing that answers it is older."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is."""

    user: str
    bot: str
    team: str
    url: str
    scopes: frozenset[str]


def web_client(token: str | None, address: str, *, patience: int = PATIENCE) -> WebClient:
    """Return a client that waits when Slack is busy, `patience` times, and otherwise does everything once."""
    base = address if address.endswith("/") else f"{address}/"
    return WebClient(token=token, base_url=base, timeout=SECONDS_TO_WAIT, retry_handlers=_patient(patience))


class Slack:
    """Does what the bot wants done."""

    def __init__(self, client: WebClient) -> None:
        self.client = client
        self._thread = local()

    @contextmanager
    def while_ours(self, is_ours: Callable[[], bool]) -> Iterator[None]:
        """Send something from this thread only as long as `is_ours`; raise `NotOurs` instead when it is not."""
        self._thread.is_ours = is_ours
        try:
            yield
        finally:
            self._thread.is_ours = None

    def identity(self) -> Identity:
        """Return who the token belongs to, with its scopes."""
        answer = self._call(self.client.auth_test)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        scopes = headers.get("x-oauth-scopes", "")
        listed = scopes if isinstance(scopes, str) else ",".join(scopes)
        return Identity(
            user=answer["user_id"],
            bot=answer.get("bot_id", ""),
            team=answer["team_id"],
            url=answer.get("url", ""),
            scopes=frozenset(scope.strip() for scope in listed.split(",") if scope.strip()),
        )

    # people

    def person(self, person: str) -> Person:
        """Return what Slack says about a person; somebody of another organisation counts as a guest."""
        user = self._call(self.client.users_info, user=person, include_locale=True)["user"]
        is_guest = any(user.get(sign) for sign in ("is_restricted", "is_ultra_restricted", "is_stranger"))
        return Person(is_guest=is_guest, language=str(user.get("locale", "en"))[:2])

    def members(self, group: str) -> frozenset[str]:
        """Return the ids of the members of a user group."""
        return frozenset(self._call(self.client.usergroups_users_list, usergroup=group)["users"])

    def direct(self, person: str) -> str:
        """Return the id of the conversation with a person."""
        return str(self._call(self.client.conversations_open, users=person)["channel"]["id"])

    # messages

    def post(self, place: Place, message: Message, mark: str) -> str:
        """Post a message and return its time; `mark` is how it is found again."""
        return str(
            self._call(
                self.client.chat_postMessage,
                channel=place.channel,
                thread_ts=place.thread_ts or None,
                text=message.preview,
                blocks=message.blocks,
                metadata=_metadata(mark),
                unfurl_links=False,
                unfurl_media=False,
            )["ts"]
        )

    def update(self, place: Place, ts: str, message: Message, mark: str) -> None:
        """Replace a message of ours."""
        self._call(
            self.client.chat_update,
            channel=place.channel,
            ts=ts,
            text=message.preview,
            blocks=message.blocks,
            metadata=_metadata(mark),
        )

    def start_stream(self, place: Place, text: str) -> str:
        """Begin a message that grows, and return its time."""
        return str(
            self._call(
                self.client.chat_startStream,
                channel=place.channel,
                thread_ts=place.thread_ts,
                recipient_team_id=place.team,
                recipient_user_id=place.person,
                markdown_text=text,
            )["ts"]
        )

    def append_stream(self, place: Place, ts: str, text: str) -> None:
        """Let a message grow."""
        self._call(self.client.chat_appendStream, channel=place.channel, ts=ts, markdown_text=text)

    def stop_stream(self, place: Place, ts: str, text: str = "", blocks: Sequence[Block] = (), mark: str = "") -> None:
        """End a message that grows, with its last text and what stands below."""
        self._call(
            self.client.chat_stopStream,
            channel=place.channel,
            ts=ts,
            markdown_text=text or None,
            blocks=list(blocks) or None,
            metadata=_metadata(mark) if mark else None,
        )

    def whisper(self, place: Place, message: Message) -> None:
        """Show a message to one person only; it is gone when they reload."""
        self._call(
            self.client.chat_postEphemeral,
            channel=place.channel,
            user=place.person,
            thread_ts=place.thread_ts or None,
            text=message.preview,
            blocks=message.blocks,
        )

    def ours(self, place: Place, us: str) -> list[tuple[str, str]]:
        """Return (time, mark) of what we posted in a place since the question; the mark may be empty."""
        return [(str(one["ts"]), _mark(one)) for one in self.said(place) if one.get("user") == us]

    def said(self, place: Place) -> Iterator[Mapping[str, Any]]:
        """Yield what everybody said in a place since the question, as Slack has it."""
        look = self.client.conversations_replies if place.thread_ts else self.client.conversations_history
        where = {"ts": place.thread_ts} if place.thread_ts else {}
        cursor: str | None = None
        while True:
            page = self._call(
                look,
                channel=place.channel,
                oldest=place.since,
                include_all_metadata=True,
                limit=200,
                cursor=cursor,
                **where,
            )
            yield from page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    def respond(self, url: str, message: Message, *, replace: bool, in_channel: bool = False) -> None:
        """Answer a command or a button at the address that came with it."""
        self._check()
        client = WebhookClient(url, timeout=SECONDS_TO_WAIT, retry_handlers=_patient())
        try:
            answer = client.send(
                text=message.preview,
                blocks=message.blocks,
                response_type="in_channel" if in_channel else "ephemeral",
                replace_original=replace,
                delete_original=False,
                unfurl_links=False,
                unfurl_media=False,
            )
        except (OSError, HTTPException, SlackClientError) as error:
            raise Unsure(type(error).__name__) from error
        if answer.status_code >= 500 or answer.status_code == 429:
            raise Unsure(str(answer.status_code))
        if answer.status_code >= 400:
            code = answer.body.strip()[:60]
            raise (Expired if code in EXPIRED or answer.status_code == 404 else Refused)(code)

    # surroundings

    def show_status(self, place: Place, text: str) -> None:
        """Say what is being done; empty text says nothing any more."""
        self._call(
            self.client.assistant_threads_setStatus,
            channel_id=place.channel,
            thread_ts=place.thread_ts,
            status=text,
            loading_messages=[text] if text else None,
        )

    def set_title(self, place: Place, title: str) -> None:
        """Name a conversation."""
        self._call(
            self.client.assistant_threads_setTitle, channel_id=place.channel, thread_ts=place.thread_ts, title=title
        )

    def set_prompts(self, place: Place, title: str, questions: Sequence[str]) -> None:
        """Offer questions in a conversation."""
        self._call(
            self.client.assistant_threads_setSuggestedPrompts,
            channel_id=place.channel,
            thread_ts=place.thread_ts or None,
            title=title,
            prompts=[{"title": question, "message": question} for question in questions],
        )

    def publish_home(self, person: str, blocks: Sequence[Block]) -> None:
        """Show somebody their home tab."""
        self._call(self.client.views_publish, user_id=person, view={"type": "home", "blocks": list(blocks)})

    def open_form(self, trigger: str, view: Mapping[str, Any]) -> None:
        """Open a form or a window for whoever pressed a button."""
        self._call(self.client.views_open, trigger_id=trigger, view=dict(view))

    def update_form(self, name: str, view: Mapping[str, Any]) -> None:
        """Replace what a window shows; `name` is its external id."""
        self._call(self.client.views_update, external_id=name, view=dict(view))

    def _check(self) -> None:
        is_ours = getattr(self._thread, "is_ours", None)
        if is_ours is not None and not is_ours():
            raise NotOurs

    def _call(self, method: Callable[..., Any], **arguments: object) -> Any:  # noqa: ANN401 - the SDK's own answers
        self._check()
        try:
            return method(**{name: value for name, value in arguments.items() if value is not None})
        except SlackApiError as error:
            raise _translated(error) from error
        except (OSError, HTTPException, SlackClientError) as error:
            raise Unsure(type(error).__name__) from error


def _translated(error: SlackApiError) -> SlackTrouble:
    """Return our word for an error of Slack's; its own message may hold what people wrote, so it is left behind."""
    response = error.response
    status = int(getattr(response, "status_code", 0) or 0)
    data = getattr(response, "data", response)
    code = str(data.get("error", "")) if isinstance(data, Mapping) else ""
    if code in BROKEN or status >= 500 or status == 429 or not code:
        return Unsure(code or str(status))
    return (Expired if code in EXPIRED else Refused)(code)


def _patient(times: int = PATIENCE) -> list[Any]:
    return [RateLimitErrorRetryHandler(max_retry_count=times)] if times else []


def _metadata(mark: str) -> dict[str, Any]:
    return {"event_type": MARK, "event_payload": {"mark": mark}}


def _mark(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    return str(metadata.get("event_payload", {}).get("mark", "")) if metadata.get("event_type") == MARK else ""
