from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus import Corpus, Kind, SourceType, Status
from rag.answer import Citation, Claim, Label, NoteKind, Verdict
from rag.cite import citations_of, evidence_of, number
from rag.conflicts import Conflict, Conflicts, Ground
from rag.notes import Clock, Finding, notes_for

CLOCK = Clock(date(2026, 7, 30), 180)
TITLE = "Australia's minimum age act"
COMING = "Still to come when this was written (2026-06-30): it is to apply from 2027-01."


def cited(corpus: Corpus, *sentences: str) -> tuple[Citation, ...]:
    sure = Verdict(Label.SUPPORTED, 1.0, ())
    claims = [Claim("…", (evidence_of(corpus.sentence(sentence)),), sure) for sentence in sentences]
    return citations_of(number(claims), corpus)


def changed(corpus: Corpus, article_id: str, **fields: object) -> Corpus:
    """The corpus with an article that stands otherwise."""
    articles = (
        replace(article, **fields) if article.id == article_id else article  # type: ignore[arg-type]
        for article in corpus.articles
    )
    return Corpus(tuple(articles), corpus.version)


def notes(corpus, understanding, question, *sentences, clock=CLOCK, finding=Finding()):  # noqa: B008 - frozen
    return notes_for(understanding.of(question), cited(corpus, *sentences), corpus, clock, finding)


def test_a_rule_in_force_needs_no_note(small, understanding):
    assert notes(small, understanding, "the limit in Australia", "au-minimum-age-act#1.1") == ()


def test_without_citations_there_is_nothing_to_note(small, understanding):
    assert notes(small, understanding, "Is it in force?") == ()


@pytest.mark.parametrize(
    ("status", "effective", "text"),
    [
        (Status.PROPOSED, "", "A proposal and not a rule in force, as of 2026-06-30: {title}."),
        (Status.ADOPTED, "", "Adopted, but not known to be in force, as of 2026-06-30: {title}."),
        (Status.ADOPTED, "2027-01", "Adopted, but not known to be in force, as of 2026-06-30: {title}. " + COMING),
        (Status.PARTLY_IN_FORCE, "2027-01", "Only partly in force, as of 2026-06-30: {title}. " + COMING),
        (Status.BLOCKED, "", "Blocked by a court, as of 2026-06-30: {title}."),
        (Status.REPEALED, "", "Repealed, as of 2026-06-30: {title}."),
        (Status.EXPIRED, "", "No longer in force, as of 2026-06-30: {title}."),
    ],
)
def test_what_is_not_in_force_is_said_to_be_so(small, understanding, status, effective, text):
    corpus = changed(small, "au-minimum-age-act", status=status, effective_date=effective)

    (note,) = notes(corpus, understanding, "the limit in Australia", "au-minimum-age-act#1.1")

    assert note.kind is NoteKind.NOT_IN_FORCE
    assert note.text == text.format(title=TITLE)
    assert note.citations == (1,)


@pytest.mark.parametrize("status", [Status.IN_FORCE, Status.OPEN, Status.CONCLUDED, Status.INFORMATIONAL])
def test_other_states_of_things_carry_no_note(small, understanding, status):
    corpus = changed(small, "au-minimum-age-act", status=status)

    assert notes(corpus, understanding, "the limit in Australia", "au-minimum-age-act#1.1") == ()


@pytest.mark.parametrize("kind", Kind)
def test_only_rules_that_were_adopted_wait_to_come_into_force(small, understanding, kind):
    corpus = changed(small, "au-minimum-age-act", status=Status.ADOPTED, kind=kind, effective_date="2027-01-01")

    found = notes(corpus, understanding, "the limit in Australia", "au-minimum-age-act#1.1")

    assert [note.kind for note in found] == [NoteKind.NOT_IN_FORCE] * (kind in {Kind.LAW, Kind.BILL, Kind.REGULATION})


@pytest.mark.parametrize("kind", [Kind.GUIDANCE, Kind.ANNOUNCEMENT])
def test_a_proposal_is_a_proposal_whatever_it_proposes(small, understanding, kind):
    corpus = changed(small, "au-minimum-age-act", status=Status.PROPOSED, kind=kind)

    assert len(notes(corpus, understanding, "the limit in Australia", "au-minimum-age-act#1.1")) == 1


def test_several_citations_of_an_article_share_a_note(small, understanding):
    (note,) = notes(
        small, understanding, "the bill", "es-minimum-age-bill#1.1", "au-minimum-age-act#1.1", "es-minimum-age-bill#2.1"
    )

    assert note.citations == (1, 3)


def test_notes_speak_the_language_of_the_question(small, understanding):
    found = notes(small, understanding, "¿Qué fija el proyecto de ley?", "es-minimum-age-bill.es#1.1")

    assert [note.text for note in found] == [
        "Es una propuesta y no una norma en vigor, a fecha de 2026-03-24: "
        "El proyecto de ley español sobre la edad mínima en las redes sociales."
    ]


@pytest.mark.parametrize(
    ("as_of", "text"),
    [
        pytest.param("2026-01-31", None, id="180 days"),
        pytest.param(
            "2026-01-30",
            "What the corpus knows of this ends on 2026-01-30, 181 days ago; it may have changed since.",
            id="181 days",
        ),
        pytest.param("2026-02", None, id="a month, from its first day"),
        pytest.param(
            "2026-01", "What the corpus knows of this ends in 2026-01; it may have changed since.", id="an old month"
        ),
        pytest.param("2026", "What the corpus knows of this ends in 2026; it may have changed since.", id="a year"),
        pytest.param("2027", None, id="ahead of the clock"),
    ],
)
def test_old_knowledge_is_noted_when_the_question_is_about_now(small, understanding, as_of, text):
    corpus = changed(small, "au-minimum-age-act", as_of=as_of)

    found = notes(corpus, understanding, "Is the limit already in force?", "au-minimum-age-act#1.1")

    assert [note.text for note in found] == ([text] if text else [])
    assert all(note.kind is NoteKind.STALE for note in found)


def test_old_knowledge_is_no_matter_when_the_question_is_not_about_now(small, understanding):
    corpus = changed(small, "au-minimum-age-act", as_of="2020-01-01")

    assert notes(corpus, understanding, "the limit in Australia", "au-minimum-age-act#1.1") == ()


def test_the_operator_says_what_old_is(small, understanding):
    clock = Clock(date(2026, 7, 30), 10)

    (note,) = notes(small, understanding, "Is it in force?", "au-minimum-age-act#1.1", clock=clock)

    assert note.kind is NoteKind.STALE


def test_the_oldest_knowledge_comes_first_and_equal_ages_share_a_note(small, understanding):
    corpus = changed(small, "au-minimum-age-act", as_of="2020-01-01")

    found = notes(
        corpus,
        understanding,
        "Since when is it in force?",
        "fr-screen-time-figures#1.1",
        "au-minimum-age-act#1.1",
        "au-minimum-age-act#1.2",
    )

    stale = [note for note in found if note.kind is NoteKind.STALE]
    assert [note.citations for note in stale] == [(2, 3), (1,)]


def test_a_sentence_that_only_an_aggregator_has_is_weak(small, understanding):
    (note,) = notes(small, understanding, "hours of screen", "fr-screen-time-figures#1.1")

    assert note.kind is NoteKind.WEAK_SOURCE
    assert note.citations == (1,)


def test_an_aggregator_beside_a_better_source_is_not_weak(small, understanding):
    article = small.article("au-minimum-age-act")
    sources = (article.sources[0], replace(article.sources[1], type=SourceType.AGGREGATOR))
    corpus = changed(small, "au-minimum-age-act", sources=sources)

    assert notes(corpus, understanding, "the limit in Australia", "au-minimum-age-act#1.2") == ()


def test_quotes_in_another_language_are_announced(small, understanding):
    found = notes(small, understanding, "¿Qué dice la ley de Australia?", "au-minimum-age-act#1.1")

    assert [note.kind for note in found] == [NoteKind.TRANSLATION]
    assert found[0].text == "Las frases se citan en el idioma en que están escritas."


def test_the_gravest_note_comes_first(small, understanding):
    corpus = changed(small, "fr-screen-time-figures", status=Status.PROPOSED)

    found = notes(corpus, understanding, "¿Está en vigor en Francia?", "fr-screen-time-figures#1.1")

    assert [note.kind for note in found] == [
        NoteKind.NOT_IN_FORCE,
        NoteKind.STALE,
        NoteKind.WEAK_SOURCE,
        NoteKind.TRANSLATION,
    ]


def test_what_a_question_takes_for_granted_is_noted_beside_the_sentence_that_says_otherwise(small, understanding):
    asked = "Why does Australia fine parents?"
    cited_too = ("au-minimum-age-act#1.1", "au-minimum-age-act#2.2")

    note, *_ = notes(small, understanding, asked, *cited_too, finding=Finding(premise="au-minimum-age-act#2.2"))

    assert note.kind is NoteKind.PREMISE
    assert note.text.startswith("The question takes something for granted")
    assert note.citations == (2,)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "When did Spain ban it?",
            "The question speaks of this as done. As of 2026-03-24 it was a proposal",
        ),
        ("¿Cuándo prohibió España las redes?", "La pregunta lo da por hecho. A fecha de 2026-03-24 era una propuesta"),
    ],
)
def test_a_plan_that_is_spoken_of_as_done_is_called_a_plan(small, understanding, question, text):
    note, *_ = notes(small, understanding, question, "es-minimum-age-bill#1.1", "es-minimum-age-bill#2.2")

    assert note.kind is NoteKind.PREMISE
    assert note.text.startswith(text)
    assert note.citations == (1,)


def test_a_premise_whose_sentence_is_not_shown_is_not_noted(small, understanding):
    found = notes(small, understanding, "Why?", "au-minimum-age-act#1.1", finding=Finding(premise="gone#1.1"))

    assert found == ()


def test_what_is_missing_is_named(small, understanding):
    finding = Finding(missing=("Norway", "Japan"))

    (note,) = notes(small, understanding, "Compare them", "au-minimum-age-act#1.1", finding=finding)

    assert (note.kind, note.text) == (NoteKind.PARTIAL, "The corpus says nothing of this for: Norway, Japan.")


def test_a_survey_says_how_many_articles_were_considered(small, understanding):
    finding = Finding(surveyed=61)

    (english,) = notes(small, understanding, "Which countries?", "au-minimum-age-act#1.1", finding=finding)
    spanish = notes(small, understanding, "¿Qué países?", "es-minimum-age-bill.es#1.1", finding=finding)

    assert english.kind is NoteKind.PARTIAL
    assert english.text.startswith("61 articles were considered")
    assert spanish[0].text.startswith("Se han considerado 61 artículos")


def test_accounts_that_differ_are_noted_beside_the_sentences_that_tell_them(small, understanding):
    told = Conflicts([Conflict(("au-minimum-age-act#1.2",), Ground.TOLD, "date")])
    found = cited(small, "au-minimum-age-act#1.1", "au-minimum-age-act#1.2")

    (note,) = notes_for(understanding.of("the limit in Australia"), found, small, CLOCK, Finding(conflicts=told))

    assert (note.kind, note.citations) == (NoteKind.CONFLICT, (2,))


def test_one_account_alone_differs_from_none(small, understanding):
    found = notes(small, understanding, "hours of screen", "fr-screen-time-figures#1.1")

    assert NoteKind.CONFLICT not in [note.kind for note in found]
