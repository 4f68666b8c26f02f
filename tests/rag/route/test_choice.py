"""From chances and signs to one way."""

from __future__ import annotations

from rag.route.choice import choose, is_still_in_need
from rag.route.model import Way

POLICY_TALK = (("user", "What does sextortion mean?"), ("assistant", "…"))
CRISIS_TALK = (("user", "a man is threatening me with a photo"), ("assistant", "…"))


def chances(**likely: float) -> dict[Way, float]:
    rest = (1 - sum(likely.values())) / (len(Way) - len(likely))
    return {way: likely.get(way.value, rest) for way in Way}


def test_the_likeliest_way_is_taken():
    assert choose(chances(go_on=0.6), {"rule"}, has_history=False) is Way.GO_ON


def test_help_comes_first_even_where_it_is_not_the_likeliest():
    assert choose(chances(go_on=0.6, signposted=0.35), {"harm", "person"}, has_history=False) is Way.SIGNPOSTED


def test_words_of_despair_are_never_off_topic():
    assert choose(chances(out_of_scope=0.9), {"despair", "person"}, has_history=False) is Way.SIGNPOSTED


def test_a_policy_question_about_despair_goes_on():
    assert choose(chances(go_on=0.9), {"despair", "person", "rule"}, has_history=False) is Way.GO_ON


def test_a_follow_up_is_not_off_topic_because_it_names_little():
    likely = chances(out_of_scope=0.8)

    assert choose(likely, set(), has_history=False) is Way.OUT_OF_SCOPE
    assert choose(likely, set(), has_history=True) is not Way.OUT_OF_SCOPE


def test_a_follow_up_about_the_weather_is_off_topic():
    assert choose(chances(out_of_scope=0.8), {"elsewhere"}, has_history=True) is Way.OUT_OF_SCOPE


def test_who_told_of_a_threat_is_still_in_need():
    assert is_still_in_need({"person"}, CRISIS_TALK)


def test_who_asks_about_policy_now_is_not():
    assert not is_still_in_need({"rule"}, CRISIS_TALK)


def test_talk_about_policy_is_no_need():
    assert not is_still_in_need({"person"}, POLICY_TALK)
