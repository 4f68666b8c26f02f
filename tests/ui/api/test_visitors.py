from __future__ import annotations

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from ui.api.app import create_app
from ui.api.services import Network
from ui.api.visitors import is_within


@pytest.fixture
def seen(make_services):
    """Return what the application sees of a request that comes from `peer`."""

    def look(peer, headers, *, trusted=()):
        app = create_app(make_services(network=Network(trusted_proxies=trusted)))

        @app.get("/seen")
        def show(request: Request) -> dict[str, object]:
            client = request.client
            return {"host": client and client.host, "scheme": request.url.scheme, "headers": dict(request.headers)}

        return TestClient(app, client=(peer, 50000)).get("/seen", headers=headers).json()

    return look


def test_nobody_is_believed_about_an_address_by_default(seen):
    got = seen("203.0.113.7", {"X-Forwarded-For": "198.51.100.1", "X-Forwarded-Proto": "https"})

    assert (got["host"], got["scheme"]) == ("203.0.113.7", "http")


def test_a_trusted_proxy_is_believed(seen):
    headers = {"X-Forwarded-For": "198.51.100.1", "X-Forwarded-Proto": "https"}

    got = seen("10.0.0.2", headers, trusted=("10.0.0.0/8",))

    assert (got["host"], got["scheme"]) == ("198.51.100.1", "https")


@pytest.mark.parametrize(
    ("said", "visitor"),
    [
        pytest.param("1.2.3.4, 198.51.100.1", "198.51.100.1", id="what the visitor wrote in front does not count"),
        pytest.param("198.51.100.1, 10.0.0.3", "198.51.100.1", id="two proxies of ours"),
        pytest.param("2001:db8::1", "2001:db8::1", id="IPv6"),
        pytest.param("nonsense", "nonsense", id="no address stays countable"),
    ],
)
def test_the_last_address_that_is_not_ours_is_the_visitor(seen, said, visitor):
    assert seen("10.0.0.2", {"X-Forwarded-For": said}, trusted=("10.0.0.0/8",))["host"] == visitor


@pytest.mark.parametrize(
    "name", ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Real-IP", "Forwarded"]
)
def test_what_strangers_say_in_the_name_of_a_proxy_is_taken_away(seen, name):
    assert name.lower() not in seen("203.0.113.7", {name: "evil.example"})["headers"]
    assert name.lower() not in seen("203.0.113.7", {name: "evil.example"}, trusted=("10.0.0.0/8",))["headers"]


def test_asking_under_many_addresses_is_still_asking_as_one(make_services):
    client = TestClient(create_app(make_services()), client=("203.0.113.7", 50000))

    statuses = [
        client.post("/api/ask", json={"question": "x"}, headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
        for number in range(21)
    ]

    assert statuses == [200] * 20 + [429]


@pytest.mark.parametrize(
    ("address", "networks", "inside"),
    [
        ("10.1.2.3", ("10.0.0.0/8",), True),
        ("11.1.2.3", ("10.0.0.0/8",), False),
        ("::1", ("127.0.0.0/8", "::1/128"), True),
        ("::ffff:10.1.2.3", ("10.0.0.0/8",), True),
        ("unknown", ("10.0.0.0/8",), False),
        ("10.1.2.3", (), False),
    ],
)
def test_an_address_is_within_its_networks(address, networks, inside):
    assert is_within(address, networks) is inside
