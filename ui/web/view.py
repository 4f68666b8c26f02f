"""What a turn shows, worked out for its template: sentences with their footnotes, rows of a table, notes, help lines.

view_of(turn, Voice("en", corpus.language_of)).sentences[0].footnotes[0].publications[0].publisher

Everything here is text; the templates escape it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from rag.answer import Outcome
from ui.web.texts import counted, named, place_name, said
from ui.web.turn import State, Turn
from ui.words import Words, words

ISO_DATE = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
PHONE = re.compile(r"\+?\d[\d\s().-]*\d")
SITE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.I)


@dataclass(frozen=True, slots=True)
class Voice:
    """How things are said on this page."""

    language: str
    language_of: Callable[[str], str]
    """Id of an article -> the language it is written in."""

    @property
    def words(self) -> Words:
        """Dates, statuses and types of source in words."""
        return words(self.language)

    def place(self, code: str) -> str:
        """Return the name of a jurisdiction."""
        return place_name(code, self.language)


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication behind a sentence."""

    title: str
    publisher: str
    date: str
    type: str
    url: str
    """Empty where it is no address that a browser may open."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A numbered pointer with everything that its card says."""

    number: int
    key: str
    """Unlike that of any other footnote on the page."""
    article: str
    sentence: str
    title: str
    quote: str
    language: str
    place: str
    kind: str
    status: str
    """As the corpus writes it; `status_word` is for people."""
    status_word: str
    date: str
    as_of: str
    publications: tuple[Publication, ...]

    @property
    def publisher(self) -> str:
        """Who is named first behind the sentence, else the article."""
        return self.publications[0].publisher if self.publications else self.title


@dataclass(frozen=True, slots=True)
class Sentence:
    """One claim as it is shown."""

    position: int
    text: str
    language: str
    footnotes: tuple[Footnote, ...]
    is_uncertain: bool

    @property
    def head(self) -> str:
        """Everything before the last word."""
        return self.text.rpartition(" ")[0]

    @property
    def tail(self) -> str:
        """The last word, which the numbers must not be parted from at the end of a line."""
        return self.text.rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a comparison."""

    heading: str
    sentences: tuple[Sentence, ...]
    statuses: tuple[Footnote, ...]
    """One footnote for each standing that the row's articles have."""


@dataclass(frozen=True, slots=True)
class Caution:
    """A note that a reader must see."""

    kind: str
    title: str
    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A help line."""

    name: str
    place: str
    contact: str
    hours: str
    href: str
    """`tel:…` or the address of a site; empty where the contact is neither."""
    is_phone: bool
    article: str
    sentence: str


@dataclass(frozen=True, slots=True)
class View:
    """A turn, ready to be laid out."""

    turn: Turn
    outcome: str
    """Empty until it is known."""
    language: str
    """Of what Footnote says in its own voice: that of the question."""
    lead: tuple[str, ...]
    """Paragraphs in Footnote's own voice, before the sentences."""
    sentences: tuple[Sentence, ...]
    rows: tuple[Row, ...]
    footnotes: tuple[Footnote, ...]
    standings: tuple[Footnote, ...]
    """One footnote for each status among the sources, in order of appearance."""
    as_of: str
    cautions: tuple[Caution, ...]
    lines: tuple[Line, ...]
    follow_ups: tuple[str, ...]
    summary: str
    """What is announced when it is complete."""
    mode: str
    version: str

    @property
    def is_done(self) -> bool:
        """Whether nothing more will come."""
        return self.turn.state is not State.RUNNING

    @property
    def is_help(self) -> bool:
        """Whether help lines come before everything else."""
        return self.outcome == Outcome.SIGNPOSTED


def view_of(turn: Turn, voice: Voice) -> View:
    """Return what `turn` shows in the words of `voice`."""
    answer = turn.answer or {}
    footnotes = tuple(_footnote(one, turn.key, voice) for one in answer.get("citations", ()))
    by_number = {footnote.number: footnote for footnote in footnotes}
    claims = enumerate(answer.get("claims", ()))
    sentences = tuple(_sentence(claim, position, by_number, voice) for position, claim in claims)
    is_whole = turn.state is State.DONE
    language = str(answer.get("language") or voice.language)
    return View(
        turn=turn,
        outcome=str(answer["outcome"]) if is_whole else "",
        language=language,
        lead=_lead(answer) if is_whole else (),
        sentences=sentences,
        rows=tuple(_row(section, sentences) for section in answer.get("sections", ())),
        footnotes=footnotes,
        standings=_by_status(footnotes),
        as_of=_as_of(answer, voice) if footnotes else "",
        cautions=tuple(_caution(note, language, voice) for note in answer.get("notes", ())),
        lines=tuple(_line(line, voice) for line in answer.get("helplines", ())),
        follow_ups=tuple(answer.get("follow_ups", ())),
        summary=_summary(sentences, footnotes, voice.language),
        mode=_mode(answer, voice.language),
        version=str(answer.get("corpus", {}).get("version", "")),
    )


def phone_number(contact: str) -> str:
    """Return the number in a contact as a telephone dials it, empty where there is none.

    phone_number("1-800-THE-LOST (1-800-843-5678)")      '18008435678'
    """
    numbers = [re.sub(r"[^\d+]", "", found) for found in PHONE.findall(contact)]
    return max(numbers, key=len, default="")


def web_address(url: str) -> str:
    """Return `url` where a browser may open it, else nothing: no `javascript:`, no `supplied:`."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def _footnote(citation: Mapping[str, Any], turn: str, voice: Voice) -> Footnote:
    speak = voice.words
    return Footnote(
        number=citation["number"],
        key=f"{turn}-{citation['number']}",
        article=citation["article"],
        sentence=citation["sentence"],
        title=citation["title"],
        quote=citation["quote"],
        language=voice.language_of(citation["article"]),
        place=voice.place(citation["jurisdiction"]),
        kind=named("kind", citation["kind"], voice.language),
        status=citation["status"],
        status_word=speak.status(citation["status"]),
        date=speak.date(citation["event_date"]),
        as_of=speak.date(citation["as_of"]),
        publications=tuple(publication(source, speak) for source in citation["sources"]),
    )


def publication(source: Mapping[str, Any], speak: Words) -> Publication:
    """Return a source in words."""
    return Publication(
        title=source["title"],
        publisher=source["publisher"],
        date=speak.date(source["date"]),
        type=speak.type(source["type"]),
        url=web_address(source["url"]),
    )


def _sentence(claim: Mapping[str, Any], position: int, footnotes: Mapping[int, Footnote], voice: Voice) -> Sentence:
    cited = tuple(footnotes[number] for number in claim["citations"] if number in footnotes)
    return Sentence(
        position=position,
        text=claim["text"],
        language=cited[0].language if cited else voice.language,
        footnotes=cited,
        is_uncertain=claim["verdict"] == "uncertain",
    )


def _row(section: Mapping[str, Any], sentences: tuple[Sentence, ...]) -> Row:
    own = tuple(sentences[place] for place in section["claims"] if place < len(sentences))
    return Row(section["heading"], own, _by_status(tuple(note for one in own for note in one.footnotes)))


def _by_status(footnotes: tuple[Footnote, ...]) -> tuple[Footnote, ...]:
    first = {footnote.status: footnote for footnote in reversed(footnotes)}
    return tuple(sorted(first.values(), key=lambda footnote: footnote.number))


def _lead(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the text says before its first sentence of the corpus, without who to call: that is shown large."""
    if answer["sections"]:
        return ()
    text = str(answer["text"])
    if answer["claims"]:
        text = text.partition(answer["claims"][0]["text"])[0]
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    if answer["helplines"]:
        paragraphs = paragraphs[1:]
    return tuple(filter(None, paragraphs))


def _as_of(answer: Mapping[str, Any], voice: Voice) -> str:
    """Return the oldest date up to which the cited articles know: the answer is no fresher than that."""
    return voice.words.date(min(citation["as_of"] for citation in answer["citations"]))


def _caution(note: Mapping[str, Any], language: str, voice: Voice) -> Caution:
    speak = words(language)
    text = ISO_DATE.sub(lambda found: speak.date(found[0]), note["text"])
    return Caution(note["kind"], named("note", note["kind"], voice.language), text, tuple(note["citations"]))


def _line(line: Mapping[str, Any], voice: Voice) -> Line:
    contact = line["contact"]
    number, site = phone_number(contact), SITE.search(contact)
    href = f"tel:{number}" if number else f"https://{site[0]}" if site else ""
    article = line["sentence"].partition("#")[0]
    place = voice.place(line["country"])
    return Line(line["name"], place, contact, line["hours"], href, bool(number), article, line["sentence"])


def _summary(sentences: tuple[Sentence, ...], footnotes: tuple[Footnote, ...], language: str) -> str:
    if not sentences:
        return said("turn.done_bare", language)
    return said(
        "turn.done",
        language,
        sentences=counted("turn.one_sentence", "turn.sentences", len(sentences), language),
        sources=counted("turn.one_source", "turn.sources", len(footnotes), language),
    )


def _mode(answer: Mapping[str, Any], language: str) -> str:
    mode = answer.get("mode", "")
    if not mode or not answer.get("claims"):
        return ""
    return (
        said("turn.mode_extractive", language)
        if mode == "extractive"
        else said("turn.mode_model", language, model=mode)
    )
