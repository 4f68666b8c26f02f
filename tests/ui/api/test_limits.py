from __future__ import annotations

import pytest

from ui.api.limits import Limits, Rates, visitor_key
from ui.api.problems import Problem


def admitted(rates, visitor, count):
    """Return how many of `count` questions are let in."""
    passed = 0
    for _ in range(count):
        try:
            rates.admit(visitor)
        except Problem:
            continue
        passed += 1
    return passed


def test_each_visitor_has_a_share_of_his_own():
    rates = Rates(Limits(per_visitor="3/minute"))

    assert admitted(rates, "203.0.113.7", 5) == 3
    assert admitted(rates, "203.0.113.8", 5) == 3


def test_all_of_them_together_have_a_limit_too():
    rates = Rates(Limits(per_visitor="3/minute", in_all="4/minute"))

    assert admitted(rates, "203.0.113.7", 3) == 3
    rates.admit("203.0.113.8")
    with pytest.raises(Problem) as caught:
        rates.admit("203.0.113.8")
    assert (caught.value.code, caught.value.status) == ("busy", 503)


def test_the_window_moves_on():
    rates = Rates(Limits(per_visitor="1/second"))
    rates.admit("203.0.113.7")

    with pytest.raises(Problem) as caught:
        rates.admit("203.0.113.7")

    assert caught.value.seconds == 1


def test_other_requests_are_counted_apart_from_questions():
    rates = Rates(Limits(per_visitor="1/minute", requests_per_visitor="2/minute"))
    rates.admit_request("203.0.113.7")
    rates.admit_request("203.0.113.7")

    rates.admit("203.0.113.7")

    with pytest.raises(Problem) as caught:
        rates.admit_request("203.0.113.7")
    assert (caught.value.code, caught.value.status) == ("too_many_requests", 429)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        pytest.param("203.0.113.7", "203.0.113.7", id="IPv4"),
        pytest.param("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", id="IPv6 counts by its network"),
        pytest.param("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64", id="another address of the same line"),
        pytest.param("::ffff:203.0.113.7", "203.0.113.7", id="IPv4 in the clothes of IPv6"),
        pytest.param("unknown", "unknown", id="no address"),
        pytest.param("x" * 500, "x" * 64, id="something long"),
    ],
)
def test_a_visitor_is_counted_under(address, key):
    assert visitor_key(address) == key
