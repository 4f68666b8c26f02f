"""Lay an answer out as a Slack message: the text with its numbers, what to know about it, where it comes from, buttons.

The upper part of a message is the text, which may have been streamed already; the lower part is everything else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rag.answer import Answer, Citation, Note, Outcome
from ui.slack.blocks import Block, actions, aside, bullets, button, line, link, person, quote, rich, votes, words
from ui.slack.escape import entities, shortened
from ui.slack.pages import Page, Part, pages_of
from ui.slack.words import say
from ui.words import Words
from ui.words import words as words_of

LARGEST_BLOCK = 2_500
"""Characters of text in one block: a section may have 3,000, and nothing is said of rich text."""
MOST_BUTTONS = 5
PREVIEW = 300
"""Characters that a notification shows."""

VOTED_ON = {Outcome.ANSWERED, Outcome.PARTIAL, Outcome.NO_EVIDENCE, Outcome.CLARIFY, Outcome.OUT_OF_SCOPE}


@dataclass(frozen=True, slots=True)
class Message:
    """A message, finished."""

    preview: str
    """What a notification shows, escaped."""
    upper: tuple[Block, ...]
    lower: tuple[Block, ...] = ()
    body: str | None = None
    """The text of the upper part, when it may be streamed instead; None when it may not."""

    @property
    def blocks(self) -> list[Block]:
        """All of it."""
        return [*self.upper, *self.lower]


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds an answer where it is shown."""

    message: str = ""
    """Number of the message, for its buttons; empty shows none."""
    asked_by: str = ""
    """Who asked with a button: the question is not to be seen in the thread otherwise."""
    shared_by: str = ""
    says_it_follows: bool = False
    may_be_shared: bool = False
    is_private: bool = False


def sentence(text: str) -> Message:
    """Return a message of ours that is one paragraph."""
    return Message(entities(shortened(text, PREVIEW)), (rich(line(words(text))),), body=text)


def answer_message(answer: Answer, frame: Frame, number: int = 0) -> Message:
    """Return page `number` of an answer as a message."""
    page, language = pages_of(answer)[number], answer.language
    said = words_of(language)
    is_first = number == 0
    upper = [*_opening(answer, frame, page), *_text(page.parts)]
    lower = [
        *_cut(page, frame, language),
        *_notes(page.notes, language),
        *_sources(page, answer, said, language),
        *(_asides(answer, frame) if is_first else ()),
        *(_follow_ups(answer, frame) if is_first else ()),
        *(_buttons(answer, frame) if is_first else ()),
    ]
    may_stream = is_first and not (frame.asked_by or frame.shared_by)
    return Message(
        entities(shortened(page.text, PREVIEW)), tuple(upper), tuple(lower), page.text if may_stream else None
    )


def _opening(answer: Answer, frame: Frame, page: Page) -> Iterable[Block]:
    language = answer.language
    if frame.asked_by:
        yield rich(line(person(frame.asked_by), words(say("answer.asked_by", language, question=answer.question))))
    if frame.shared_by:
        yield rich(line(person(frame.shared_by), words(say("answer.shared_by", language, question=answer.question))))
    if page.number:
        yield aside(say("answer.rest", language))


def _text(parts: Iterable[Part]) -> list[Block]:
    """Return the text as blocks of bearable size, broken between parts."""
    blocks: list[Block] = []
    pieces: list[Block] = []
    used = 0
    for part in parts:
        if pieces and used + len(part.text) > LARGEST_BLOCK:
            blocks.append(rich(line(*pieces)))
            pieces, used = [], 0
        pieces += [words(piece) for piece in (part.lead, part.said) if piece]
        used += len(part.text)
    return [*blocks, rich(line(*pieces))] if pieces else blocks


def _cut(page: Page, frame: Frame, language: str) -> Iterable[Block]:
    if not page.left:
        return
    key = "answer.cut_one" if page.left == 1 else "answer.cut_many"
    yield aside(say(key, language, count=page.left))
    if frame.message:
        value = f"{frame.message}:{page.number + 1}"
        yield actions(button("rest", say("answer.show_rest", language), value))


def _notes(notes: tuple[Note, ...], language: str) -> Iterable[Block]:
    if notes:
        heading = line(words(say("answer.notes", language), bold=True))
        yield rich(heading, bullets([words(_with_marks(note))] for note in notes))


def _with_marks(note: Note) -> str:
    missing = [f"[{number}]" for number in note.citations if f"[{number}]" not in note.text]
    return " ".join(filter(None, (note.text, "".join(missing))))


def _sources(page: Page, answer: Answer, said: Words, language: str) -> Iterable[Block]:
    heading = line(words(say("answer.sources", language), bold=True))
    parts, used = [heading], 0
    for citation in page.citations:
        entry = _citation(citation, answer, said, language)
        length = sum(len(piece.get("text", "")) for piece in entry)
        if used and used + length > LARGEST_BLOCK:
            yield rich(*parts)
            parts, used = [], 0
        parts.append(line(*entry))
        if _differs(citation, answer):
            parts.append(quote(words(citation.quote)))
        used += length + len(citation.quote)
    if page.citations:
        yield rich(*parts)


def _citation(citation: Citation, answer: Answer, said: Words, language: str) -> list[Block]:
    standing = " · ".join((citation.jurisdiction, said.status(citation.status), said.as_of(citation.as_of)))
    pieces = [words(f"[{citation.number}] "), words(citation.title, bold=True), words(f" · {standing}\n")]
    if not citation.sources:
        return [*pieces, words(say("answer.no_sources", language))]
    for position, source in enumerate(citation.sources):
        date = f"({said.type(source.type)}), {said.date(source.date)}"
        pieces += [words(" · ")] if position else []
        pieces += [link(source.publisher, source.url), words(f" {date}")]
    return pieces


def _differs(citation: Citation, answer: Answer) -> bool:
    """Whether a reader would not see the quote otherwise: no claim is the cited sentence word for word."""
    return all(claim.text != citation.quote for claim in answer.claims)


def _asides(answer: Answer, frame: Frame) -> Iterable[Block]:
    language = answer.language
    sentences = []
    if frame.is_private:
        sentences.append(say("answer.only_you", language))
    if answer.claims:
        as_of = words_of(language).date(answer.corpus.as_of)
        sentences.append(say("answer.corpus", language, articles=answer.corpus.articles, as_of=as_of))
    if frame.says_it_follows:
        sentences.append(say("answer.follows", language))
    if sentences:
        yield aside(" ".join(sentences))


def _follow_ups(answer: Answer, frame: Frame) -> Iterable[Block]:
    offered = answer.follow_ups[:MOST_BUTTONS]
    if not (offered and frame.message):
        return
    yield aside(say("answer.ask_next", answer.language))
    yield actions(*(button(f"ask:{place}", question, question) for place, question in enumerate(offered)))


def _buttons(answer: Answer, frame: Frame) -> Iterable[Block]:
    language = answer.language
    if frame.message and frame.may_be_shared:
        yield actions(button("share", say("answer.share", language), frame.message))
    if frame.message and answer.outcome in VOTED_ON:
        good = (say("vote.good", language), say("vote.good_label", language))
        bad = (say("vote.bad", language), say("vote.bad_label", language))
        yield votes(frame.message, good, bad)
