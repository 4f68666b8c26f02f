"""Text from articles, models and visitors never becomes HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from rag.answer import Note, NoteKind
from tests.ui.samples import ANSWERED, CITATION, SIGNPOSTED
from ui.web.pieces import piece
from ui.web.turn import Turn
from ui.web.view import Voice, view_of

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onfocus='alert(1)' autofocus='",
    "</p></div><iframe src=//evil.example></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "{{ 7 * 7 }} {% raw %}",
    "a\n\n<b>b</b>\n\n# c\n\n* d *",
]

OURS = {"a", "b", "br", "button", "circle", "div", "h2", "h3", "li", "ol", "p", "path", "rect", "span", "svg", "ul"}
"""Every tag that the template of an answer has."""


class Tags(HTMLParser):
    """Collects what a browser would make of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]


def laid_out(answer):
    turn = Turn(answer.question, place="GB").with_answer(answer, "number")
    view = view_of(turn, Voice("en", lambda _article: "en"))
    return piece("turn.html", "en", view=view, base="", is_snapshot=False, countries=(), place_name=answer.question)


def tags_of(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    return tags


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_stays_text_wherever_it_stands(attack):
    source = replace(CITATION.sources[0], title=attack, publisher=attack, url="javascript:alert(1)")
    citation = replace(CITATION, title=attack, quote=attack, status=attack, kind=attack, sources=(source,))
    claim = replace(ANSWERED.claims[0], text=attack)
    note = Note(NoteKind.STALE, attack, (1,))
    hostile = replace(
        ANSWERED,
        question=attack,
        text=attack,
        mode=attack,
        claims=(claim,),
        citations=(citation,),
        notes=(note,),
        follow_ups=(attack,),
    )

    found = tags_of(laid_out(hostile))

    assert found.tags <= OURS
    assert not any(name.startswith("on") for name in found.names)
    assert not any(link.lower().startswith(("javascript:", "data:")) for link in found.links)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_help_line_stays_text(attack):
    line = replace(SIGNPOSTED.helplines[0], name=attack, contact=attack, hours=attack)

    found = tags_of(laid_out(replace(SIGNPOSTED, helplines=(line,))))

    assert not {"script", "img", "iframe"} & found.tags


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_line_of_a_piece_is_empty(attack):
    """In an empty line Markdown would begin to read marks again."""
    assert not re.search(r"\n\s*\n", laid_out(replace(ANSWERED, question=attack)))
