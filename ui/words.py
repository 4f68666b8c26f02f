"""Say dates, statuses and kinds of source as a person would, in the language of the answer.

english = words("en")
english.date("2026-06-05")       '5 June 2026'
english.status("in-force")       'in force'
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; `words.toml` holds them."""

    labels: Mapping[str, str]
    months: Sequence[str]
    statuses: Mapping[str, str]
    types: Mapping[str, str]

    def label(self, name: str) -> str:
        """Return the heading or the short sentence of that name."""
        return self.labels[name]

    def status(self, status: str) -> str:
        """Return a status in words; one that has none is shown as it is."""
        return self.statuses.get(status, status)

    def type(self, kind: str) -> str:
        """Return the type of a source in words."""
        return self.types.get(kind, kind)

    def date(self, date: str) -> str:
        """Return YYYY-MM-DD, YYYY-MM or YYYY in words; what is no date is shown as it is."""
        parts = DATE.fullmatch(date)
        if not date:
            return self.labels["undated"]
        if not parts or not parts["month"]:
            return date
        month = self.months[int(parts["month"]) - 1]
        if not parts["day"]:
            return self.labels["month"].format(month=month, year=parts["year"])
        return self.labels["date"].format(day=int(parts["day"]), month=month, year=parts["year"])

    def as_of(self, date: str) -> str:
        """Return the date of knowledge, said as such."""
        return self.labels["as_of"].format(date=self.date(date))


@cache
def words(language: str) -> Words:
    """Return the words of a language, English where there are none."""
    tables = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    table = tables.get(language, tables["en"])
    labels = {name: value for name, value in table.items() if isinstance(value, str)}
    return Words(labels, table["months"], table["status"], table["type"])
