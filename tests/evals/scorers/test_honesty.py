from __future__ import annotations

from dataclasses import replace

import pytest

from evals.scorers.honesty import caveats, status_honesty
from evals.scorers.soundness import latency, provenance, verifier_sense
from evals.stored import Probe
from rag.answer import CorpusStamp, Label, Note, NoteKind, Outcome
from rag.messages import say
from tests.evals.products import AGE, FINE_ES, SMALL, answer, case, record, shown, trial

OLD, WEAK = "eu-platform-guidelines#1.1", "fr-screen-time-figures#1.1"
ASKED = case("a", AGE)


def noted(*shown_, kind="factual", language="en", notes=()):
    asked = case("a", kind=kind, lang=language)
    told = answer(asked.question, *shown_, language=language)
    return trial(asked, replace(told, notes=(*told.notes, *notes)))


def test_a_bill_is_told_to_be_no_law():
    assert status_honesty(noted(AGE, FINE_ES)).value == 1.0


def test_a_bill_without_a_note_passes_for_law():
    score = status_honesty(shown(ASKED, AGE, FINE_ES, notes=()))

    assert score.value == 0.5
    assert "proposed" in score.reason


def test_a_note_with_another_standing_does_not_do():
    wrong = Note(NoteKind.NOT_IN_FORCE, "Only partly in force, as of 2026-03-24: x.", (1,))

    assert status_honesty(shown(ASKED, FINE_ES, notes=(wrong,))).value == 0.0


def test_a_law_in_force_is_not_to_be_doubted():
    article = SMALL.article_of(AGE)
    said = say("note.proposed", "en", as_of=article.as_of, title=article.title)

    assert status_honesty(noted(AGE, notes=(Note(NoteKind.NOT_IN_FORCE, said, (1,)),))).value == 0.0


def test_a_day_to_come_may_be_told_of_a_law_in_force():
    coming = Note(NoteKind.NOT_IN_FORCE, say("note.coming", "en", coming="2027-12-01", as_of="2025-12-01"), (1,))

    assert status_honesty(noted(AGE, notes=(coming,))).value == 1.0


def test_a_status_in_other_words_is_another_status():
    sound = answer("?", AGE)

    renamed = tuple(replace(one, status="in force") for one in sound.citations)

    assert status_honesty(shown(ASKED, AGE, citations=renamed)).value == 0.0


def test_help_lines_carry_no_notes():
    assert status_honesty(shown(ASKED, FINE_ES, outcome=Outcome.SIGNPOSTED, notes=())).value is None


@pytest.mark.parametrize(
    ("sentence", "kind", "language", "note"),
    [
        pytest.param(OLD, "status", "en", NoteKind.STALE, id="old, and asked how things stand"),
        pytest.param(AGE, "factual", "es", NoteKind.TRANSLATION, id="in another language"),
        pytest.param(WEAK, "factual", "en", NoteKind.WEAK_SOURCE, id="rests on an aggregator"),
    ],
)
def test_a_warning_that_is_due_must_be_given(sentence, kind, language, note):
    assert caveats(noted(sentence, kind=kind, language=language)).value == 0.0
    assert caveats(noted(sentence, kind=kind, language=language, notes=(Note(note, "", (1,)),))).value == 1.0


def test_a_warning_that_is_not_due_counts_against():
    fresh = Note(NoteKind.STALE, "", (1,))

    assert caveats(noted(AGE, kind="status", notes=(fresh,))).value == 0.0


def test_a_partial_answer_must_say_what_is_missing():
    assert caveats(shown(ASKED, AGE, outcome=Outcome.PARTIAL)).value == 0.0


def test_without_anything_to_warn_of_nothing_is_judged():
    assert caveats(noted(AGE)).value is None


@pytest.mark.parametrize(
    "change",
    [
        {"corpus": CorpusStamp("0" * 12, len(SMALL), SMALL.as_of)},
        {"question": "Another question?"},
        {"language": "es"},
    ],
    ids=["another corpus", "another question", "another language"],
)
def test_an_answer_must_be_what_it_says_it_is(change):
    assert provenance(shown(ASKED, AGE)).value == 1.0
    assert provenance(shown(ASKED, AGE, **change)).value == 0.0


def test_a_verifier_is_held_to_true_and_to_falsified_sentences():
    probes = (
        Probe("", "true", Label.SUPPORTED),
        Probe("", "true, and doubted", Label.UNSUPPORTED),
        Probe("number", "false", Label.UNCERTAIN),
        Probe("number", "false, and believed", Label.SUPPORTED),
    )
    kept = replace(record(ASKED, answer(ASKED.question, AGE)), probes=probes)

    score = verifier_sense(replace(shown(ASKED, AGE), record=kept))

    assert score.value == 0.5


def test_time_is_told_in_milliseconds():
    assert latency(shown(ASKED, AGE)).value == 12.0
