from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

from rag.writers.llm.background import Bounds
from rag.writers.llm.breaker import Breaker
from rag.writers.llm.calling import LONGEST_PAUSE, Caller, Usage
from rag.writers.llm.faults import ChatError, Fault
from rag.writers.llm.model import Piece
from rag.writers.llm.prompt import Message
from rag.writers.llm.spending import Budget, Prices, Spending

ASKED = [Message("user", "What is the limit?")]
WHOLE = (Piece("The limit "), Piece("is 16."), Piece("", 10, 5, "stop"))


class Scripted:
    """Plays one script a call; an exception in it is raised where it stands."""

    tells_end = True

    def __init__(self, *scripts: Sequence[Piece | Exception]) -> None:
        self.scripts = list(scripts)
        self.closed = 0

    def stream(self, _: Sequence[Message], __: Bounds) -> Generator[Piece, None, None]:
        try:
            for step in self.scripts.pop(0):
                if isinstance(step, Exception):
                    raise step
                yield step
        finally:
            self.closed += 1


@pytest.fixture
def pauses() -> list[float]:
    return []


def caller(chat: Scripted, folder: Path, pauses: list[float], *, retries: int = 2, whole: float = 30.0) -> Caller:
    spending = Spending(folder / "s", Budget(tokens=1000))
    return Caller(chat, Bounds(5.0, whole), retries, Breaker(failures=2), spending, Prices(1e6, 2e6), pauses.append)


def test_words_are_passed_on_and_counted(tmp_path: Path, pauses: list[float]) -> None:
    usage = Usage()

    said = "".join(caller(Scripted(WHOLE), tmp_path, pauses).stream(ASKED, usage))

    assert said == "The limit is 16."
    assert (usage.calls, usage.input_tokens, usage.output_tokens, usage.cost) == (1, 10, 5, 20.0)
    assert usage.first_word_ms > 0
    assert pauses == []


def test_where_a_provider_does_not_count_tokens_are_estimated(tmp_path: Path, pauses: list[float]) -> None:
    usage = Usage()

    list(caller(Scripted([Piece("The limit is 16.", stopped_by="stop")]), tmp_path, pauses).stream(ASKED, usage))

    assert usage.input_tokens > 0 < usage.output_tokens


def test_pauses_grow_between_tries(tmp_path: Path, pauses: list[float]) -> None:
    chat = Scripted([ConnectionError()], [ConnectionError()], [ConnectionError()], WHOLE)

    said = "".join(caller(chat, tmp_path, pauses, retries=3).stream(ASKED, Usage()))

    assert said == "The limit is 16."
    assert len(pauses) == 3
    assert all(0.25 * 2**turn <= pause <= min(LONGEST_PAUSE, 0.5 * 2**turn) for turn, pause in enumerate(pauses))


def test_a_wait_that_is_asked_for_is_kept_where_there_is_time(tmp_path: Path, pauses: list[float]) -> None:
    chat = Scripted([ChatError(Fault.BUSY, wait=4.0)], WHOLE)

    "".join(caller(chat, tmp_path, pauses).stream(ASKED, Usage()))

    assert pauses == [4.0]


def test_a_wait_beyond_the_bound_is_not_begun(tmp_path: Path, pauses: list[float]) -> None:
    chat = Scripted([ChatError(Fault.BUSY, wait=40.0)], WHOLE)

    with pytest.raises(ChatError):
        list(caller(chat, tmp_path, pauses).stream(ASKED, Usage()))

    assert pauses == []


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ([Piece("Half"), ConnectionError()], Fault.BROKEN_OFF),
        ([Piece("Half")], Fault.BROKEN_OFF),
        ([Piece("Half", stopped_by="cut off")], Fault.BROKEN_OFF),
    ],
    ids=["an error", "no end", "too long"],
)
def test_a_call_that_has_begun_is_not_repeated(script: list, fault: Fault, tmp_path: Path, pauses: list[float]) -> None:
    heard: list[str] = []

    with pytest.raises(ChatError) as raised:
        heard.extend(caller(Scripted(script, WHOLE), tmp_path, pauses).stream(ASKED, Usage()))

    assert raised.value.fault is fault
    assert pauses == []


def test_an_empty_reply_is_tried_again_and_then_told(tmp_path: Path, pauses: list[float]) -> None:
    blank = [Piece("  ", stopped_by="stop")]

    with pytest.raises(ChatError) as raised:
        list(caller(Scripted(blank, blank, blank), tmp_path, pauses).stream(ASKED, Usage()))

    assert raised.value.fault is Fault.EMPTY
    assert len(pauses) == 2


def test_after_failures_the_provider_rests(tmp_path: Path, pauses: list[float]) -> None:
    calling = caller(Scripted([ConnectionError()], [ConnectionError()]), tmp_path, pauses, retries=0)

    faults = []
    for _ in range(3):
        with pytest.raises(ChatError) as raised:
            list(calling.stream(ASKED, Usage()))
        faults.append(raised.value.fault)

    assert faults == [Fault.AWAY, Fault.AWAY, Fault.RESTING]


def test_a_reader_who_leaves_closes_the_call_and_is_no_failure(tmp_path: Path, pauses: list[float]) -> None:
    chat = Scripted(WHOLE, WHOLE)
    calling, usage = caller(chat, tmp_path, pauses), Usage()

    words = calling.stream(ASKED, usage)
    next(words)
    words.close()

    assert chat.closed == 1
    assert usage.output_tokens > 0  # what was said is paid for
    assert calling.breaker.may_call()


def test_a_spent_budget_ends_before_the_call(tmp_path: Path, pauses: list[float]) -> None:
    calling = caller(Scripted(), tmp_path, pauses)
    calling.spending.add(1000, 0)

    with pytest.raises(ChatError) as raised:
        list(calling.stream(ASKED, Usage()))

    assert raised.value.fault is Fault.SPENT
