"""What is kept, and for how long."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.ui.samples import ANSWERED
from tests.ui.slack.test_inbox import Clock, question
from ui.database import engine_of, open_database
from ui.slack.event import Lane
from ui.slack.inbox import Inbox
from ui.slack.ledger import Ledger
from ui.slack.purge import DAY, Purge
from ui.slack.records import answer_from
from ui.slack.threads import Threads
from ui.slack.votes import Votes

TABLES = ("slack_events", "slack_threads", "slack_turns", "slack_messages", "slack_votes")


@pytest.fixture
def database(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path / 'footnote.db'}")
    yield opened
    engine_of(opened).dispose()


@pytest.fixture
def clock():
    return Clock(now=100 * DAY)


def counts(database):
    with database() as session:
        return {name: session.scalar(text(f"SELECT count(*) FROM {name}")) for name in TABLES}


def fill(database, clock):
    """Ask, answer and vote once."""
    inbox, threads, ledger = _inbox(database, clock), Threads(database, clock=clock), Ledger(database, clock=clock)
    asked = question(str(clock.now), thread=str(clock.now))
    inbox.accept(asked)
    work = inbox.claim(Lane.ANSWERS)
    threads.follow(asked.thread)
    noted = ledger.begin(asked.id, "answer", "C1")
    ledger.whole(noted.number, ANSWERED)
    threads.remember(asked, ANSWERED.text)
    inbox.finish(work, "answered")
    Votes(database, clock=clock).cast(noted.number, "U1", ANSWERED, is_helpful=True)
    return noted


def _inbox(database, clock):
    return Inbox(database, lease=60, clock=clock)


def test_what_is_older_than_promised_is_deleted_and_nothing_else(database, clock):
    fill(database, clock)
    clock.now += 31 * DAY
    fill(database, clock)

    gone = Purge(database, keep_days=30, clock=clock).run()

    assert gone == 6
    assert counts(database) == {name: 2 if name == "slack_turns" else 1 for name in TABLES}


def test_an_event_that_still_waits_is_never_deleted(database, clock):
    _inbox(database, clock).accept(question())
    clock.now += 400 * DAY

    assert Purge(database, keep_days=30, clock=clock).run() == 0


def test_an_answer_comes_back_as_it_was(database, clock):
    noted = fill(database, clock)

    kept = Ledger(database).answer(str(noted.number))

    assert kept
    assert kept.to_dict() == ANSWERED.to_dict()
    assert answer_from(ANSWERED.to_dict()).to_dict() == ANSWERED.to_dict()


@pytest.mark.parametrize("number", ["", "999", "x; DROP TABLE"])
def test_an_answer_that_is_not_kept_is_none(database, number):
    assert Ledger(database).answer(number) is None


def test_a_thread_is_remembered_in_the_order_in_which_it_was_said(database):
    threads = Threads(database)
    for ts in ("30.0", "10.0", "20.0"):
        threads.remember(question(ts, text=f"Question {ts}"), f"Answer {ts}")

    before = threads.before(question("25.0"))

    assert before == (
        ("user", "Question 10.0"),
        ("assistant", "Answer 10.0"),
        ("user", "Question 20.0"),
        ("assistant", "Answer 20.0"),
    )


def test_remembering_twice_is_remembering_once(database):
    threads = Threads(database)
    for _ in range(2):
        threads.remember(question("10.0"), "Answer")

    assert len(threads.before(question("20.0"))) == 2


def test_following_begins_and_ends(database):
    threads = Threads(database)

    assert not threads.follows("T1/C1/1")
    assert threads.follow("T1/C1/1")
    assert not threads.follow("T1/C1/1")
    assert threads.follows("T1/C1/1")
    assert threads.follow("T1/C1/1", on=False)
    assert not threads.follows("T1/C1/1")
    assert not threads.follows(None)


def test_a_second_thought_replaces_the_first(database, clock):
    noted = fill(database, clock)
    votes = Votes(database, clock=clock)

    votes.cast(noted.number, "U1", replace(ANSWERED, text="Other."), is_helpful=False)
    votes.explain(noted.number, "U1", "not_true", "")

    with database() as session:
        rows = session.execute(text("SELECT is_helpful, reason, comment, answer FROM slack_votes")).all()
    assert rows == [(0, "not_true", None, "Other.")]
