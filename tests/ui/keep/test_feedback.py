from __future__ import annotations

from datetime import date

import pytest

from tests.ui.samples import ANSWERED, SIGNPOSTED
from ui.database import engine_of, open_database
from ui.keep import (
    LONGEST_COMMENT,
    Feedback,
    FeedbackProblem,
    Reason,
    Thumb,
    all_feedback,
    keep_feedback,
    reasons,
    withdraw_feedback,
)


def test_a_thumb_is_kept_with_what_the_answer_rested_on_and_without_the_question(database):
    keep_feedback(database, ANSWERED, Feedback(Thumb.DOWN, Reason.OUT_OF_DATE), today=date(2026, 7, 30))

    (row,) = all_feedback(database)
    assert (row.thumb, row.reason, row.claim) == ("down", "out_of_date", None)
    assert row.sentences == ["uk-online-safety-act#2.1"]
    assert (row.outcome, row.language, row.corpus_version) == ("answered", "en", "abc123")
    assert row.given_on == date(2026, 7, 30)
    assert row.question is None
    assert row.said is None


def test_nothing_of_the_question_or_the_answer_reaches_the_file_unless_the_visitor_agrees(database, tmp_path):
    keep_feedback(database, ANSWERED, Feedback(Thumb.UP, claim=0))
    engine_of(database).dispose()  # SQLite moves everything into the file

    kept = (tmp_path / "footnote.db").read_bytes()
    assert b"uk-online-safety-act#2.1" in kept
    assert ANSWERED.question.encode() not in kept
    assert b"worldwide revenue" not in kept


def test_the_question_is_kept_when_the_visitor_agrees(database):
    keep_feedback(database, ANSWERED, Feedback(Thumb.UP, claim=0, with_question=True))

    (row,) = all_feedback(database)
    assert row.question == ANSWERED.question
    assert row.said == ANSWERED.claims[0].text


def test_feedback_can_be_about_one_claim(database):
    keep_feedback(database, ANSWERED, Feedback(Thumb.DOWN, Reason.NOT_IN_SOURCE, claim=0), surface="widget")

    (row,) = all_feedback(database)
    assert (row.claim, row.surface) == (0, "widget")


@pytest.mark.parametrize("claim", [-1, 1, 99])
def test_a_claim_that_the_answer_does_not_have_is_refused(database, claim):
    with pytest.raises(FeedbackProblem, match="1 claims, counted from 0"):
        keep_feedback(database, ANSWERED, Feedback(Thumb.UP, claim=claim))

    assert all_feedback(database) == ()


def test_an_answer_without_claims_takes_feedback_as_a_whole(database):
    keep_feedback(database, SIGNPOSTED, Feedback(Thumb.UP, Reason.ANSWERS_IT))

    assert all_feedback(database)[0].sentences == []


def test_a_comment_that_is_too_long_is_refused_with_the_limit(database):
    with pytest.raises(FeedbackProblem, match="1,000 is the most"):
        keep_feedback(database, ANSWERED, Feedback(Thumb.UP, comment="x" * (LONGEST_COMMENT + 1)))


def test_a_comment_that_no_database_could_write_is_made_legible(database):
    keep_feedback(database, ANSWERED, Feedback(Thumb.UP, comment="half \ud83d a character\x00 "))

    assert all_feedback(database)[0].comment == "half   a character"


def test_whoever_sent_it_can_take_it_back_once(database):
    token = keep_feedback(database, ANSWERED, Feedback(Thumb.UP))

    assert withdraw_feedback(database, token)
    assert not withdraw_feedback(database, token)
    assert all_feedback(database) == ()


def test_what_was_kept_survives_closing_the_database(database):
    token = keep_feedback(database, ANSWERED, Feedback(Thumb.UP))

    again = open_database(str(engine_of(database).url))

    assert [row.token for row in all_feedback(again)] == [token]
    engine_of(again).dispose()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_reason_is_offered_in_words_for_one_thumb_or_for_both(language):
    offered = [reasons(thumb, language) for thumb in Thumb]

    assert set().union(*offered) == set(Reason)
    assert all(said for table in offered for said in table.values())


def test_no_reason_says_the_same_in_both_languages():
    for thumb in Thumb:
        assert not set(reasons(thumb, "en").values()) & set(reasons(thumb, "es").values())
