"""`footnote slack`: run the bot, or show the manifest that Slack wants."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from rag.errors import SettingsError
from rag.settings import Settings
from ui.log import begin
from ui.slack.manifest import manifest
from ui.terminal import IndexProgress, remark, show


def slack(
    by_http: Annotated[bool, typer.Option("--http", help="Let Slack connect to us, instead of us to Slack.")] = False,
    host: Annotated[str, typer.Option(help="With --http: the address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="With --http: the port to listen at.", min=1, max=65535)] = 3000,
    show_manifest: Annotated[
        bool, typer.Option("--manifest", help="Write the app's manifest, to be pasted into Slack, and leave.")
    ] = False,
    address: Annotated[
        str | None, typer.Option(metavar="URL", help="With --manifest: the public address, for HTTP.")
    ] = None,
) -> None:
    """Answer in Slack: mentions, direct messages, a slash command, a shortcut that checks statements.

    It needs FOOTNOTE_SLACK_BOT_TOKEN and FOOTNOTE_SLACK_APP_TOKEN (with --http FOOTNOTE_SLACK_SIGNING_SECRET instead
    of the latter); docs/slack.md leads there from nothing. It runs until it is told to end.

    [bold]Examples[/]

      footnote slack --manifest

      footnote slack

      footnote slack --http --port 3000
    """
    if show_manifest:
        show(json.dumps(manifest(address), ensure_ascii=False, indent=2))
        return
    settings = begin()
    _check_tokens(settings, by_http=by_http)
    try:
        _run(settings, by_http=by_http, host=host, port=port)
    except ImportError as error:
        raise SettingsError('The Slack libraries are not installed: pip install "footnote[slack]"') from error


def _check_tokens(settings: Settings, *, by_http: bool) -> None:
    """Name everything that is missing before anything slow begins."""
    wanted = {
        "FOOTNOTE_SLACK_BOT_TOKEN": settings.slack_bot_token,
        **(
            {"FOOTNOTE_SLACK_SIGNING_SECRET": settings.slack_signing_secret}
            if by_http
            else {"FOOTNOTE_SLACK_APP_TOKEN": settings.slack_app_token}
        ),
    }
    missing = [name for name, value in wanted.items() if value is None]
    if missing:
        are = "is" if len(missing) == 1 else "are"
        raise SettingsError(f"{' and '.join(missing)} {are} not set. docs/slack.md says where to find what.")


def _run(settings: Settings, *, by_http: bool, host: str, port: int) -> None:
    from rag import open_pipeline
    from rag.messages import suggestions
    from ui.slack.bot import open_bot

    with IndexProgress() as progress:
        pipeline = open_pipeline(settings, progress=progress)
    bot = open_bot(settings, pipeline)
    pipeline.ask(suggestions("en")[0])  # loads the model now, so that nobody has to wait for it
    if by_http:
        from ui.slack.serve import serve_http

        remark(f"Footnote answers in Slack, by HTTP at http://{host}:{port}/slack/events. Ctrl-C ends it.")
        serve_http(bot, host, port)
        return
    from ui.slack.socket import serve_socket

    token = settings.slack_app_token
    assert token is not None
    serve_socket(
        bot,
        token.get_secret_value(),
        settings.slack_api_url,
        lambda: remark("Footnote answers in Slack. Ctrl-C ends it."),
    )
