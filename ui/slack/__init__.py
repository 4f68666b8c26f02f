"""The Slack bot: the same answers, where staff work.

    Slack ─> reading ─> inbox (claimed in the database before work begins) ─> desk ─> pipeline ─> speech ─> Slack

`ui.slack.bot.open_bot` puts it together; `ui.slack.socket` and `ui.slack.http` bring the events.
"""
