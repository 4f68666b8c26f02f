"""What a brief must keep, one small rule each. A rule yields every breach it finds, as an error with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from corpus import budget, fields
from corpus.document import document_parts, guess_language
from corpus.errors import CorpusError
from corpus.front_matter import Page, Record
from corpus.marks import near_misses
from corpus.parse import complaint_about, marked_paragraphs
from corpus.read import is_brief
from corpus.split import split
from corpus.text import short, title_of

Rule = Callable[[Page], Iterator[CorpusError]]

_READERS: tuple[Callable[[Record], object], ...] = (
    fields.identifier,
    lambda front: fields.text(front, "title"),
    fields.jurisdiction,
    fields.topics,
    fields.kind,
    fields.status,
    lambda front: fields.required_date(front, "event_date"),
    lambda front: fields.when(front, "effective_date"),
    lambda front: fields.required_date(front, "as_of"),
    fields.language,
    fields.source_records,
)
_SOURCE_READERS: tuple[Callable[[Record], object], ...] = (
    fields.source_id,
    lambda entry: fields.text(entry, "title"),
    lambda entry: fields.text(entry, "publisher"),
    fields.source_type,
    lambda entry: fields.when(entry, "date"),
    fields.url,
)


def complete_fields(page: Page) -> Iterator[CorpusError]:
    """Every field of the front matter and of its sources is there and says something we know."""
    yield from _failures(page.front, _READERS)
    for entry in _sources(page):
        yield from _failures(entry, _SOURCE_READERS)


def known_keys(page: Page) -> Iterator[CorpusError]:
    """No key is misspelt, invented or given twice."""
    yield from _strange_keys(page.front, (*fields.REQUIRED, *fields.OPTIONAL))
    for entry in _sources(page):
        yield from _strange_keys(entry, (*fields.SOURCE_REQUIRED, *fields.SOURCE_OPTIONAL))


def id_matches_file(page: Page) -> Iterator[CorpusError]:
    """Hold the id to the file name; it begins with its jurisdiction: `uk-` for GB, `us-ca-` for US-CA."""
    found, jurisdiction = page.front.text("id"), page.front.text("jurisdiction")
    stem = Path(page.front.path).name.removesuffix(".md")
    prefix = {"GB": "uk"}.get(jurisdiction, jurisdiction.lower())
    if found and found != stem:
        advice = f"rename the file `{found}.md` or the id `{stem}`."
        yield page.front.error("id", f"Id `{found}` is not the file name: {advice}")
    if found and jurisdiction and not found.startswith(f"{prefix}-"):
        yield page.front.error("id", f"Id `{found}` must begin with `{prefix}-`, its jurisdiction.")


def sane_dates(page: Page, today: date) -> Iterator[CorpusError]:
    """Nothing has happened or is known after today, and `as_of` is no older than what the article rests on."""
    as_of = page.front.text("as_of")
    for key in ("event_date", "as_of"):
        written = page.front.text(key)
        if fields.is_date(written) and is_later(written, today.isoformat()):
            advice = "give a planned date as `effective_date`."
            yield page.front.error(key, f"`{key}: {written}` lies in the future: {advice}")
    for entry in _sources(page):
        written = entry.text("date")
        if fields.is_date(written) and fields.is_date(as_of) and is_later(written, as_of):
            yield entry.error("date", f"Source of {written} is newer than `as_of: {as_of}`: bring `as_of` up to it.")


def titles_agree(page: Page) -> Iterator[CorpusError]:
    """Hold the front matter's title to the `# title` line."""
    title, heading = page.front.text("title"), title_of(page.body)
    if title and title != heading:
        yield page.front.error("title", f"The title differs from the line `# {heading}`: make them the same.")


def sentences_marked(page: Page) -> Iterator[CorpusError]:
    """Every sentence ends with marks, every mark is among the sources and is well written."""
    known = {entry.text("id") for entry in _sources(page)}
    for _, stretches in marked_paragraphs(page.body):
        for stretch in stretches:
            error = complaint_about(page, stretch, known)
            if error:
                yield error
    for offset, written in near_misses(page.body):
        message = f"`{written}` is no source mark: write marks one by one, as in [s1][s4]."
        yield CorpusError(message, path=page.front.path, line=page.line_at(offset))


def sentences_single(page: Page) -> Iterator[CorpusError]:
    """No unmarked sentence hides before a marked one."""
    for _, stretches in marked_paragraphs(page.body):
        for start, end, sources in stretches:
            spans = split(page.body[start:end], page.front.text("language"))
            for span in spans[:-1] if sources else ():
                text = short(page.body[start + span.start : start + span.end])
                message = f"“{text}” looks like a sentence without marks: mark it, or join it to the next."
                yield CorpusError(message, path=page.front.path, line=page.line_at(start + span.start))


def sentences_short(page: Page) -> Iterator[CorpusError]:
    """Every sentence fits the embedding model together with title and heading. Also for plain documents."""
    title = page.front.text("title") or title_of(page.body)
    language = page.front.text("language") or guess_language(page.body)
    parts = marked_paragraphs(page.body) if is_brief(page) else document_parts(page.body, language)
    for heading, stretches in parts:
        room = budget.room(title, heading, language)
        for start, end, _ in stretches:
            size = budget.estimate(page.body[start:end], language)
            if size > room:
                what = f"“{short(page.body[start:end])}” is too long for the embedding model"
                message = f"{what} (about {size} of {room} tokens): make two sentences of it."
                yield CorpusError(message, path=page.front.path, line=page.line_at(start))


def sources_used(page: Page) -> Iterator[CorpusError]:
    """Every source is listed once and some sentence rests on it."""
    used = {source for _, found in marked_paragraphs(page.body) for stretch in found for source in stretch.sources}
    seen: set[str] = set()
    for entry in _sources(page):
        source_id = entry.text("id")
        if source_id in seen:
            yield entry.error("id", f"Source `{source_id}` is listed twice: give the second a number of its own.")
        elif source_id and source_id not in used:
            advice = f"mark one with [{source_id}] or drop the source."
            yield entry.error("id", f"No sentence rests on `{source_id}`: {advice}")
        seen.add(source_id)


def is_later(one: str, other: str) -> bool:
    """Tell whether a date is surely later, comparing only as exactly as both are given."""
    shared = min(len(one), len(other))
    return one[:shared] > other[:shared]


def _failures(record: Record, readers: tuple[Callable[[Record], object], ...]) -> Iterator[CorpusError]:
    for reader in readers:
        try:
            reader(record)
        except CorpusError as error:
            yield error


def _strange_keys(record: Record, known: tuple[str, ...]) -> Iterator[CorpusError]:
    for key in record.values:
        if key not in known:
            yield record.error(key, f"Key `{key}` is not known. {fields.nearest(key, known)}")
    for key, line in record.repeated:
        yield CorpusError(f"Key `{key}` is given twice: keep one.", path=record.path, line=line)


def _sources(page: Page) -> tuple[Record, ...]:
    return page.front.values["sources"].records if "sources" in page.front.values else ()
