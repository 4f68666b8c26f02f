"""The guard of the suite must itself be tried: one that never bites would look the same."""

from __future__ import annotations

import os
import socket

import pytest

from rag.settings import read_settings


def test_a_test_cannot_look_up_a_host_elsewhere(reached_for):
    with pytest.raises(RuntimeError, match=r"example\.org"):
        socket.getaddrinfo("example.org", 443)

    assert reached_for == ["socket.getaddrinfo example.org"]
    reached_for.clear()


def test_a_test_cannot_connect_to_an_address_elsewhere(reached_for):
    with socket.socket() as client, pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        client.connect(("192.0.2.1", 443))

    reached_for.clear()


def test_a_test_can_talk_to_its_own_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_settings_of_the_developer_are_forgotten(tmp_path):
    assert read_settings().data_dir == tmp_path / "data"
    assert os.environ["HOME"] == str(tmp_path / "home")
