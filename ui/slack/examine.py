"""What `footnote doctor` says about the Slack bot: tokens, scopes, and whether Slack can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from rag.errors import SettingsError
from rag.settings import Settings
from ui.doctor import Finding, State
from ui.slack.manifest import scopes

WHAT = "Slack"
SEE = "See docs/slack.md."


def examine_slack(settings: Settings) -> Iterator[Finding]:
    """Yield what there is to say; nothing is posted."""
    bot, app, secret = settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret
    if not (bot or app or secret):
        yield Finding(State.OK, WHAT, "not set up")
        return
    if bot is None:
        yield Finding(State.FAIL, WHAT, "no bot token", f"Set FOOTNOTE_SLACK_BOT_TOKEN (xoxb-…). {SEE}")
        return
    try:
        yield from _reached(settings, bot.get_secret_value())
    except ImportError:
        yield Finding(
            State.FAIL, WHAT, "its libraries are not installed", 'Install them: pip install "footnote[slack]"'
        )
        return
    except SettingsError as error:
        yield Finding(State.FAIL, WHAT, "bot token not accepted", str(error))
        return
    yield from _transports(settings)


def _reached(settings: Settings, token: str) -> Iterator[Finding]:
    from ui.slack.bot import identify
    from ui.slack.web import Slack, web_client

    identity = identify(Slack(web_client(token, settings.slack_api_url, patience=1)))
    yield Finding(State.OK, WHAT, f"{identity.user} in workspace {identity.team}, {identity.url}".rstrip(", "))
    missing = sorted(scopes(with_groups=bool(settings.slack_user_groups)) - identity.scopes)
    if missing and identity.scopes:
        advice = f"Add them under OAuth & Permissions and install the app again. {SEE}"
        yield Finding(State.FAIL, "Slack scopes", f"missing: {', '.join(missing)}", advice)
    elif identity.scopes:
        yield Finding(State.OK, "Slack scopes", "all there")
    else:
        yield Finding(State.WARN, "Slack scopes", "Slack does not tell them", SEE)
    if settings.slack_workspaces and identity.team not in settings.slack_workspaces:
        advice = f"Add {identity.team} to FOOTNOTE_SLACK_WORKSPACES, or unset it."
        yield Finding(State.FAIL, "Slack workspace", f"{identity.team} is not allowed to ask", advice)


def _transports(settings: Settings) -> Iterator[Finding]:
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        advice = f"Set FOOTNOTE_SLACK_APP_TOKEN for Socket Mode, or FOOTNOTE_SLACK_SIGNING_SECRET for HTTP. {SEE}"
        yield Finding(State.FAIL, "Slack events", "no way for events to come in", advice)
    if settings.slack_app_token is not None:
        yield _socket_mode(settings.slack_app_token.get_secret_value(), settings.slack_api_url)
    if settings.slack_signing_secret is not None:
        yield Finding(State.OK, "Slack events", "by HTTP, with a signing secret")


def _socket_mode(token: str, address: str) -> Finding:
    from slack_sdk.errors import SlackApiError, SlackClientError

    from ui.slack.web import web_client

    try:
        web_client(token, address, patience=1).apps_connections_open(app_token=token)
    except SlackApiError as error:
        advice = "Make an app-level token with the scope connections:write, and switch Socket Mode on."
        return Finding(State.FAIL, "Slack events", f"Socket Mode refused ({error.response.get('error')})", advice)
    except (OSError, SlackClientError) as error:
        return Finding(State.FAIL, "Slack events", f"Socket Mode out of reach ({error})", "Check the connection.")
    return Finding(State.OK, "Slack events", "by Socket Mode")
