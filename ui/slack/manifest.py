"""The app as Slack is told about it: `manifest.json`, for Socket Mode as it lies there, for HTTP with an address."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

MANIFEST = Path(__file__).with_name("manifest.json")

FOR_GROUPS = "usergroups:read"
"""Needed only where user groups are on the allow-list."""


def manifest(address: str | None = None) -> dict[str, Any]:
    """Return the manifest; with `address` (`https://…/slack/events`) the one for HTTP."""
    described: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    if address:
        settings = described["settings"]
        settings["socket_mode_enabled"] = False
        settings["event_subscriptions"]["request_url"] = address
        settings["interactivity"]["request_url"] = address
        for command in described["features"]["slash_commands"]:
            command["url"] = address
    return described


def scopes(*, with_groups: bool = False) -> frozenset[str]:
    """Return the scopes that the bot token needs."""
    asked = frozenset(str(scope) for scope in manifest()["oauth_config"]["scopes"]["bot"])
    return asked | {FOR_GROUPS} if with_groups else asked
