from __future__ import annotations

import pytest

from tests.ui.slack.test_inbox import Clock, question
from ui.database import engine_of, open_database
from ui.slack.event import Lane
from ui.slack.inbox import Inbox
from ui.slack.pace import LIMITED, Limit, Pace


@pytest.fixture
def database(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path / 'footnote.db'}")
    yield opened
    engine_of(opened).dispose()


@pytest.fixture
def ask(database):
    """Ask something and return the limit that it is over; `after` seconds pass before it."""
    clock = Clock()
    inbox = Inbox(database, lease=60, clock=clock)
    names = iter(range(1000))

    def ask_(pace, *, after=0.0, **more):
        clock.now += after
        number = str(next(names))
        inbox.accept(question(number, thread=f"{number}.1", **more))
        work = inbox.claim(Lane.ANSWERS)
        assert work
        limit = pace.reached(work)
        inbox.finish(work, LIMITED if limit else "answered")
        return limit

    return ask_


def test_one_person_may_ask_so_much_in_a_minute_and_hears_when_to_go_on(ask, database):
    pace = Pace(database, per_person=2, per_channel=0)

    assert [ask(pace), ask(pace, after=10)] == [None, None]
    assert ask(pace, after=10) == Limit("limit.person", 40)
    assert ask(pace, after=10) == Limit("limit.person", 30)  # what was refused does not count
    assert ask(pace, after=31) is None


def test_others_are_not_held_up_by_one_person(ask, database):
    pace = Pace(database, per_person=1, per_channel=0)

    ask(pace)

    assert ask(pace, person="U2") is None


def test_a_channel_has_a_limit_of_its_own_and_direct_messages_none(ask, database):
    pace = Pace(database, per_person=0, per_channel=2)

    ask(pace, person="U1")
    ask(pace, person="U2")

    assert ask(pace, person="U3") == Limit("limit.channel", 60)
    assert ask(pace, person="U4", channel="D4", is_direct=True) is None


def test_zero_is_no_limit(ask, database):
    pace = Pace(database, per_person=0, per_channel=0)

    assert {ask(pace) for _ in range(20)} == {None}
