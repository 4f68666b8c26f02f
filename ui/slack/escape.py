"""Keep words words: nothing that an article or a person wrote becomes a mention, a link or formatting in Slack.

Blocks carry foreign text as `rich_text`, where a text element is never parsed. What must go through one of Slack's two
markup languages is escaped here.
"""

from __future__ import annotations

import re

MARKUP = re.compile(r"([\\`*_~\[\]|])")
OPENING = re.compile(r"(?m)^(\s*)([#+\-]|\d+[.)])(?=\s)")
WEB = re.compile(r"(?i)(https?|ftp)://|\b(www)\.|(@)(?=\w)|:(?=[\w+'-]+:)")


def entities(text: str) -> str:
    """Return `text` for a field that reads mrkdwn: the three characters that Slack obeys become entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def markdown(text: str) -> str:
    """Return `text` for `markdown_text`, which is read as Markdown: it shows as it was written.

    Addresses are broken up for the parser, not for the eye, so that they do not turn into links.
    """
    escaped = MARKUP.sub(r"\\\1", entities(text))
    escaped = OPENING.sub(lambda match: f"{match[1]}{_behind_a_backslash(match[2])}", escaped)
    return WEB.sub(_break_up, escaped)


def shortened(text: str, most: int) -> str:
    """Return `text` within `most` characters, cut between words and said to be cut."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return f"{kept.rpartition(' ')[0] or kept}…"


def _behind_a_backslash(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}"


def _break_up(match: re.Match[str]) -> str:
    if match[1]:
        return rf"{match[1]}:\/\/"
    if match[2]:
        return rf"{match[2]}\."
    return r"\@" if match[3] else r"\:"  # the second would begin an emoji
