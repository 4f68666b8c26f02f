"""Fill the templates: the only place where text becomes HTML, and every text is escaped on the way.

render("turn.html", "es", view=view)
"""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ui.web.texts import counted, named, said

TEMPLATES = Path(__file__).parent / "templates"
EMPTY_LINES = re.compile(r"\s*\n\s*")


def render(template: str, language: str, **values: object) -> Markup:
    """Return a template filled in: its `t` gives texts of that language, everything else is escaped."""
    filled = (
        environment()
        .get_template(template)
        .render(
            language=language,
            t=partial(_said, language),
            named=partial(_named, language),
            counted=partial(_counted, language),
            **values,
        )
    )
    return Markup(filled)


def piece(template: str, language: str, **values: object) -> str:
    """Return a template filled in without an empty line: in one, Gradio's Markdown would begin to read marks again."""
    return EMPTY_LINES.sub("\n", render(template, language, **values)).strip()


@cache
def environment() -> Environment:
    """Return the templates; a name that is missing is an error and no empty place."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _said(language: str, key: str, **values: object) -> str:
    return said(key, language, **values)


def _named(language: str, table: str, name: str) -> str:
    return named(table, name, language)


def _counted(language: str, one: str, many: str, count: int) -> str:
    return counted(one, many, count, language)
