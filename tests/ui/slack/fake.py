"""A small Slack on loopback: the Web API, Socket Mode and the addresses for answers, with faults on request.

with FakeSlack() as slack:
    slack.faults = ...                    what goes wrong, and when
    ack = slack.mention("C1", "U1", "What are the fines?")
    slack.thread("C1", ack.ts)            the messages of ours that stand in it
"""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.ui.slack.fake_limits import check_blocks, complaints, decoded
from ui.slack.manifest import scopes

US, BOT, TEAM = "UFOOTNOTE", "BFOOTNOTE", "T1"
BOT_TOKEN, APP_TOKEN = "xoxb-of-the-fake", "xapp-of-the-fake"

Fault = str
"""`busy` (429), `broken` (500), `dropped` (nothing happened, no answer), `lost` (it happened, no answer)."""


@dataclass
class Message:
    """A message of ours as it stands in a channel."""

    ts: str
    channel: str
    thread_ts: str
    markdown: str = ""
    """What was streamed."""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    is_streaming: bool = False
    at: float = 0.0
    whole_at: float = 0.0
    edits: int = 0

    @property
    def text(self) -> str:
        """What a person reads: the streamed text, then the blocks."""
        return "\n".join(filter(None, (unescaped(self.markdown), readable(self.blocks))))


@dataclass
class Call:
    """A call of the Web API."""

    method: str
    given: dict[str, Any]
    at: float


@dataclass
class Envelope:
    """Something sent by Socket Mode."""

    id: str
    payload: dict[str, Any]
    sent_at: float
    acked: threading.Event
    answer: Any = None
    deliveries: int = 0

    @property
    def ts(self) -> str:
        """Slack's time of the message in it."""
        return str(self.payload.get("event", {}).get("ts", ""))


class FakeSlack:
    """One workspace with one app in it."""

    def __init__(self, *, ack_seconds: float = 3.0) -> None:
        self.ack_seconds = ack_seconds
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.messages: dict[tuple[str, str], Message] = {}
        self.said: dict[tuple[str, str], dict[str, Any]] = {}
        """What people wrote, by channel and time."""
        self.whispers: list[dict[str, Any]] = []
        self.responses: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.windows: dict[str, dict[str, Any]] = {}
        self.homes: dict[str, dict[str, Any]] = {}
        self.guests: set[str] = set()
        self.locales: dict[str, str] = {}
        self.groups: dict[str, list[str]] = {}
        self.scopes = set(scopes())
        self.faults: Callable[[str], Fault | None] = lambda method: None
        self.refusals: dict[str, str] = {}
        """Method -> the error that it always ends in."""
        self.happened: Counter[str] = Counter()
        self.lock = threading.RLock()
        self._clock = itertools.count(1)
        self._began = int(time.time())
        self._numbers = itertools.count(1)
        self._sockets: list[WebSocket] = []
        self.opened = 0
        """Sockets that were ever opened."""
        self._turn = itertools.count()
        self._envelopes: dict[str, Envelope] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self.port = _free_port()
        self._server = uvicorn.Server(
            uvicorn.Config(self._app(), host="127.0.0.1", port=self.port, log_level="critical", ws="websockets-sansio")
        )
        self._thread = threading.Thread(target=self._serve, daemon=True)

    # running

    def __enter__(self) -> FakeSlack:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(timeout=10)

    @property
    def address(self) -> str:
        """Where the Web API is."""
        return f"http://127.0.0.1:{self.port}/api/"

    def _serve(self) -> None:
        asyncio.run(self._server.serve())

    def _app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/api/{method}", self._api, methods=["POST", "GET"]),
                Route("/respond/{name}", self._respond, methods=["POST"]),
                WebSocketRoute("/socket", self._socket),
            ]
        )

    # the Web API

    async def _api(self, request: Request) -> Response:
        method = request.path_params["method"]
        body = await request.body()
        if request.headers.get("content-type", "").startswith("application/json"):
            given = json.loads(body or b"{}")
        else:
            given = {**dict(request.query_params), **dict(parse_qsl(body.decode()))}
        given = decoded(given)
        fault = self.faults(method)
        if fault:
            self.happened[fault] += 1
        if fault == "busy":
            return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers={"Retry-After": "0"})
        if fault == "broken":
            return JSONResponse({"ok": False, "error": "internal_error"}, 500)
        if fault == "dropped":
            return _Torn()
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        answer = await run_in_threadpool(self._answer, method, given, token)
        if fault == "lost":
            return _Torn()
        return JSONResponse(answer, headers={"X-OAuth-Scopes": ",".join(sorted(self.scopes))})

    def _answer(self, method: str, given: dict[str, Any], token: str) -> dict[str, Any]:
        with self.lock:
            self.calls.append(Call(method, given, time.monotonic()))
            if token not in {BOT_TOKEN, APP_TOKEN}:
                return {"ok": False, "error": "invalid_auth"}
            if method in self.refusals:
                if method == "chat.stopStream":
                    self.messages[given["channel"], given["ts"]].is_streaming = False
                return {"ok": False, "error": self.refusals[method]}
            found = list(complaints(method, given))
            if found:
                self.violations += [f"{method}: {one}" for one in found]
                error = "msg_blocks_too_long" if "msg_blocks_too_long" in found else "invalid_arguments"
                return {"ok": False, "error": error}
            handler = getattr(self, "_" + method.replace(".", "_"))
            return {"ok": True} | (handler(given) or {}) if handler else {"ok": True}

    def _auth_test(self, _given: Mapping[str, Any]) -> dict[str, Any]:
        return {"user_id": US, "bot_id": BOT, "team_id": TEAM, "team": "Example", "url": "https://example.slack.com/"}

    def _apps_connections_open(self, _given: Mapping[str, Any]) -> dict[str, Any]:
        return {"url": f"ws://127.0.0.1:{self.port}/socket"}

    def _users_info(self, given: Mapping[str, Any]) -> dict[str, Any]:
        person = given["user"]
        locale = self.locales.get(person, "en-GB")
        return {"user": {"id": person, "is_restricted": person in self.guests, "locale": locale}}

    def _usergroups_users_list(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return {"users": self.groups.get(given["usergroup"], [])}

    def _conversations_open(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return {"channel": {"id": direct(given["users"])}}

    def _conversations_replies(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return self._page(lambda one: one.channel == given["channel"] and one.thread_ts == given["ts"], given)

    def _conversations_history(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return self._page(lambda one: one.channel == given["channel"] and not one.thread_ts, given)

    def _page(self, wanted: Callable[[Message], bool], given: Mapping[str, Any]) -> dict[str, Any]:
        since = float(given.get("oldest", 0))
        found = [one for one in self.messages.values() if wanted(one) and float(one.ts) > since]
        shown = [{"ts": one.ts, "user": US, "bot_id": BOT, "metadata": one.metadata} for one in found]
        people = [
            {name: value for name, value in one.items() if name not in {"channel", "channel_type"}}
            | {"type": "message"}
            for (channel, ts), one in self.said.items()
            if channel == given["channel"] and one.get("thread_ts") == given.get("ts") and float(ts) > since
        ]
        return {"messages": [*shown, *people], "has_more": False}

    def _chat_postMessage(self, given: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        message = self._place(given, streaming=False)
        message.blocks, message.metadata = given.get("blocks") or [], given.get("metadata")
        message.whole_at = message.at
        return {"channel": message.channel, "ts": message.ts}

    def _chat_update(self, given: Mapping[str, Any]) -> dict[str, Any]:
        message = self.messages.get((given["channel"], given["ts"]))
        if message is None:
            return {"ok": False, "error": "message_not_found"}
        if message.is_streaming:
            return {"ok": False, "error": "streaming_state_conflict"}
        message.blocks, message.markdown = given.get("blocks") or [], ""
        message.metadata = given.get("metadata", message.metadata)
        message.edits += 1
        message.whole_at = time.monotonic()
        return {"ts": message.ts}

    def _chat_startStream(self, given: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        message = self._place(given, streaming=True)
        message.markdown = given.get("markdown_text") or ""
        return {"channel": message.channel, "ts": message.ts}

    def _chat_appendStream(self, given: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        message = self.messages.get((given["channel"], given["ts"]))
        if message is None or not message.is_streaming:
            return {"ok": False, "error": "message_not_in_streaming_state"}
        message.markdown += given["markdown_text"]
        return {"ts": message.ts}

    def _chat_stopStream(self, given: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        message = self.messages.get((given["channel"], given["ts"]))
        if message is None or not message.is_streaming:
            return {"ok": False, "error": "message_not_in_streaming_state"}
        message.markdown += given.get("markdown_text") or ""
        message.blocks = given.get("blocks") or []
        message.metadata = given.get("metadata")
        message.is_streaming = False
        message.whole_at = time.monotonic()
        return {"ts": message.ts}

    def _chat_postEphemeral(self, given: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        self.whispers.append(dict(given))
        return {"message_ts": self.next_ts()}

    def _assistant_threads_setStatus(self, _given: Mapping[str, Any]) -> None:  # noqa: N802 - Slack's name
        return None

    def _assistant_threads_setTitle(self, _given: Mapping[str, Any]) -> None:  # noqa: N802 - Slack's name
        return None

    def _assistant_threads_setSuggestedPrompts(self, _given: Mapping[str, Any]) -> None:  # noqa: N802 - Slack's name
        return None

    def _views_publish(self, given: Mapping[str, Any]) -> None:
        self.homes[given["user_id"]] = given["view"]

    def _views_open(self, given: Mapping[str, Any]) -> dict[str, Any]:
        view = given["view"]
        self.windows[view.get("external_id") or given["trigger_id"]] = view
        return {"view": {"id": f"V{next(self._numbers)}"}}

    def _views_update(self, given: Mapping[str, Any]) -> dict[str, Any]:
        name = given.get("external_id", "")
        if name not in self.windows:
            return {"ok": False, "error": "not_found"}
        self.windows[name] = given["view"]
        return {}

    def _place(self, given: Mapping[str, Any], *, streaming: bool) -> Message:
        ts = self.next_ts()
        thread_ts = str(given.get("thread_ts") or "")
        message = Message(ts, given["channel"], thread_ts, is_streaming=streaming, at=time.monotonic())
        self.messages[message.channel, ts] = message
        return message

    async def _respond(self, request: Request) -> Response:
        name, given = request.path_params["name"], await request.json()
        if len(self.responses[name]) >= 5:
            return PlainTextResponse("used_url", 404)
        found = list(check_blocks(given.get("blocks") or [], 50))
        self.violations += [f"response_url: {one}" for one in found]
        self.responses[name].append(given)
        return PlainTextResponse("invalid_blocks" if found else "ok", 400 if found else 200)

    # Socket Mode

    async def _socket(self, websocket: WebSocket) -> None:
        await websocket.accept()
        self._loop = asyncio.get_running_loop()
        await websocket.send_json({"type": "hello", "num_connections": 1})
        self._sockets.append(websocket)
        self.opened += 1
        try:
            while True:
                told = json.loads(await websocket.receive_text())
                envelope = self._envelopes.get(told.get("envelope_id", ""))
                if envelope:
                    envelope.answer = told.get("payload") or envelope.answer
                    envelope.acked.set()
        except (WebSocketDisconnect, RuntimeError, KeyError):
            pass
        finally:
            if websocket in self._sockets:
                self._sockets.remove(websocket)

    def wait_for_connection(self, after: int = 0, seconds: float = 90.0) -> None:
        """Return when a bot has connected after that many had."""
        until = time.monotonic() + seconds
        while self.opened <= after or not self._sockets:
            assert time.monotonic() < until, "the bot did not connect"
            time.sleep(0.02)

    def send(self, kind: str, payload: dict[str, Any]) -> Envelope:
        """Send something and return it at once; it is sent again until the bot says that it arrived."""
        envelope = Envelope(f"E{next(self._numbers)}", payload, time.monotonic(), threading.Event())
        event = payload.get("event", {})
        if "text" in event and "ts" in event:
            self.said[event["channel"], event["ts"]] = event
        self._envelopes[envelope.id] = envelope
        assert self._loop
        asyncio.run_coroutine_threadsafe(self._deliver(kind, envelope), self._loop)
        return envelope

    def repeat(self, kind: str, envelope: Envelope, attempt: int = 1) -> None:
        """Send the same event again, as Slack does when an acknowledgement got lost."""
        assert self._loop
        asyncio.run_coroutine_threadsafe(self._push(kind, envelope, attempt), self._loop)

    async def _deliver(self, kind: str, envelope: Envelope) -> None:
        for attempt in range(200):
            await self._push(kind, envelope, attempt)
            for _ in range(int(self.ack_seconds * 50)):
                if envelope.acked.is_set():
                    return
                await asyncio.sleep(0.02)

    async def _push(self, kind: str, envelope: Envelope, attempt: int) -> None:
        if not self._sockets:
            return
        websocket = self._sockets[next(self._turn) % len(self._sockets)]
        again = {"retry_attempt": attempt, "retry_reason": "timeout"} if attempt else {}
        packed = {"type": kind, "envelope_id": envelope.id, "payload": envelope.payload, **again}
        packed["accepts_response_payload"] = kind != "events_api"
        envelope.deliveries += 1
        try:
            await websocket.send_json(packed)
        except (RuntimeError, WebSocketDisconnect):
            if websocket in self._sockets:
                self._sockets.remove(websocket)

    def break_sockets(self) -> None:
        """Tear every connection."""

        async def tear() -> None:
            for websocket in list(self._sockets):
                if websocket in self._sockets:
                    self._sockets.remove(websocket)
                await websocket.close(1011)

        assert self._loop
        asyncio.run_coroutine_threadsafe(tear(), self._loop).result(10)

    # what people do

    def next_ts(self) -> str:
        """Return a time that Slack has not given to anything yet."""
        return f"{self._began}.{next(self._clock):06d}"

    def event(self, event: dict[str, Any], **around: object) -> dict[str, Any]:
        """Return an event as Slack wraps it."""
        outer = {"type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event_id": f"Ev{next(self._numbers)}"}
        return {**outer, "event_time": int(time.time()), "event": event, **around}

    def mention(self, channel: str, person: str, text: str, **more: object) -> Envelope:
        """Mention the bot."""
        return self.send("events_api", self.mention_of(channel, person, text, **more))

    def mention_of(self, channel: str, person: str, text: str, **more: object) -> dict[str, Any]:
        """Return a mention, not sent yet."""
        event = {"type": "app_mention", "channel": channel, "user": person, "text": f"<@{US}> {text}"}
        return self.event({**event, "ts": self.next_ts(), **more})

    def say(self, channel: str, person: str, text: str, **more: object) -> Envelope:
        """Say something in a channel, or to the bot directly when the channel begins with D."""
        return self.send("events_api", self.message_of(channel, person, text, **more))

    def message_of(self, channel: str, person: str, text: str, **more: object) -> dict[str, Any]:
        """Return a message, not sent yet."""
        kind = "im" if channel.startswith("D") else "channel"
        event = {"type": "message", "channel": channel, "channel_type": kind, "user": person, "text": text}
        return self.event({**event, "ts": self.next_ts(), **more})

    def command(self, channel: str, person: str, text: str) -> tuple[Envelope, str]:
        """Use the slash command; return it with the name of its address for answers."""
        name = f"R{next(self._numbers)}"
        payload = {
            "command": "/footnote",
            "text": text,
            "team_id": TEAM,
            "channel_id": channel,
            "user_id": person,
            "trigger_id": f"trigger.{name}",
            "response_url": self.address.replace("/api/", f"/respond/{name}"),
        }
        return self.send("slash_commands", payload), name

    def press(self, button: Mapping[str, Any], message: Message | None, person: str, channel: str = "C1") -> str:
        """Press a button below a message (None: one that only its reader sees); return its address for answers."""
        name = f"R{next(self._numbers)}"
        value = button.get("value") or ""
        payload: dict[str, Any] = {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": person},
            "channel": {"id": message.channel if message else channel},
            "trigger_id": f"trigger.{name}",
            "response_url": self.address.replace("/api/", f"/respond/{name}"),
            "container": {"is_ephemeral": message is None},
            "actions": [{"action_id": button["action_id"], "value": value, "action_ts": self.next_ts()}],
        }
        if message:
            payload["message"] = {"ts": message.ts, "thread_ts": message.thread_ts}
        self.send("interactive", payload)
        return name

    def check(self, channel: str, person: str, text: str) -> str:
        """Use the shortcut on a message; return the name of the window that opens."""
        name = f"trigger.R{next(self._numbers)}"
        payload = {
            "type": "message_action",
            "callback_id": "check_statement",
            "team": {"id": TEAM},
            "user": {"id": person},
            "channel": {"id": channel},
            "trigger_id": name,
            "response_url": self.address.replace("/api/", "/respond/unused"),
            "message": {"type": "message", "user": "U9", "text": text, "ts": self.next_ts()},
        }
        self.send("interactive", payload)
        return f"shortcut:{name}"

    def submit(self, person: str, view: Mapping[str, Any], reason: str, comment: str) -> Envelope:
        """Send a form off."""
        values = {
            "reason": {"reason": {"selected_option": {"value": reason}}},
            "comment": {"comment": {"value": comment}},
        }
        payload = {
            "type": "view_submission",
            "team": {"id": TEAM},
            "user": {"id": person},
            "trigger_id": f"trigger.{next(self._numbers)}",
            "view": {**view, "id": f"V{next(self._numbers)}", "state": {"values": values}},
        }
        return self.send("interactive", payload)

    # what people see

    def thread(self, channel: str, ts: str) -> list[Message]:
        """Return the messages of ours in a thread."""
        with self.lock:
            return [one for one in self.messages.values() if one.channel == channel and one.thread_ts == ts]

    def wait(self, condition: Callable[[], Any], seconds: float = 20.0) -> Any:
        """Return what `condition` returns as soon as that is something."""
        until = time.monotonic() + seconds
        while True:
            found = condition()
            if found:
                return found
            assert time.monotonic() < until, f"waited {seconds} s in vain; complaints: {self.violations[:3]}"
            time.sleep(0.02)

    def answer_in(self, channel: str, ts: str, place: int = 0) -> Message:
        """Wait for a whole message in a thread and return it."""

        def whole() -> Message | None:
            there = self.thread(channel, ts)
            return there[place] if len(there) > place and there[place].whole_at else None

        found: Message = self.wait(whole)
        return found

    def called(self, method: str) -> list[dict[str, Any]]:
        """Return the arguments of every call of a method."""
        with self.lock:
            return [call.given for call in self.calls if call.method == method]


class _Torn(Response):
    """An answer that ends before it is whole."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": False})


def direct(person: str) -> str:
    """Return the id of the conversation between the bot and a person."""
    return f"D{person}"


def readable(blocks: object) -> str:
    """Return the words of blocks, as a person reads them."""
    if isinstance(blocks, list):
        return "\n".join(filter(None, map(readable, blocks)))
    if not isinstance(blocks, Mapping):
        return ""
    if blocks.get("type") in {"rich_text_section", "rich_text_quote"}:
        return "".join(piece.get("text") or f"@{piece.get('user_id', '')}" for piece in blocks["elements"])
    if isinstance(blocks.get("text"), str):
        text: str = blocks["text"]
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    inner = (blocks.get("text"), blocks.get("elements"), blocks.get("positive_button"), blocks.get("negative_button"))
    return "\n".join(filter(None, map(readable, inner)))


def buttons(blocks: object) -> list[dict[str, Any]]:
    """Return every button in blocks, the feedback buttons as two."""
    if isinstance(blocks, list):
        return [one for block in blocks for one in buttons(block)]
    if not isinstance(blocks, Mapping):
        return []
    if blocks.get("type") == "button":
        return [dict(blocks)]
    if blocks.get("type") == "feedback_buttons":
        return [{**blocks[name], "action_id": blocks["action_id"]} for name in ("positive_button", "negative_button")]
    return buttons(blocks.get("elements"))


def unescaped(markdown: str) -> str:
    """Return what Markdown shows, where nothing but escapes is in it."""
    shown = markdown.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\")
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
