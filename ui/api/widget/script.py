"""Put the widget's script together: its code, its style and its words, in one file without a secret in it."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from ui.keep import Thumb, reasons
from ui.words import words

HERE = Path(__file__).parent
ONE_HOUR = "public, max-age=3600"

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Script:
    """The script and what tells one version from another."""

    text: str
    tag: str


@router.get("/widget.js", include_in_schema=False)
async def widget(request: Request) -> Response:
    """Return the script; the same for everybody."""
    made = script()
    headers = {"ETag": made.tag, "Cache-Control": ONE_HOUR}
    if made.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(made.text, media_type="text/javascript", headers=headers)


@cache
def script() -> Script:
    """Return the whole script, put together once."""
    code = (HERE / "widget.js").read_text(encoding="utf-8")
    style = (HERE / "widget.css").read_text(encoding="utf-8")
    parts = (f"const TEXTS = {_json(texts())};", f"const STYLE = {_json(style)};", code)
    text = "(() => {\n" + "\n".join(parts) + "})();\n"
    return Script(text, f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"')


def texts() -> dict[str, object]:
    """Return everything the widget says, by language."""
    tables = tomllib.loads((HERE / "texts.toml").read_text(encoding="utf-8"))
    return {
        language: {
            **table,
            "statuses": dict(words(language).statuses),
            "types": dict(words(language).types),
            "reasons": {thumb.value: _said(thumb, language) for thumb in Thumb},
        }
        for language, table in tables.items()
    }


def _said(thumb: Thumb, language: str) -> list[dict[str, str]]:
    return [{"reason": reason.value, "text": said} for reason, said in reasons(thumb, language).items()]


def _json(value: object) -> str:
    """Return `value` for the inside of a script, wherever that script may be pasted."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
