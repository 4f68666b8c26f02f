"""The figures of the last evaluation, read as plain data from the file that the evaluation writes.

read_measures(Path("evals/baseline.json"), "en")      None while there is no such file
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ui.words import words

log = logging.getLogger(__name__)

CANNOT_BE_READ = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What a file may break with that lies where ours should: unreadable, no JSON, or JSON of another shape."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its interval and its denominator."""

    label: str
    """The kind of question; empty for the whole."""
    value: float
    low: float
    high: float
    n: int
    is_share: bool

    def said(self, value: float) -> str:
        """Return a value as people read it: a share as a percentage."""
        return f"{value * 100:.0f} %" if self.is_share else f"{value:.2f}"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, over all questions and by kind."""

    name: str
    title: str
    what: str
    lower_is_better: bool
    whole: Figure
    by_kind: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the file says; no measures and `is_broken` when it could not be read."""

    measures: tuple[Measure, ...] = ()
    date: str = ""
    version: str = ""
    is_broken: bool = False


def read_measures(path: Path, language: str) -> Figures | None:
    """Return the figures in `path`, None where there is no such file."""
    if not path.is_file():
        return None
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        listed = plain["measures"] if isinstance(plain, dict) else plain
        measures = tuple(_measure(one, language) for one in listed)
        about = plain if isinstance(plain, dict) else {}
        return Figures(
            measures,
            words(language).date(str(about["date"])) if about.get("date") else "",
            str(about.get("version", "")),
        )
    except CANNOT_BE_READ as error:
        log.warning("The figures in %s cannot be read.", path, exc_info=error)
        return Figures(is_broken=True)


def _measure(plain: Mapping[str, Any], language: str) -> Measure:
    is_share = plain.get("unit", "share") in {"share", "", None}
    kinds = plain.get("by_kind") or {}
    return Measure(
        name=str(plain["name"]),
        title=_in_language(plain["title"], language),
        what=_in_language(plain.get("what", ""), language),
        lower_is_better=bool(plain.get("lower_is_better", False)),
        whole=_figure("", plain, is_share),
        by_kind=tuple(_figure(kind.replace("_", " "), one, is_share) for kind, one in kinds.items()),
    )


def _figure(label: str, plain: Mapping[str, Any] | float, is_share: bool) -> Figure:
    if not isinstance(plain, dict):
        value = float(plain)  # type: ignore[arg-type]  # a bare number, or an error that `read_measures` reports
        return Figure(label, value, value, value, 0, is_share)
    value = float(plain["value"])
    return Figure(
        label, value, float(plain.get("low", value)), float(plain.get("high", value)), int(plain.get("n", 0)), is_share
    )


def _in_language(text: Mapping[str, str] | str, language: str) -> str:
    return text if isinstance(text, str) else text.get(language, text["en"])
