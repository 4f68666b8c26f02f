from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answer import Note, NoteKind, Section
from tests.ui.samples import ANSWERED, SIGNPOSTED
from ui.web.turn import Turn
from ui.web.view import Voice, phone_number, view_of, web_address

VOICE = Voice("en", lambda _article: "en")


def done(answer, voice=VOICE):
    return view_of(Turn(answer.question).with_answer(answer, "n"), voice)


def test_a_sentence_leads_to_its_publications_in_words():
    footnote = done(ANSWERED).sentences[0].footnotes[0]

    assert (footnote.publisher, footnote.status_word, footnote.as_of) == (
        "UK Parliament",
        "partly in force",
        "29 April 2026",
    )
    assert [(one.date, one.type) for one in footnote.publications] == [
        ("26 October 2023", "official"),
        ("February 2026", "press"),
    ]


def test_the_interface_speaks_the_visitors_language_and_the_sentence_its_own():
    view = done(ANSWERED, Voice("es", lambda _article: "en"))

    assert view.footnotes[0].status_word == "parcialmente en vigor"
    assert view.footnotes[0].place == "Reino Unido"
    assert view.sentences[0].language == "en"


def test_the_last_word_of_a_sentence_stays_with_its_numbers():
    sentence = done(ANSWERED).sentences[0]

    assert f"{sentence.head} {sentence.tail}" == sentence.text
    assert sentence.tail == "revenue."


def test_dates_in_notes_are_said_as_people_say_them():
    note = Note(NoteKind.STALE, "What is known ends on 2026-03-31.", (1,))

    assert done(replace(ANSWERED, notes=(note,))).cautions[0].text == "What is known ends on 31 March 2026."


def test_a_comparison_becomes_rows_with_their_status():
    row = done(replace(ANSWERED, sections=(Section("United Kingdom", (0,)),))).rows[0]

    assert (row.heading, row.statuses[0].status_word) == ("United Kingdom", "partly in force")


def test_help_lines_can_be_called_and_the_list_in_the_text_is_not_said_twice():
    view = done(SIGNPOSTED)

    assert view.is_help
    assert (view.lines[0].href, view.lines[0].place) == ("tel:08001111", "United Kingdom")
    assert view.lead == ("You are not alone.",)


def test_an_answer_under_way_shows_no_outcome_yet(corpus):
    view = view_of(Turn("What?"), VOICE)

    assert (view.outcome, view.is_done, view.lead) == ("", False, ())


@pytest.mark.parametrize(
    ("contact", "number"),
    [
        ("0800 1111", "08001111"),
        ("1-800-THE-LOST (1-800-843-5678)", "18008435678"),
        ("calling or texting 988", "988"),
        ("+34 900 202 010", "+34900202010"),
        ("an online form", ""),
    ],
)
def test_the_number_of_a_contact_is_found(contact, number):
    assert phone_number(contact) == number


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", ""),
        ("supplied:report.pdf", ""),
        ("data:text/html,x", ""),
        ("https://[", ""),
    ],
)
def test_only_addresses_of_the_web_are_opened(url, opened):
    assert web_address(url) == opened
