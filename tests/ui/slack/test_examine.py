from __future__ import annotations

import pytest

from rag.settings import Settings
from tests.ui.slack.fake import APP_TOKEN, BOT_TOKEN, FakeSlack
from ui.doctor import State
from ui.slack.examine import examine_slack


@pytest.fixture(scope="module")
def slack():
    with FakeSlack() as fake:
        yield fake


def examined(slack, **more):
    values = {"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN, "slack_api_url": slack.address}
    return list(examine_slack(Settings(**{**values, **more})))


def test_without_tokens_there_is_nothing_to_mend():
    (finding,) = examine_slack(Settings())

    assert (finding.state, finding.found) == (State.OK, "not set up")


def test_all_is_well_where_tokens_scopes_and_slack_are(slack):
    findings = examined(slack)

    assert {finding.state for finding in findings} == {State.OK}
    assert [finding.found for finding in findings] == [
        "UFOOTNOTE in workspace T1, https://example.slack.com/",
        "all there",
        "by Socket Mode",
    ]


def test_a_missing_scope_is_named(slack):
    slack.scopes -= {"im:history", "users:read"}
    findings = examined(slack)
    slack.scopes |= {"im:history", "users:read"}

    broken = [finding for finding in findings if finding.state is State.FAIL]
    assert [(finding.what, finding.found) for finding in broken] == [
        ("Slack scopes", "missing: im:history, users:read")
    ]


def test_user_groups_need_a_scope_of_their_own(slack):
    findings = examined(slack, slack_user_groups=("S1",))

    assert "missing: usergroups:read" in [finding.found for finding in findings]


@pytest.mark.parametrize(
    ("values", "what", "found"),
    [
        ({"slack_bot_token": None}, "Slack", "no bot token"),
        ({"slack_bot_token": "xoxb-of-nobody"}, "Slack", "bot token not accepted"),
        ({"slack_app_token": None}, "Slack events", "no way for events to come in"),
        ({"slack_app_token": "xapp-of-nobody"}, "Slack events", "Socket Mode refused (invalid_auth)"),
        ({"slack_workspaces": ("T9",)}, "Slack workspace", "T1 is not allowed to ask"),
        ({"slack_api_url": "http://127.0.0.1:9/api/"}, "Slack", "bot token not accepted"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(slack, values, what, found):
    (broken,) = [finding for finding in examined(slack, **values) if finding.state is State.FAIL]

    assert (broken.what, broken.found) == (what, found)
    assert broken.advice


def test_no_token_is_shown(slack):
    shown = " ".join(f"{one.found} {one.advice}" for one in examined(slack, slack_bot_token="xoxb-of-nobody"))

    assert "xoxb-of-nobody" not in shown
