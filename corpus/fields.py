"""The fields of an article's front matter, each read and checked on its own.

Every reader raises a CorpusError that points at its line; parsing stops at the first, lint collects them all.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from corpus.article import Kind, Source, SourceType, Status, Topic
from corpus.front_matter import Record

Word = TypeVar("Word", bound=StrEnum)

REQUIRED = ("id", "title", "jurisdiction", "topics", "kind", "status", "event_date", "as_of", "language", "sources")
OPTIONAL = ("effective_date", "translation_of")
SOURCE_REQUIRED = ("id", "title", "publisher", "type", "url")
SOURCE_OPTIONAL = ("date",)
LANGUAGES = ("en", "es")
_MANY = 30

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]{2})?")
_JURISDICTION = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?|INT")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_URL = re.compile(r"https?://[^\s/]+\S*|supplied:\S.*")


def text(record: Record, key: str) -> str:
    """Read a text that must be there."""
    found = record.text(key)
    if not found:
        raise record.error(key, f"`{key}` is missing or empty: add a line `{key}: …`.")
    return found


def identifier(record: Record, key: str = "id") -> str:
    """Read an id: lower-case words joined by hyphens, `.es` at the end of a translation."""
    found = text(record, key)
    if not _ID.fullmatch(found):
        raise record.error(key, f"`{key}: {found}` must be lower-case words joined by hyphens, as in `uk-age-checks`.")
    return found


def jurisdiction(record: Record) -> str:
    """Read a country code, a US state as `US-CA`, or EU, UN, INT."""
    found = text(record, "jurisdiction")
    if not _JURISDICTION.fullmatch(found):
        advice = "write an ISO 3166-1 code such as GB, a state as US-CA, or EU, UN, INT."
        raise record.error("jurisdiction", f"`jurisdiction: {found}` is no jurisdiction: {advice}")
    return found


def language(record: Record) -> str:
    """Read the language: English or Spanish."""
    found = text(record, "language")
    if found not in LANGUAGES:
        raise record.error("language", f"`language: {found}` is not known: write {' or '.join(LANGUAGES)}.")
    return found


def when(record: Record, key: str) -> str:
    """Read a date as YYYY-MM-DD, YYYY-MM or YYYY; empty where the key is missing."""
    found = record.text(key)
    if found and not is_date(found):
        raise record.error(key, f"`{key}: {found}` is no date: write YYYY-MM-DD, YYYY-MM or YYYY.")
    return found


def required_date(record: Record, key: str) -> str:
    """Read a date that must be there."""
    text(record, key)
    return when(record, key)


def kind(record: Record) -> Kind:
    """Read what sort of thing the article is about."""
    return _word(record, "kind", text(record, "kind"), Kind)


def status(record: Record) -> Status:
    """Read where the thing stands."""
    return _word(record, "status", text(record, "status"), Status)


def topics(record: Record) -> tuple[Topic, ...]:
    """Read the list of subjects: at least one."""
    found = record.values["topics"].items if "topics" in record.values else ()
    if not found:
        raise record.error("topics", "`topics` must be a list of at least one: `topics: [privacy]`.")
    return tuple(_word(record, "topics", topic, Topic) for topic in found)


def sources(record: Record) -> tuple[Source, ...]:
    """Read every source, in the order given."""
    return tuple(source(entry) for entry in source_records(record))


def source_records(record: Record) -> tuple[Record, ...]:
    """Give the entries under `sources`: at least one."""
    entries = record.values["sources"].records if "sources" in record.values else ()
    if not entries:
        advice = "`- id: s1` with title, publisher, type and url."
        raise record.error("sources", f"`sources` must list at least one: {advice}")
    return entries


def source(entry: Record) -> Source:
    """Read one source."""
    return Source(
        id=source_id(entry),
        title=text(entry, "title"),
        publisher=text(entry, "publisher"),
        type=source_type(entry),
        date=when(entry, "date"),
        url=url(entry),
    )


def source_id(entry: Record) -> str:
    """Read a source's id: s1, s2 and so on."""
    found = text(entry, "id")
    if not re.fullmatch(r"s[1-9]\d*", found):
        raise entry.error("id", f"Source id `{found}` must be s1, s2, … as the marks write it.")
    return found


def source_type(entry: Record) -> SourceType:
    """Read who speaks in a publication."""
    return _word(entry, "type", text(entry, "type"), SourceType)


def url(entry: Record) -> str:
    """Read an address that opens in a browser, or `supplied:…`."""
    found = text(entry, "url")
    if not _URL.fullmatch(found):
        raise entry.error("url", f"`url: {found}` must begin with http://, https:// or supplied:.")
    return found


def is_date(written: str) -> bool:
    """Tell a date of the calendar in one of the three precisions."""
    if not _DATE.fullmatch(written):
        return False
    try:
        date.fromisoformat(written + "-01-01"[len(written) - 4 :])
    except ValueError:
        return False
    return True


def nearest(word: str, words: Iterable[str]) -> str:
    """Say `Did you mean …?` with the closest words, or list them all if they are few."""
    words = list(words)
    close = difflib.get_close_matches(word, words, n=3, cutoff=0.6)
    if not close and len(words) > _MANY:
        return ""
    return f"Did you mean {', '.join(close)}?" if close else f"Choose from: {', '.join(words)}."


def _word(record: Record, key: str, found: str, words: type[Word]) -> Word:
    try:
        return words(found)
    except ValueError:
        raise record.error(key, f"`{key}: {found}` is not known. {nearest(found, list(words))}") from None
