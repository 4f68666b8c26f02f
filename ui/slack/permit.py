"""Who may ask, and where: workspaces, channels, user groups, guests, shared channels."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from ui.slack.event import Kind, SlackEvent

FRESH = 600.0
"""Seconds that what Slack says about a person or a group is believed."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the operator allows; empty sets allow everybody and everything of their kind."""

    workspaces: frozenset[str]
    channels: frozenset[str] = frozenset()
    user_groups: frozenset[str] = frozenset()
    guests: bool = False
    shared_channels: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What Slack says about somebody."""

    is_guest: bool
    language: str


class Directory(Protocol):
    """Where people and groups are looked up."""

    def person(self, person: str) -> Person:
        """Return what Slack says about a person."""

    def members(self, group: str) -> frozenset[str]:
        """Return the ids of the members of a user group."""


class Permit:
    """Says whether an event may be answered."""

    def __init__(self, rules: Rules, directory: Directory) -> None:
        self._rules = rules
        self._directory = directory

    def knows(self, team: str) -> bool:
        """Whether events of that workspace are taken at all."""
        return team in self._rules.workspaces

    def refusal(self, event: SlackEvent) -> str | None:
        """Return the key of the sentence that says why `event` is not answered, None when it is."""
        rules = self._rules
        if event.is_shared and not rules.shared_channels:
            return "refusal.shared_channel"
        if rules.channels and not event.is_direct and event.channel and event.channel not in rules.channels:
            return "refusal.channel"
        if not rules.guests and self._directory.person(event.person).is_guest:
            return "refusal.guest"
        if rules.user_groups and not self._is_member(event.person, rules.user_groups):
            return "refusal.group"
        return None

    def is_for_show(self, event: SlackEvent) -> bool:
        """Whether anybody may see it: the home tab and the greeting say what everybody may know."""
        return event.kind in {Kind.HOME, Kind.PANE}

    def _is_member(self, person: str, groups: Iterable[str]) -> bool:
        return any(person in self._directory.members(group) for group in groups)


class Remembered:
    """A directory that asks Slack once in a while and not for every event."""

    def __init__(self, directory: Directory, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._directory = directory
        self._clock = clock
        self._lock = Lock()
        self._people: dict[str, tuple[float, Person]] = {}
        self._groups: dict[str, tuple[float, frozenset[str]]] = {}

    def person(self, person: str) -> Person:
        """Return what Slack said about a person in the last ten minutes."""
        with self._lock:
            known = self._people.get(person)
        if known and self._clock() - known[0] < FRESH:
            return known[1]
        found = self._directory.person(person)
        with self._lock:
            self._people[person] = (self._clock(), found)
        return found

    def members(self, group: str) -> frozenset[str]:
        """Return who was in a user group in the last ten minutes."""
        with self._lock:
            known = self._groups.get(group)
        if known and self._clock() - known[0] < FRESH:
            return known[1]
        found = self._directory.members(group)
        with self._lock:
            self._groups[group] = (self._clock(), found)
        return found
