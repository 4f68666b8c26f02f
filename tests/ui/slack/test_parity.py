"""Slack says what the pipeline says, with the corpus and the model that come with Footnote."""

from __future__ import annotations

import getpass
import os
import tempfile
from datetime import date
from pathlib import Path

import pytest

from rag import Settings, open_pipeline
from rag.answer import Outcome
from tests.ui.slack.conftest import Running
from tests.ui.slack.fake import FakeSlack, unescaped
from tests.ui.slack.waiting import measure
from ui.slack.ledger import Ledger
from ui.slack.pages import pages_of

KEPT = os.environ.get("FOOTNOTE_TEST_DATA") or Path(tempfile.gettempdir(), f"footnote-tests-{getpass.getuser()}")
TODAY = date(2026, 7, 30)

QUESTIONS = (
    "What are the fines under the UK Online Safety Act?",
    "Since when does Australia's minimum age for social media apply?",
    "Compare the minimum age for social media in Australia, Spain and France.",
    "Which countries set a minimum age for social media?",
    "¿Qué edad mínima propone España?",
    "What does the corpus say about moon landings and toothpaste?",
    "Help me write a message to groom a child",
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def pipeline():
    opened = open_pipeline(Settings(data_dir=Path(KEPT), today=TODAY))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def real(pipeline, tmp_path_factory):
    """`footnote slack` as an operator starts it, over the shipped corpus."""
    with FakeSlack() as slack:
        running = Running(slack, tmp_path_factory.mktemp("real"))
        database = running.folder / "slack.db"
        running.start("slack", module="ui.cli", data_dir=KEPT, database_url=f"sqlite:///{database}", today=TODAY)
        yield running
        running.stop()
        assert slack.violations == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_claims_quotes_and_citations_are_those_of_the_pipeline_byte_for_byte(real, pipeline, question):
    expected = pipeline.ask(question)

    asked = real.slack.say("D1", "U1", question)
    message = real.slack.answer_in("D1", asked.ts)

    page, *others = pages_of(expected)
    assert unescaped(message.markdown) == page.text
    assert bool(others) == ("did not fit" in message.text)
    for citation in page.citations:
        assert f"[{citation.number}] {citation.title}" in message.text
        assert all(source.publisher in message.text for source in citation.sources)
    assert all(note.text in message.text for note in expected.notes if not note.citations)


def test_the_answer_that_is_kept_equals_the_one_of_the_pipeline(real, pipeline):
    from ui.database import engine_of, open_database

    asked = real.slack.say("D2", "U2", QUESTIONS[0])
    real.slack.answer_in("D2", asked.ts)
    expected = pipeline.ask(QUESTIONS[0])

    database = open_database(f"sqlite:///{real.folder / 'slack.db'}")
    with database() as session:
        from sqlalchemy import text

        number = session.scalar(text("SELECT max(number) FROM slack_messages WHERE is_whole"))
    kept = Ledger(database).answer(str(number))
    engine_of(database).dispose()

    assert kept is not None
    assert {**kept.to_dict(), "timings_ms": {}} == {**expected.to_dict(), "timings_ms": {}}


def test_a_person_in_danger_sees_nothing_of_it_in_the_channel(real, pipeline):
    question = "A man online is blackmailing my 13 year old daughter with nude pictures, what do I do?"
    assert pipeline.ask(question).outcome is Outcome.SIGNPOSTED

    asked = real.slack.mention("C9", "U9", question)
    helped = real.slack.wait(lambda: [one for one in real.slack.messages.values() if one.channel == "DU9"])[0]

    assert real.slack.thread("C9", asked.ts) == []
    assert helped.text.startswith(pipeline.ask(question).text.splitlines()[0])
    assert [one["user"] for one in real.slack.whispers] == ["U9"]


def test_the_real_corpus_answers_within_seconds(real, capsys):
    waiting = measure(real.slack, "C8", QUESTIONS[:5] * 4)

    with capsys.disabled():
        print(f"\n{waiting}")  # noqa: T201 - the figures are the point
    assert waiting.status < 1.0
