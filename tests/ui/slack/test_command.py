from __future__ import annotations

import json

import pytest

from ui import cli
from ui.log import stop_log
from ui.slack.bolt import COMMAND
from ui.slack.manifest import manifest, scopes
from ui.slack.reading import CHECK_SHORTCUT


@pytest.fixture(autouse=True)
def closed_log():
    yield
    stop_log()


def test_the_manifest_is_what_slack_wants_pasted(capsys):
    assert cli.run(["slack", "--manifest"]) == 0

    assert json.loads(capsys.readouterr().out) == manifest()


def test_the_manifest_for_http_names_the_address_three_times(capsys):
    cli.run(["slack", "--manifest", "--address", "https://footnote.example.org/slack/events"])

    printed = capsys.readouterr().out
    assert printed.count("https://footnote.example.org/slack/events") == 3
    assert not json.loads(printed)["settings"]["socket_mode_enabled"]


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        (["slack"], "FOOTNOTE_SLACK_BOT_TOKEN and FOOTNOTE_SLACK_APP_TOKEN are not set."),
        (["slack", "--http"], "FOOTNOTE_SLACK_BOT_TOKEN and FOOTNOTE_SLACK_SIGNING_SECRET are not set."),
    ],
)
def test_what_is_missing_is_said_before_anything_slow_begins(arguments, missing, capsys):
    assert cli.run(arguments) == 2

    assert missing in capsys.readouterr().err


def test_the_manifest_asks_for_what_the_code_listens_to():
    described = manifest()

    assert [one["command"] for one in described["features"]["slash_commands"]] == [COMMAND]
    assert [one["callback_id"] for one in described["features"]["shortcuts"]] == [CHECK_SHORTCUT]
    assert {"app_mention", "message.im", "message.channels", "message.groups", "app_home_opened"} == set(
        described["settings"]["event_subscriptions"]["bot_events"]
    )


def test_the_manifest_keeps_the_limits_of_slack():
    shown, features = manifest()["display_information"], manifest()["features"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert all(len(one["name"]) <= 24 and len(one["description"]) <= 150 for one in features["shortcuts"])


def test_no_scope_is_asked_for_that_the_document_does_not_explain():
    from tests.test_docs import read

    document = read("docs/slack.md")

    assert [scope for scope in scopes(with_groups=True) if f"`{scope}`" not in document] == []
