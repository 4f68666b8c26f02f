from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest

from rag.messages import messages
from rag.writers.llm.faults import ChatError, Fault, fault_of


class ProviderError(Exception):
    """As providers raise it: with a status and the response."""

    def __init__(self, status: int | None = None, retry_after: str = "") -> None:
        super().__init__("secret question")
        self.status_code = status
        self.response = SimpleNamespace(headers={"retry-after": retry_after} if retry_after else {})


class ReadTimeout(Exception):  # noqa: N818 - named as providers name theirs
    """A time-out of a library's own."""


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ProviderError(429), Fault.BUSY),
        (ProviderError(500), Fault.AWAY),
        (ProviderError(401), Fault.REJECTED),
        (ProviderError(404), Fault.REJECTED),
        (ProviderError(408), Fault.LATE),
        (TimeoutError(), Fault.LATE),
        (ReadTimeout(), Fault.LATE),
        (ConnectionRefusedError(), Fault.AWAY),
        (ValueError("no json"), Fault.AWAY),
        (ChatError(Fault.EMPTY), Fault.EMPTY),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_a_provider_raises_is_one_of_our_words(error: Exception, expected: Fault) -> None:
    found = fault_of(error, begun=False)

    assert found.fault is expected
    assert "secret" not in str(found)


def test_whatever_happens_after_the_first_word_broke_it_off() -> None:
    assert fault_of(ProviderError(500), begun=True).fault is Fault.BROKEN_OFF


@pytest.mark.parametrize(("said", "least", "most"), [("7", 7, 7), ("0.5", 0.5, 0.5), ("99999999", 3600, 3600)])
def test_the_wait_that_is_asked_for_is_read(said: str, least: float, most: float) -> None:
    wait = fault_of(ProviderError(429, said), begun=False).wait

    assert wait is not None
    assert least <= wait <= most


def test_the_wait_may_be_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)

    wait = fault_of(ProviderError(429, later), begun=False).wait

    assert wait is not None
    assert 50 < wait <= 60


def test_a_wait_that_makes_no_sense_is_none() -> None:
    assert fault_of(ProviderError(429, "soon"), begun=False).wait is None


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_its_sentence(fault: Fault) -> None:
    assert all(messages()[f"note.fallback.{fault.value}"].values())
