"""The HTTP transport as Slack meets it, and as somebody who is not Slack meets it."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from slack_sdk.signature import SignatureVerifier
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.routing import Mount

from rag.settings import Settings
from tests.ui.slack.fake import APP_TOKEN, BOT_TOKEN, FakeSlack, readable
from tests.ui.slack.light import LightDoor
from ui.database import engine_of, open_database
from ui.slack.bot import open_bot
from ui.slack.http import slack_asgi

SECRET = "a-secret-of-slack"


@pytest.fixture(scope="module")
def slack():
    with FakeSlack() as fake:
        yield fake
        assert fake.violations == []


@pytest.fixture
def database(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path / 'footnote.db'}")
    yield opened
    engine_of(opened).dispose()


def served(slack, database, tmp_path, secret):
    settings = Settings(
        data_dir=tmp_path,
        slack_bot_token=SecretStr(BOT_TOKEN),
        slack_api_url=slack.address,
        slack_signing_secret=secret and SecretStr(secret),
    )
    return open_bot(settings, LightDoor(), database=database)


@pytest.fixture
def bot(slack, database, tmp_path):
    opened = served(slack, database, tmp_path, SECRET)
    opened.start()
    yield opened
    opened.stop()


async def post(bot, body, *, secret=SECRET, age=0, headers=None, content_type="application/json"):
    at = str(int(time.time()) - age)
    signed = {
        "content-type": content_type,
        "x-slack-request-timestamp": at,
        "x-slack-signature": SignatureVerifier(secret).generate_signature(timestamp=at, body=body) or "",
    }
    app = Starlette(routes=[Mount("/slack", slack_asgi(bot))])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://footnote") as client:
        return await client.post("/slack/events", content=body, headers={**signed, **(headers or {})})


def traces(database):
    with database() as session:
        tables = ("slack_events", "slack_threads", "slack_turns", "slack_messages", "slack_votes")
        return sum(session.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables)


@pytest.mark.anyio
async def test_an_event_that_slack_signed_is_answered(slack, bot):
    body = slack.mention_of("C1", "U1", "What may Ofcom fine?")

    answer = await post(bot, json.dumps(body))

    assert answer.status_code == 200
    assert "10 per cent" in slack.answer_in("C1", body["event"]["ts"]).text


@pytest.mark.anyio
async def test_a_retry_is_taken_once(slack, bot):
    body = slack.mention_of("C2", "U1", "What may Ofcom fine?")

    for number in range(3):
        assert (await post(bot, json.dumps(body), headers={"x-slack-retry-num": str(number)})).status_code == 200
    slack.answer_in("C2", body["event"]["ts"])

    assert len(slack.thread("C2", body["event"]["ts"])) == 1


@pytest.mark.anyio
async def test_an_event_whose_first_delivery_died_is_taken_from_its_retry(slack, bot):
    body = slack.mention_of("C3", "U1", "What may Ofcom fine?")

    await post(bot, json.dumps(body), headers={"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"})

    assert slack.answer_in("C3", body["event"]["ts"])


@pytest.mark.anyio
async def test_slack_learns_that_the_address_is_ours(bot):
    answer = await post(bot, json.dumps({"type": "url_verification", "challenge": "abc"}))

    assert (answer.status_code, answer.json()) == (200, {"challenge": "abc"})


@pytest.mark.anyio
async def test_a_command_comes_as_a_form_and_is_told_at_once_that_somebody_looks(slack, bot):
    form = {
        "command": "/footnote",
        "text": "What may Ofcom fine?",
        "team_id": "T1",
        "channel_id": "C4",
        "user_id": "U1",
        "trigger_id": "trigger.form",
        "response_url": slack.address.replace("/api/", "/respond/form"),
    }

    answer = await post(bot, str(httpx.QueryParams(form)), content_type="application/x-www-form-urlencoded")

    assert answer.json()["response_type"] == "ephemeral"
    assert "10 per cent" in readable(slack.wait(lambda: slack.responses["form"])[0]["blocks"])


BODY = json.dumps({"type": "event_callback", "team_id": "T1", "event": {"type": "app_mention", "channel": "C9"}})
FORGERIES: dict[str, dict[str, Any]] = {
    "forged": {"secret": "another-secret"},
    "stale": {"age": 600},
    "from the future": {"age": -600},
    "unsigned": {"headers": {"x-slack-signature": ""}},
    "without a time": {"headers": {"x-slack-request-timestamp": ""}},
    "with a time that is none": {"headers": {"x-slack-request-timestamp": "soon"}},
    "signed with nothing": {"secret": "x", "headers": {"x-slack-signature": "v0="}},
}


@pytest.mark.anyio
@pytest.mark.parametrize("name", FORGERIES)
async def test_a_request_that_is_not_slacks_gets_401_and_leaves_no_trace(slack, bot, database, name):
    calls = len(slack.calls)

    answer = await post(bot, BODY, **FORGERIES[name])

    assert answer.status_code == 401
    assert traces(database) == 0
    assert len(slack.calls) == calls


@pytest.mark.anyio
@pytest.mark.parametrize("guess", ["None", "x", "0"])
async def test_without_a_secret_nobody_can_sign(slack, database, tmp_path, guess):
    bot = served(slack, database, tmp_path, None)

    answer = await post(bot, BODY, secret=guess)

    assert answer.status_code == 401
    assert traces(database) == 0


@pytest.mark.anyio
async def test_a_body_larger_than_anything_of_slacks_is_not_read(bot, database):
    answer = await post(bot, "x" * 1_000_001)

    assert answer.status_code == 413
    assert traces(database) == 0


def test_the_tokens_do_not_show_when_settings_are_printed(slack):
    settings = Settings(
        slack_bot_token=SecretStr(BOT_TOKEN),
        slack_app_token=SecretStr(APP_TOKEN),
        slack_signing_secret=SecretStr(SECRET),
    )

    assert not {BOT_TOKEN, APP_TOKEN, SECRET} & set(str(settings).replace("'", " ").split())
    assert BOT_TOKEN not in repr(settings)


@pytest.fixture
def anyio_backend():
    return "asyncio"
