from __future__ import annotations

from rag.conflicts import Conflict, Conflicts, Ground
from rag.conflicts.sides import with_other_sides

ONE, OTHER = "au-minimum-age-act#1.1", "au-minimum-age-act#1.2"
FINE, GUIDE = "au-minimum-age-act#2.1", "eu-platform-guidelines#1.1"
DATES = Conflicts([Conflict((ONE, OTHER), Ground.OTHER_ACCOUNT, "date")])


def shown(understanding, judged, text, *ids, conflicts=DATES, most=4):
    chosen = tuple(judged(one) for one in ids)
    return [one.sentence.id for one in with_other_sides(understanding.of(text), chosen, conflicts, judged, most)]


def test_the_other_side_stands_right_behind_the_first(understanding, judged):
    assert shown(understanding, judged, "When did it start?", ONE, FINE) == [ONE, OTHER, FINE]


def test_the_last_sentence_makes_room(understanding, judged):
    assert shown(understanding, judged, "When did it start?", FINE, ONE, GUIDE, most=3) == [FINE, ONE, OTHER]


def test_a_side_at_the_end_of_a_full_answer_keeps_its_place(understanding, judged):
    assert shown(understanding, judged, "When did it start?", FINE, ONE, most=2) == [FINE, ONE]


def test_both_sides_are_shown_once(understanding, judged):
    assert shown(understanding, judged, "When did it start?", ONE, OTHER) == [ONE, OTHER]


def test_what_is_not_asked_is_not_set_against_anything(understanding, judged):
    assert shown(understanding, judged, "How high is the fine?", FINE, ONE) == [FINE, ONE]


def test_the_leading_sentence_is_always_about_what_is_asked(understanding, judged):
    assert shown(understanding, judged, "Does the limit apply in Australia?", ONE) == [ONE, OTHER]


def test_who_has_met_both_accounts_is_shown_both(understanding, judged):
    assert shown(understanding, judged, "I've seen both dates. The limit?", FINE, ONE) == [FINE, ONE, OTHER]
