from __future__ import annotations

from dataclasses import dataclass
from threading import Barrier, Thread

import pytest
from sqlalchemy import text

from ui.database import engine_of, open_database
from ui.slack.event import Kind, Lane, SlackEvent
from ui.slack.inbox import Inbox


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def database(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path / 'footnote.db'}")
    yield opened
    engine_of(opened).dispose()


@pytest.fixture
def inbox(database, clock):
    return Inbox(database, lease=60, worker="one", clock=clock)


@pytest.fixture
def other(database, clock):
    return Inbox(database, lease=60, worker="two", clock=clock)


def question(name="1", thread="10.1", **more):
    fields = {"id": f"message:{name}", "kind": Kind.QUESTION, "team": "T1", "channel": "C1", "person": "U1"}
    return SlackEvent(**{**fields, "text": "What?", "ts": name, "thread_ts": thread, **more})


def test_an_event_is_accepted_once(inbox, other):
    assert [inbox.accept(question()), inbox.accept(question()), other.accept(question())] == [True, False, False]


def test_an_accepted_event_comes_out_as_it_went_in(inbox):
    asked = question(extra={"value": "x"})
    inbox.accept(asked)

    work = inbox.claim(Lane.ANSWERS)

    assert work
    assert work.event == asked
    assert work.attempt == 1


def test_what_is_claimed_is_not_handed_out_again(inbox, other):
    inbox.accept(question())

    assert inbox.claim(Lane.ANSWERS)
    assert other.claim(Lane.ANSWERS) is None
    assert inbox.claim(Lane.ANSWERS) is None


def test_a_claim_whose_worker_died_is_taken_over_after_the_lease(inbox, other, clock):
    inbox.accept(question())
    inbox.claim(Lane.ANSWERS)
    clock.now += 61

    taken = other.claim(Lane.ANSWERS)

    assert taken
    assert taken.attempt == 2


def test_a_worker_that_lives_keeps_its_claim(inbox, other, clock):
    inbox.accept(question())
    work = inbox.claim(Lane.ANSWERS)
    for _ in range(3):
        clock.now += 40
        inbox.renew()

    assert other.claim(Lane.ANSWERS) is None
    assert inbox.holds(work)


def test_what_a_living_worker_let_go_of_is_taken_over_too(inbox, other, clock):
    inbox.accept(question())
    inbox.let_go(inbox.claim(Lane.ANSWERS))
    clock.now += 40
    inbox.renew()
    clock.now += 30

    assert other.claim(Lane.ANSWERS)


def test_a_worker_that_could_not_renew_no_longer_trusts_its_claim(inbox, clock):
    inbox.accept(question())
    work = inbox.claim(Lane.ANSWERS)
    clock.now += 45

    assert not inbox.holds(work)


def test_who_was_taken_over_cannot_finish(inbox, other, clock):
    inbox.accept(question())
    slow = inbox.claim(Lane.ANSWERS)
    clock.now += 61
    fast = other.claim(Lane.ANSWERS)

    assert not inbox.finish(slow, "answered")
    assert other.finish(fast, "answered")


def test_events_of_a_thread_are_worked_on_one_after_the_other(inbox, other):
    for name in ("1", "2"):
        inbox.accept(question(name))
    inbox.accept(question("3", thread="20.1"))

    first, elsewhere = inbox.claim(Lane.ANSWERS), other.claim(Lane.ANSWERS)
    assert (first.event.ts, elsewhere.event.ts) == ("1", "3")
    assert other.claim(Lane.ANSWERS) is None
    inbox.finish(first, "answered")

    assert other.claim(Lane.ANSWERS).event.ts == "2"


def test_quick_things_do_not_wait_behind_answers(inbox):
    inbox.accept(question())
    inbox.accept(question("2", thread="", kind=Kind.VOTE))

    assert inbox.claim(Lane.QUICK).event.kind is Kind.VOTE


def test_what_is_postponed_rests_until_then(inbox, clock):
    inbox.accept(question())
    inbox.postpone(inbox.claim(Lane.ANSWERS), 30)

    assert inbox.claim(Lane.ANSWERS) is None
    clock.now += 30
    assert inbox.claim(Lane.ANSWERS).attempt == 2


def test_what_is_done_is_forgotten_but_for_its_name(inbox, database):
    inbox.accept(question())
    inbox.finish(inbox.claim(Lane.ANSWERS), "answered")

    with database() as session:
        row = session.execute(text("SELECT state, outcome, body FROM slack_events")).one()
    assert row.state == "done"
    assert row.outcome == "answered"
    assert row.body in (None, "null")
    assert inbox.is_idle()
    assert not inbox.accept(question())


def test_many_claim_at_once_and_nothing_is_handed_out_twice(inbox, other):
    for number in range(30):
        inbox.accept(question(str(number), thread=f"{number}.1"))
    got, start = [], Barrier(6)

    def claim(from_):
        start.wait()
        while work := from_.claim(Lane.ANSWERS):
            got.append(work.number)

    threads = [Thread(target=claim, args=(from_,)) for from_ in (inbox, other) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    missed = []
    while work := inbox.claim(Lane.ANSWERS):  # one who is beaten to an event looks again later
        missed.append(work.number)
    assert sorted([*got, *missed]) == sorted(set(got) | set(missed))
    assert len(got) + len(missed) == 30
