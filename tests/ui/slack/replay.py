"""A bad day for the bot: many events, twice and in the wrong order, a busy and forgetful Slack, torn sockets, kills.

python -m tests.ui.slack.replay --events 2000
"""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rag.pipeline import AnswerEvent
from tests.ui.slack.conftest import Running
from tests.ui.slack.fake import TEAM, Envelope, FakeSlack, Message, readable, unescaped
from tests.ui.slack.light import LightDoor

QUESTIONS = (
    "What may Ofcom fine a provider?",
    "From which age does the Australian act let people have accounts?",
    "What must a companion chatbot in California do?",
    "Since when must services with pornography check ages?",
    "¿Qué edad mínima propone España?",
    "What do the guidelines of the European Union ask of platforms?",
)
LEASE = 12
"""Seconds: short, so that what a killed process leaves behind is taken over during the replay."""
BACKLOG = 60
"""Events that may wait while more are sent."""


@dataclass(frozen=True)
class Asked:
    """Something that must be answered once."""

    kind: str
    channel: str
    thread: str
    mark: str
    question: str
    payload: dict[str, object]
    address: str = ""


@dataclass
class Figures:
    """What came of it."""

    events: int = 0
    deliveries: int = 0
    answered: int = 0
    silent: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    strangers: int = 0
    """Messages of ours that answer nothing."""
    faults: Counter[str] = field(default_factory=Counter)
    kills: int = 0
    torn: int = 0
    taken_over: int = 0
    seconds: float = 0.0
    violations: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        faults = ", ".join(f"{count} {name}" for name, count in sorted(self.faults.items()))
        return (
            f"{self.events} events in {self.deliveries} deliveries, {self.kills} kills, sockets torn {self.torn} "
            f"times, calls of Slack that went wrong: {faults or 'none'}; {self.taken_over} events taken over.\n"
            f"Answered once {self.answered}, twice {len(self.doubled)}, not at all {len(self.silent)}, "
            f"unfinished {len(self.unfinished)}, wrong {len(self.wrong)}, answers to nothing {self.strangers}, "
            f"complaints about arguments {len(self.violations)}; {self.seconds:.0f} s."
        )


def replay(running: Running, *, events: int, seed: int = 7, processes: int = 2, kills: int = 2) -> Figures:
    """Send `events` events on a bad day to so many processes, kill so many of them, and return what came of it."""
    slack, chance, figures = running.slack, random.Random(seed), Figures(events=events)
    slack.ack_seconds = 1.0
    began = time.monotonic()
    for _ in range(processes):
        running.start("--pause", "0.005", slack_lease_seconds=LEASE)
    slack.faults = _faults(random.Random(seed + 1))
    asked = list(_shuffled(_asked(slack, events, chance), chance))
    sent = [_send(slack, one) for one in asked[: events // 3]]
    sent += _send_on(running, slack, asked[events // 3 :], chance, figures, kills)
    _wait_until_done(running, slack, sent)
    slack.faults = lambda method: None
    figures.seconds = time.monotonic() - began
    figures.deliveries = sum(one.deliveries for one in sent) + figures.deliveries
    figures.faults = slack.happened
    figures.violations = list(slack.violations)
    figures.taken_over = int(running.rows("SELECT count(*) FROM slack_events WHERE attempts > 1")[0][0])
    _judge(slack, asked, figures)
    return figures


def _send_on(
    running: Running, slack: FakeSlack, asked: list[Asked], chance: random.Random, figures: Figures, kills: int
) -> list[Envelope]:
    """Send the rest, with kills, torn sockets and copies on the way."""
    sent: list[Envelope] = []
    kill_at = {(one + 1) * len(asked) // (kills + 2): one for one in range(kills)}  # place in the day -> which process
    tear_every = max(40, len(asked) // 8)
    for place, one in enumerate(asked):
        sent.append(_send(slack, one))
        if chance.random() < 0.2:
            figures.deliveries += 1
            _again(slack, one, sent[-1])
        if place in kill_at:
            running.kill(kill_at[place])
            figures.kills += 1
            again = {"slack_lease_seconds": LEASE}
            threading.Thread(target=running.start, args=("--pause", "0.005"), kwargs=again, daemon=True).start()
        if place % tear_every == tear_every - 1:
            slack.break_sockets()
            figures.torn += 1
        while _waiting(sent) > BACKLOG:
            time.sleep(0.05)
    return sent


def _waiting(sent: list[Envelope]) -> int:
    return sum(not one.acked.is_set() for one in sent)


def _send(slack: FakeSlack, one: Asked) -> Envelope:
    return slack.send("slash_commands" if one.kind == "command" else "events_api", dict(one.payload))


def _again(slack: FakeSlack, one: Asked, envelope: Envelope) -> None:
    """Send an event again: as it was, or in the other shape in which Slack tells of the same message."""
    if one.kind == "mention":
        event = {**envelope.payload["event"], "type": "message", "channel_type": "channel"}
        slack.send("events_api", slack.event(event))
    else:
        slack.repeat("slash_commands" if one.kind == "command" else "events_api", envelope)


def _asked(slack: FakeSlack, events: int, chance: random.Random) -> Iterator[Asked]:
    """Yield mentions, follow-ups, direct messages and commands, in the order in which people would write them."""
    threads: list[tuple[str, str]] = []
    for number in range(events):
        question, person = f"{chance.choice(QUESTIONS)} ({number})", f"U{number % 150}"
        kind = chance.choices(("mention", "reply", "direct", "command"), (50, 25, 15, 10))[0]
        if kind == "reply" and threads:
            channel, thread = chance.choice(threads)
            body = slack.message_of(channel, person, question, thread_ts=thread)
        elif kind == "command":
            name = f"P{number}"
            address = slack.address.replace("/api/", f"/respond/{name}")
            fields = {"command": "/footnote", "text": question, "team_id": TEAM, "channel_id": "C0", "user_id": person}
            body = {**fields, "trigger_id": f"trigger.{name}", "response_url": address}
            yield Asked(kind, "C0", "", "", question, body, name)
            continue
        elif kind == "direct":
            channel = f"D{person}"
            body = slack.message_of(channel, person, question)
        else:
            kind, channel = "mention", f"C{number % 40}"
            body = slack.mention_of(channel, person, question)
            threads.append((channel, body["event"]["ts"]))
        ts = body["event"]["ts"]
        mark = f"message:{TEAM}/{channel}/{ts}/answer"
        yield Asked(kind, channel, body["event"].get("thread_ts", ts), mark, question, body)


def _shuffled(asked: Iterator[Asked], chance: random.Random) -> Iterator[Asked]:
    """Yield events in the order in which a network might bring them: within twenty, any."""
    waiting: list[Asked] = []
    for one in asked:
        waiting.append(one)
        if len(waiting) >= 20:
            yield waiting.pop(chance.randrange(len(waiting)))
    chance.shuffle(waiting)
    yield from waiting


def _faults(chance: random.Random):
    lock = threading.Lock()

    def fault(method: str) -> str | None:
        if method in {"auth.test", "apps.connections.open"}:
            return None
        with lock:
            drawn = chance.random()
        for name, share in (("busy", 0.03), ("broken", 0.01), ("dropped", 0.01), ("lost", 0.015)):
            if drawn < share:
                return name
            drawn -= share
        return None

    return fault


def _wait_until_done(running: Running, slack: FakeSlack, sent: list[Envelope]) -> None:
    def done() -> bool:
        open_ = running.rows("SELECT count(*) FROM slack_events WHERE state <> 'done'")[0][0]
        return open_ == 0 and _waiting(sent) == 0

    until = time.monotonic() + 600
    while not done():
        assert time.monotonic() < until, f"{_waiting(sent)} events were never taken in"
        time.sleep(0.3)


def _judge(slack: FakeSlack, asked: list[Asked], figures: Figures) -> None:
    by_mark: dict[str, list[Message]] = {}
    for message in slack.messages.values():
        by_mark.setdefault(((message.metadata or {}).get("event_payload") or {}).get("mark", ""), []).append(message)
    door = LightDoor()
    for one in asked:
        if one.kind == "command":
            _judge_command(slack, one, figures)
            continue
        found = by_mark.pop(one.mark, [])
        if not found:
            figures.silent.append(one.mark)
        elif len(found) > 1:
            figures.doubled.append(one.mark)
        elif found[0].is_streaming or not found[0].whole_at:
            figures.unfinished.append(one.mark)
        elif not _is_right(door, one, found[0]):
            figures.wrong.append(f"{one.mark}: {found[0].text[:200]}")
        else:
            figures.answered += 1
    figures.strangers = sum(len(found) for found in by_mark.values())


def _judge_command(slack: FakeSlack, one: Asked, figures: Figures) -> None:
    answers = slack.responses[one.address]
    if not answers:
        figures.silent.append(one.address)
    elif not all(answer["replace_original"] for answer in answers):
        figures.doubled.append(one.address)
    elif "Sources" not in readable(answers[-1]["blocks"]) and "Fuentes" not in readable(answers[-1]["blocks"]):
        figures.wrong.append(one.address)
    else:
        figures.answered += 1


def _is_right(door: LightDoor, one: Asked, message: Message) -> bool:
    """Whether the whole answer stands there: its text as the pipeline gave it, sources and buttons."""
    text = unescaped(message.markdown) or readable(message.blocks)
    whole = any(block["type"] == "context_actions" for block in message.blocks)
    if one.kind == "reply":
        return whole and ("Sources" in message.text or "Fuentes" in message.text)
    *_, last = door.stream(one.question)
    assert isinstance(last, AnswerEvent)
    return whole and text.startswith(last.answer.text)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", help="where the bots keep their data; a disk in memory makes it quicker")
    wanted = parser.parse_args()
    with FakeSlack() as slack, tempfile.TemporaryDirectory(dir=wanted.folder) as folder:
        running = Running(slack, Path(folder))
        try:
            figures = replay(running, events=wanted.events, seed=wanted.seed)
        finally:
            running.stop()
        print(figures)
        for name in ("silent", "doubled", "unfinished", "wrong", "violations"):
            for one in getattr(figures, name)[:5]:
                print(f"  {name}: {one}")
        print(running.log[-3000:] if figures.answered != figures.events else "")


if __name__ == "__main__":
    main()
