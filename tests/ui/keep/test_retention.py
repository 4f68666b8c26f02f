from __future__ import annotations

from datetime import date, timedelta

from tests.ui.samples import ANSWERED
from ui.database import engine_of
from ui.keep import Feedback, Keep, Purged, Thumb, all_feedback, keep_feedback, open_shared, purge, share

TODAY = date(2026, 7, 30)
KEEP = Keep(feedback_days=90, shared_days=365)


def days_ago(days):
    return TODAY - timedelta(days=days)


def test_feedback_stays_for_its_days_and_goes_after_them(database):
    kept = keep_feedback(database, ANSWERED, Feedback(Thumb.UP), today=days_ago(89))
    keep_feedback(database, ANSWERED, Feedback(Thumb.UP), today=days_ago(90))
    keep_feedback(database, ANSWERED, Feedback(Thumb.UP), today=days_ago(500))

    assert purge(database, TODAY, KEEP) == Purged(feedback=2, shared=0)
    assert [row.token for row in all_feedback(database)] == [kept]


def test_shared_answers_have_days_of_their_own(database):
    kept = share(database, ANSWERED, today=days_ago(364)).token
    gone = share(database, ANSWERED, today=days_ago(365)).token

    assert purge(database, TODAY, KEEP) == Purged(feedback=0, shared=1)
    assert open_shared(database, kept)
    assert open_shared(database, gone) is None


def test_purging_again_finds_nothing(database):
    share(database, ANSWERED, today=days_ago(365))
    purge(database, TODAY, KEEP)

    assert purge(database, TODAY, KEEP) == Purged(0, 0)


def test_what_was_purged_is_no_longer_in_the_file(database, tmp_path):
    path = tmp_path / "footnote.db"
    keep_feedback(database, ANSWERED, Feedback(Thumb.UP, comment="call me at 555"), today=days_ago(365))
    engine_of(database).dispose()  # SQLite moves everything into the file
    assert b"call me at 555" in path.read_bytes()

    purge(database, TODAY, KEEP)
    engine_of(database).dispose()

    assert b"call me at 555" not in path.read_bytes()
