from __future__ import annotations

from dataclasses import replace
from datetime import date

from corpus import Corpus, Status
from rag.answer import Citation, Note, NoteKind
from rag.cite import citations_of
from rag.notes import Clock, Finding, notes_for
from rag.time_notes import coming, time_notes
from rag.understand.times import Relation, TimeAsked
from tests.rag.test_notes import changed, cited

ACT, STARTS, FINE = "au-minimum-age-act", "au-minimum-age-act#1.2", "au-minimum-age-act#2.1"
BEFORE_START = TimeAsked(Relation.AT, date(2025, 11, 1), date(2025, 11, 30), "November 2025", about_state=True)


def said(corpus: Corpus, when: TimeAsked, *sentences: str, language: str = "en") -> list[Note]:
    return list(time_notes(language, when, cited(corpus, *sentences), corpus))


def test_what_applies_from_a_later_day_was_not_in_force_then(small):
    (note,) = said(small, BEFORE_START, FINE, STARTS)

    assert note.kind is NoteKind.NOT_IN_FORCE
    assert note.text == "Not in force at the time asked about (November 2025): it applies from 2025-12-10."
    assert note.citations == (2,)


def test_the_day_of_the_article_counts_where_no_sentence_has_it(small):
    (note,) = said(small, BEFORE_START, FINE, language="es")

    assert note.kind is NoteKind.NOT_IN_FORCE
    assert (
        note.text
        == "No estaba en vigor en el momento por el que se pregunta (November 2025): se aplica desde 2025-12-10."
    )


def test_a_rule_that_applied_then_needs_no_note(small):
    after = replace(BEFORE_START, first=date(2026, 2, 1), last=date(2026, 2, 28))

    assert said(small, after, STARTS, FINE) == []


def test_sentences_about_a_later_time_are_said_to_be_so(small):
    long_ago = replace(BEFORE_START, first=date(2019, 1, 1), last=date(2019, 12, 31), words="2019", about_state=False)

    (note,) = said(small, long_ago, "fr-screen-time-figures#1.1")

    assert note.kind is NoteKind.PARTIAL
    assert "(2019)" in note.text


def test_a_time_behind_the_end_of_the_corpus_is_said_to_be_so(small):
    too_late = replace(BEFORE_START, first=date(2026, 10, 1), last=date(2026, 10, 31), words="October 2026")

    (note,) = said(small, too_late, STARTS, FINE)

    assert note.kind is NoteKind.STALE
    assert "ends on 2026-06-30, before the time asked about (October 2026)" in note.text
    assert note.citations == (1, 2)


def test_a_question_without_a_time_gets_no_note(small):
    now = TimeAsked(Relation.NOW, date(2026, 7, 30), date(2026, 7, 30))

    assert said(small, now, STARTS) == []
    assert said(small, BEFORE_START) == []


def test_what_ended_after_the_time_asked_about_is_said_to_have_ended_later(small, understanding):
    corpus = changed(small, ACT, status=Status.EXPIRED, event_date="2026-04-03")
    question, found = understanding.of("the limit"), cited(corpus, "au-minimum-age-act#1.1")

    texts = [note.text for note in notes_for(question, found, corpus, CLOCK, Finding(when=BEFORE_START))]

    assert any("That came on 2026-04-03, after the time asked about (November 2025)." in text for text in texts)


def test_a_day_to_come_is_found_in_the_sentence_or_else_in_the_article(small):
    article = replace(small.article(ACT), as_of="2025-01-01", status=Status.ADOPTED)

    assert coming(article, ["It applies from 3 March 2026."]) == "2026-03-03"
    assert coming(article, ["It has a fine."]) == "2025-12-10"
    assert coming(small.article(ACT), ["It has a fine."]) == ""


def test_a_planned_day_that_has_passed_since_is_not_taken_for_done(small, understanding):
    corpus = changed(small, ACT, status=Status.ADOPTED, effective_date="2026-07-01")
    found: tuple[Citation, ...] = cited(corpus, FINE)

    (note,) = notes_for(understanding.of("the fine"), found, corpus, CLOCK)

    assert "It was to apply from 2026-07-01, a day that has passed since this was written (2026-06-30)" in note.text
    assert citations_of([], corpus) == ()


CLOCK = Clock(date(2026, 7, 30), 180)
