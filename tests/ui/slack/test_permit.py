from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from ui.slack.event import Kind, SlackEvent
from ui.slack.permit import FRESH, Permit, Person, Remembered, Rules

MEMBER, GUEST = Person(is_guest=False, language="en"), Person(is_guest=True, language="en")


@dataclass
class Directory:
    looked_up: list[str] = field(default_factory=list)

    def person(self, person):
        self.looked_up.append(person)
        return GUEST if person.startswith("UGUEST") else MEMBER

    def members(self, group):
        self.looked_up.append(group)
        return frozenset({"U1"}) if group == "S1" else frozenset()


ASKED = SlackEvent(id="1", kind=Kind.QUESTION, team="T1", channel="C1", person="U1", ts="1", thread_ts="1")
DIRECT = replace(ASKED, channel="D1", is_direct=True)
OPEN = Rules(workspaces=frozenset({"T1"}))


@pytest.mark.parametrize(
    ("rules", "event", "refusal"),
    [
        (OPEN, ASKED, None),
        (OPEN, replace(ASKED, person="UGUEST"), "refusal.guest"),
        (replace(OPEN, guests=True), replace(ASKED, person="UGUEST"), None),
        (OPEN, replace(ASKED, is_shared=True), "refusal.shared_channel"),
        (replace(OPEN, shared_channels=True), replace(ASKED, is_shared=True), None),
        (replace(OPEN, channels=frozenset({"C2"})), ASKED, "refusal.channel"),
        (replace(OPEN, channels=frozenset({"C1"})), ASKED, None),
        (replace(OPEN, channels=frozenset({"C2"})), DIRECT, None),
        (replace(OPEN, user_groups=frozenset({"S2"})), ASKED, "refusal.group"),
        (replace(OPEN, user_groups=frozenset({"S1", "S2"})), ASKED, None),
        (replace(OPEN, user_groups=frozenset({"S1"})), replace(DIRECT, person="U2"), "refusal.group"),
    ],
)
def test_the_rules_say_who_may_ask_where(rules, event, refusal):
    assert Permit(rules, Directory()).refusal(event) == refusal


def test_only_workspaces_on_the_list_are_known():
    permit = Permit(OPEN, Directory())

    assert permit.knows("T1")
    assert not permit.knows("T2")
    assert not permit.knows("")


def test_slack_is_asked_about_somebody_once_in_a_while():
    directory, now = Directory(), [0.0]
    remembered = Remembered(directory, clock=lambda: now[0])

    for moment in (0.0, FRESH - 1, FRESH + 1):
        now[0] = moment
        remembered.person("U1")
        remembered.members("S1")

    assert directory.looked_up == ["U1", "S1", "U1", "S1"]
