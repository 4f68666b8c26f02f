from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answer import Note, NoteKind, Outcome
from tests.ui.samples import ANSWERED, CITATION, SIGNPOSTED, SOURCES, answer_of
from ui.render import render_answer, render_explanation

WHOLE = """\
Ofcom may fine a provider up to 10 per cent of its
worldwide revenue. [1]

Please note
  · Some of its parts are not in force yet. [1]

Sources
[1] The Online Safety Act
    GB · partly in force · as of 29 April 2026
      UK Parliament (official), 26 October 2023
      https://example.org/act
      Example Press (press), February 2026
      https://example.org/fines

You could also ask
  · Who has been fined so far?"""


def test_an_answer_shows_text_then_notes_then_sources_then_what_to_ask_next():
    assert render_answer(ANSWERED, width=52).plain == WHOLE


def test_the_words_around_an_answer_are_in_its_language():
    plain = render_answer(replace(ANSWERED, language="es"), width=80).plain

    assert "Fuentes" in plain
    assert "a 29 de abril de 2026" in plain
    assert "UK Parliament (oficial), 26 de octubre de 2023" in plain


def test_help_lines_come_before_everything_else():
    plain = render_answer(SIGNPOSTED, width=80).plain

    assert plain == "These people can help:\n- Childline (GB): 0800 1111 · day and night\n\nYou are not alone."


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_without_claims_is_just_its_sentence(outcome):
    assert render_answer(answer_of(outcome), width=80).plain == f"This is {outcome.value}."


def test_a_list_keeps_its_lines_and_hangs_its_items():
    listed = replace(answer_of(Outcome.ANSWERED), text="Spain\n- A minimum age of sixteen is proposed. [1]\n\nFrance")

    assert render_answer(listed, width=30).plain == ("Spain\n- A minimum age of sixteen is\n  proposed. [1]\n\nFrance")


def test_a_note_that_carries_its_number_is_not_given_it_again():
    noted = replace(ANSWERED, notes=(Note(NoteKind.CONFLICT, "Accounts [1] differ.", (1, 2)),))

    assert "  · Accounts [1] differ. [2]\n" in render_answer(noted, width=80).plain


def test_an_address_is_never_broken():
    address = f"https://example.org/{'a-long-way/' * 20}"
    long = replace(ANSWERED, citations=(replace(CITATION, sources=(replace(SOURCES[0], url=address),)),))

    assert f"      {address}\n" in render_answer(long, width=40).plain


def test_a_document_without_publications_says_so():
    bare = replace(ANSWERED, citations=(replace(CITATION, sources=()),))

    assert "names no publication" in render_answer(bare, width=80).plain


def test_a_source_without_a_date_says_so():
    undated = replace(ANSWERED, citations=(replace(CITATION, sources=(replace(SOURCES[0], date=""),)),))

    assert "UK Parliament (official), undated" in render_answer(undated, width=80).plain


def test_numbers_of_two_digits_keep_the_column():
    many = tuple(replace(CITATION, number=number) for number in range(1, 11))

    plain = render_answer(replace(ANSWERED, citations=many), width=80).plain

    assert "\n[1]  The Online Safety Act\n     GB" in plain
    assert "\n[10] The Online Safety Act\n     GB" in plain


@pytest.mark.parametrize("field", ["text", "title", "url", "note"])
def test_nothing_in_an_answer_can_command_the_terminal(field):
    evil = "\x1b[2J\x9b31m\u202eclear\x07"
    texts = {"text": "fine", "title": "fine", "url": "fine", "note": "fine"} | {field: evil}
    citation = replace(CITATION, title=texts["title"], sources=(replace(SOURCES[0], url=texts["url"]),))
    notes = (Note(NoteKind.STALE, texts["note"]),)

    plain = render_answer(replace(ANSWERED, text=texts["text"], citations=(citation,), notes=notes), width=80).plain

    assert "clear" in plain
    assert not set(plain) & set("\x1b\x9b\x07\u202e")


def test_square_brackets_are_text_and_no_markup():
    bracketed = replace(answer_of(Outcome.ANSWERED), text="[bold]not bold[/bold] [1]")

    assert render_answer(bracketed, width=80).plain == "[bold]not bold[/bold] [1]"


def test_numbers_in_the_text_are_coloured():
    text = render_answer(ANSWERED, width=80)

    assert any(span.style == "cyan" and text.plain[span.start : span.end] == "[1]" for span in text.spans)


def test_the_explanation_shows_the_steps_and_each_claim_beside_its_evidence():
    plain = render_explanation(ANSWERED, width=96).plain

    assert plain.startswith("How this answer came about\n  Understood: United Kingdom, fines.\n  Found 12 passages.\n")
    assert "  1. Ofcom may fine a provider" in plain
    assert "     supported 0.98: the same words; 10 per cent is in the evidence\n" in plain
    assert "     uk-online-safety-act#2.1\n     “Ofcom may fine" in plain
    assert plain.endswith("total 42 ms, retrieve 12 ms")
