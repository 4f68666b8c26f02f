"""The windows and the home tab: what the bot shows outside messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corpus import Corpus, Sentence
from ui.slack.blocks import Block, aside, bullets, divider, header, line, link, quote, rich, words
from ui.slack.checking import Checked, Finding, Statement
from ui.slack.escape import shortened
from ui.slack.reading import REASON_VIEW
from ui.slack.words import say
from ui.words import words as words_of

View = dict[str, Any]

REASONS = ("not_true", "not_in_source", "out_of_date", "incomplete", "off_topic", "other")
TITLE = 24
"""Characters that Slack takes as the title of a window, and on its buttons."""
LONGEST_SENTENCE = 1_000
"""Characters of a statement's sentence that are shown again; the reader has the message beside it."""
LONGEST_COMMENT = 1_000


@dataclass(frozen=True, slots=True)
class Evaluation:
    """When Footnote was last measured, and how it did."""

    date: str
    name: str
    """Of what was measured."""
    value: float
    low: float
    high: float
    questions: int


def window(name: str, title: str, blocks: Iterable[Block], language: str) -> View:
    """Return a window that only shows something; `name` is what it is updated by."""
    return {
        "type": "modal",
        "external_id": name,
        "title": _label(title),
        "close": _label(say("check.close", language)),
        "blocks": list(blocks),
    }


def checking_view(name: str, articles: int, language: str) -> View:
    """Return the window while a statement is being checked."""
    working = aside(say("check.working", language, articles=articles))
    return window(name, say("check.title", language), [working], language)


def checked_view(name: str, statement: Statement, corpus: Corpus, language: str) -> View:
    """Return the window with what was found, sentence by sentence."""
    return window(name, say("check.title", language), checked_blocks(statement, corpus, language), language)


def checked_blocks(statement: Statement, corpus: Corpus, language: str) -> list[Block]:
    """Return what was found about a statement."""
    if not statement.sentences:
        return [rich(line(words(say("check.nothing", language))))]
    blocks = [block for one in statement.sentences for block in _checked(one, corpus, language)]
    if statement.all > len(statement.sentences):
        count = len(statement.sentences)
        blocks.append(aside(say("check.cut", language, count=count, all=statement.all)))
    as_of = words_of(language).date(corpus.as_of)
    return [*blocks, aside(say("check.warning", language, as_of=as_of))]


def reason_view(message: str, language: str) -> View:
    """Return the form that asks what was wrong with an answer."""
    options = [{"text": _text(say(f"vote.{reason}", language)), "value": reason} for reason in REASONS]
    chosen = {"type": "radio_buttons", "action_id": "reason", "options": options}
    comment = {"type": "plain_text_input", "action_id": "comment", "multiline": True, "max_length": LONGEST_COMMENT}
    return {
        "type": "modal",
        "callback_id": REASON_VIEW,
        "private_metadata": message,
        "title": _label(say("vote.title", language)),
        "submit": _label(say("vote.send", language)),
        "close": _label(say("vote.cancel", language)),
        "blocks": [
            {"type": "input", "block_id": "reason", "label": _text(say("vote.reason", language)), "element": chosen},
            {
                "type": "input",
                "block_id": "comment",
                "optional": True,
                "label": _text(say("vote.comment", language)),
                "element": comment,
            },
        ],
    }


def home_blocks(corpus: Corpus, evaluation: Evaluation | None, keep_days: int, language: str) -> list[Block]:
    """Return the home tab: what Footnote knows, as of when, how it was measured, how to ask."""
    said = words_of(language)
    ways = ("home.way_mention", "home.way_direct", "home.way_command", "home.way_check")
    return [
        header(say("home.title", language)),
        rich(line(words(say("home.what", language)))),
        divider(),
        *_chapter("home.knows", _knowledge(corpus, said.date(corpus.as_of), language), language),
        *_chapter("home.measured", _measured(evaluation, said.date, language), language),
        rich(line(words(say("home.how", language), bold=True)), bullets([words(say(way, language))] for way in ways)),
        *_chapter("home.kept", say("home.privacy", language, days=keep_days), language),
        aside(say("home.advice", language)),
    ]


def _checked(one: Checked, corpus: Corpus, language: str) -> Iterable[Block]:
    heading = line(words(say(f"check.{one.finding.value}", language), bold=True))
    parts = [quote(words(shortened(one.text, LONGEST_SENTENCE))), heading]
    if one.sentence is not None:
        label = "check.nearest" if one.finding is Finding.SILENT else "check.evidence"
        parts.append(
            line(words(f"{say(label, language)}: {one.sentence.text} "), *_origin(one.sentence, corpus, language))
        )
    yield rich(*parts)
    yield divider()


def _origin(sentence: Sentence, corpus: Corpus, language: str) -> list[Block]:
    said, article = words_of(language), corpus.article_of(sentence.id)
    pieces = [words(f"({article.title}, {said.status(article.status.value)}, {said.as_of(article.as_of)}")]
    for source in corpus.sources_of(sentence.id):
        pieces += [words("; "), link(source.publisher, source.url), words(f", {said.date(source.date)}")]
    return [*pieces, words(")")]


def _chapter(heading: str, text: str, language: str) -> list[Block]:
    return [rich(line(words(say(heading, language), bold=True), words(f"\n{text}")))]


def _knowledge(corpus: Corpus, as_of: str, language: str) -> str:
    places = {article.jurisdiction for article in corpus}
    sources = sum(len(article.sources) for article in corpus)
    return say("home.corpus", language, articles=len(corpus), places=len(places), sources=f"{sources:,}", as_of=as_of)


def _measured(evaluation: Evaluation | None, date: Callable[[str], str], language: str) -> str:
    if evaluation is None:
        return say("home.not_measured", language)
    figures = {"value": evaluation.value, "low": evaluation.low, "high": evaluation.high}
    shown = {name: f"{figure:.2f}" for name, figure in figures.items()}
    said = {"date": date(evaluation.date), "name": evaluation.name, "questions": evaluation.questions}
    return say("home.evaluation", language, **said, **shown)


def _label(text: str) -> Mapping[str, Any]:
    return _text(shortened(text, TITLE))


def _text(text: str) -> Mapping[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
