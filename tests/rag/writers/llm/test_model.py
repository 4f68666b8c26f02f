from __future__ import annotations

import pytest

from rag.errors import SettingsError
from rag.writers.llm.background import Bounds
from rag.writers.llm.model import CUT_OFF, Chosen, open_chat, require_package
from rag.writers.llm.prompt import Message
from tests.scripted import Server

ASKED = [Message("system", "Rules."), Message("user", '<evidence key="r42">The limit is 16.</evidence>')]
BOUNDS = Bounds(5.0, 5.0)


def test_a_model_is_reached_at_its_address_without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with Server() as server:
        pieces = list(open_chat(Chosen("openai:honest", server.url, 0.0, 321)).stream(ASKED, BOUNDS))

    assert "".join(piece.text for piece in pieces) == "The limit is 16. [r42]"
    assert [piece.stopped_by for piece in pieces if piece.stopped_by] == ["stop"]
    sent = server.requests[0]
    assert sent["stream"] is True
    assert sent["temperature"] == 0
    assert 321 in (sent.get("max_tokens"), sent.get("max_completion_tokens"))
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]


def test_a_temperature_is_sent_only_where_one_is_set() -> None:
    with Server() as server:
        list(open_chat(Chosen("openai:honest", server.url)).stream(ASKED, BOUNDS))

    assert "temperature" not in server.requests[0]


def test_an_answer_that_was_cut_off_says_so() -> None:
    with Server() as server:
        pieces = list(open_chat(Chosen("openai:cut-off", server.url)).stream(ASKED, BOUNDS))

    assert CUT_OFF in [piece.stopped_by for piece in pieces]


@pytest.mark.parametrize("name", ["gpt-5", "openai:", ":gpt-5", ""])
def test_a_name_without_its_provider_says_how_to_write_it(name: str) -> None:
    with pytest.raises(SettingsError, match="provider:model"):
        open_chat(Chosen(name))


def test_a_package_that_is_missing_is_named_with_its_extra() -> None:
    with pytest.raises(SettingsError, match=r'pip install "footnote\[mistral\]"'):
        require_package("mistralai")


def test_an_unknown_provider_or_a_missing_key_stops_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    with pytest.raises(SettingsError, match="cannot be opened"):
        open_chat(Chosen("nobody:model"))
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        open_chat(Chosen("openai:gpt-5"))


def test_nothing_is_traced_even_where_a_variable_says_so(monkeypatch: pytest.MonkeyPatch, reached_for: list) -> None:
    from rag.offline import TRACES, forbid_tracing

    for name in TRACES:
        monkeypatch.setenv(name, "true")
    forbid_tracing()

    with Server() as server:
        list(open_chat(Chosen("openai:honest", server.url)).stream(ASKED, BOUNDS))

    assert reached_for == []
