"""A scripted model over real HTTP: what it says, and what a reader sees of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from time import monotonic

import pytest

from evals.dishonest.generate import LIES
from rag import Answer, NoteKind, Outcome, Pipeline
from rag.pipeline import AnswerEvent, ClaimEvent, StatusEvent
from rag.understand.words import on_one_line
from tests.rag.writers.llm.conftest import QUESTION
from tests.scripted import Server
from tests.scripted.roles import lies, read_request

Open = Callable[..., Pipeline]

FAULTS = {
    "late": "did not answer in time",
    "busy": "too much to do",
    "away": "cannot be reached",
    "rejected": "did not accept",
    "empty": "wrote nothing",
    "not-a-stream": "cannot be reached",
    "broken-json": "cannot be reached",
    "refuses": "declined",
    "foreign": "another language",
    "garbage": "again and again",
    "circles": "again and again",
    "endless": "again and again",
    "invents-keys": "did not prove",
    "obeys": "did not prove",
    "leaks": "did not prove",
}
"""Role -> what the note says; of none of them anything may be shown."""


def fallback(answer: Answer) -> list[str]:
    return [note.text for note in answer.notes if note.kind is NoteKind.FALLBACK]


def quotes(pipeline: Pipeline) -> set[str]:
    return {on_one_line(sentence.text) for sentence in pipeline.corpus.sentences}


def test_an_honest_model_is_shown_as_it_writes(written_by: Open) -> None:
    answer = written_by("honest").ask(QUESTION)

    assert answer.outcome is Outcome.ANSWERED
    assert answer.mode == "openai:honest"
    assert len(answer.claims) == 3
    assert not fallback(answer)
    assert (answer.usage["calls"], answer.usage["written"]) == (1, 3)
    assert answer.usage["input_tokens"] > 0 < answer.usage["output_tokens"]
    assert any("as written: " in line for line in answer.explanation)


def test_each_claim_is_released_while_the_model_still_writes(written_by: Open) -> None:
    seen: list[tuple[str, float]] = []
    for event in written_by("slowly").stream(QUESTION):
        seen.append((type(event).__name__, monotonic()))

    claims = [moment for name, moment in seen if name == "ClaimEvent"]
    assert claims[-1] - claims[0] > 0.1
    assert [name for name, _ in seen][-1] == "AnswerEvent"


def test_the_stream_and_the_answer_say_the_same(written_by: Open) -> None:
    *events, last = written_by("half").stream(QUESTION)

    assert isinstance(last, AnswerEvent)
    assert tuple(event.claim for event in events if isinstance(event, ClaimEvent)) == last.answer.claims
    assert "checked before it is shown" in [event.text for event in events if isinstance(event, StatusEvent)][-1]


@pytest.mark.parametrize("kind", sorted(LIES))
def test_no_lie_is_shown(kind: str, written_by: Open, server: Server) -> None:
    pipeline = written_by(kind.replace(" ", "-"))

    answer = pipeline.ask(QUESTION)

    told = lies(kind, read_request(server.requests[0]["messages"]))
    assert answer.claims
    for claim in answer.claims:
        assert claim.text not in told or claim.text in quotes(pipeline)
        assert claim.evidence
    assert answer.outcome is Outcome.ANSWERED


@pytest.mark.parametrize("role", FAULTS)
def test_every_fault_ends_in_the_corpuss_own_sentences_and_a_note(
    role: str, written_by: Open, pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    values = {"chat_retries": 0, "chat_silence_seconds": 0.2} if role == "late" else {"chat_retries": 1}
    started = monotonic()

    with caplog.at_level(logging.WARNING):
        answer = written_by(role, **values).ask(QUESTION)

    assert monotonic() - started < 3.0 + 2.0
    assert answer.outcome is Outcome.ANSWERED
    assert answer.mode == "extractive"
    assert answer.claims == pipeline.ask(QUESTION).claims
    assert [FAULTS[role] in text for text in fallback(answer)] == [True]
    assert QUESTION not in caplog.text


@pytest.mark.parametrize("role", ["late-once", "busy-once", "away-once"])
def test_what_passes_is_tried_again(role: str, written_by: Open, server: Server) -> None:
    answer = written_by(role, chat_silence_seconds=0.3).ask(QUESTION)

    assert not fallback(answer)
    assert answer.mode == f"openai:{role}"
    assert len(server.requests) == 2


@pytest.mark.parametrize("role", ["half", "cut-off"])
def test_what_broke_off_is_completed_and_no_half_sentence_shows(
    role: str, written_by: Open, pipeline: Pipeline
) -> None:
    answer = written_by(role).ask(QUESTION)

    assert len(answer.claims) >= len(pipeline.ask(QUESTION).claims)
    assert {claim.text for claim in answer.claims} <= quotes(pipeline)
    assert "broke off in the middle" in fallback(answer)[0]
    assert "completed" in fallback(answer)[0]


def test_a_server_that_is_killed_takes_nothing_back(written_by: Open, server: Server, pipeline: Pipeline) -> None:
    stream = written_by("slowly").stream(QUESTION)
    first = next(event for event in stream if isinstance(event, ClaimEvent))

    server.kill()
    *_, last = stream

    assert isinstance(last, AnswerEvent)
    assert last.answer.claims[0] == first.claim
    assert {claim.text for claim in last.answer.claims} <= quotes(pipeline)
    assert "broke off" in fallback(last.answer)[0]


def test_whoever_leaves_stops_the_call(written_by: Open, server: Server) -> None:
    stream = written_by("slowly").stream(QUESTION)
    next(event for event in stream if isinstance(event, ClaimEvent))

    stream.close()  # type: ignore[attr-defined]  # it is a generator, which the type does not say

    assert server.left.wait(2.0)


def test_a_dead_provider_is_left_alone_after_three_failures(written_by: Open, server: Server) -> None:
    pipeline = written_by("rejected")

    notes = [fallback(pipeline.ask(QUESTION))[0] for _ in range(4)]

    assert len(server.requests) == 3
    assert "left alone" in notes[3]


def test_the_budget_of_a_day_degrades_to_extractive_answers_in_every_process(written_by: Open, server: Server) -> None:
    written_by("honest", chat_daily_tokens=10).ask(QUESTION)

    answer = written_by("honest", chat_daily_tokens=10).ask(QUESTION)

    assert len(server.requests) == 1
    assert answer.mode == "extractive"
    assert "budget" in fallback(answer)[0]


def test_what_an_answer_costs_is_counted(written_by: Open) -> None:
    answer = written_by("honest", chat_input_price=2.0, chat_output_price=10.0).ask(QUESTION)

    expected = (answer.usage["input_tokens"] * 2 + answer.usage["output_tokens"] * 10) / 1_000_000
    assert answer.usage["cost"] == pytest.approx(expected)


def test_a_model_that_finds_no_answer_is_believed_where_we_are_not_sure(written_by: Open) -> None:
    answer = written_by("no-answer").ask(QUESTION)

    assert answer.outcome is Outcome.NO_EVIDENCE
    assert answer.mode == "extractive"
    assert answer.claims


def test_repetitions_are_not_shown_and_end_the_listening(written_by: Open) -> None:
    answer = written_by("repeats").ask(QUESTION)

    texts = [claim.text for claim in answer.claims]
    assert len(texts) == len(set(texts))
    assert "again and again" in fallback(answer)[0]


def test_pleasantries_and_markup_are_left_out_without_a_note(written_by: Open, pipeline: Pipeline) -> None:
    answer = written_by("talks-around").ask(QUESTION)

    assert {claim.text for claim in answer.claims} <= quotes(pipeline)
    assert "Great question" not in answer.text
    assert not fallback(answer)


def test_thoughts_are_not_read_as_an_answer(written_by: Open) -> None:
    answer = written_by("thinks-aloud").ask(QUESTION)

    assert "99" not in answer.text
    assert answer.usage["dropped"] == 0


@pytest.mark.parametrize(
    "question", ["What is the weather in Paris?", "Compare the fines in Japan and Chile"], ids=["nothing", "unknown"]
)
def test_where_nothing_answers_no_model_is_asked(question: str, written_by: Open, server: Server) -> None:
    answer = written_by("honest", chat_query_help=False).ask(question)

    if answer.outcome is Outcome.NO_EVIDENCE:
        assert not server.requests
    assert answer.outcome is not Outcome.FAILED


def test_a_comparison_keeps_a_section_for_each_place(written_by: Open) -> None:
    answer = written_by("honest").ask("Compare the fines in Australia and Spain")

    assert [section.heading for section in answer.sections] == ["Australia", "Spain"]
    assert sorted(place for section in answer.sections for place in section.claims) == list(range(len(answer.claims)))


def test_many_may_ask_at_once(written_by: Open) -> None:
    pipeline, answers = written_by("honest"), []
    askers = [threading.Thread(target=lambda: answers.append(pipeline.ask(QUESTION))) for _ in range(6)]

    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(20)

    assert len({answer.text for answer in answers}) == 1
    assert len(answers) == 6


def test_a_follow_up_is_restated_by_the_model(written_by: Open, server: Server) -> None:
    history = (("user", "What is the fine under the Australian act?"), ("assistant", "It is high. [1]"))

    answer = written_by("restates").ask("And what about Spain's bill?", history)

    assert "searched by meaning: What is the fine in Spain's bill?" in answer.explanation
    assert len(server.requests) == 2


def test_a_question_with_several_parts_is_answered_part_by_part(written_by: Open) -> None:
    answer = written_by("takes-apart").ask(
        "What is the fine under the Australian act and what is the minimum age in Spain's bill?"
    )

    assert {"AU", "ES"} <= {citation.jurisdiction for citation in answer.citations}


def test_help_that_does_not_come_is_done_without(written_by: Open, pipeline: Pipeline) -> None:
    history = (("user", QUESTION), ("assistant", "It is high. [1]"))

    answer = written_by("away", chat_retries=0).ask("And Spain?", history)

    assert [claim.text for claim in answer.claims] == [
        claim.text for claim in pipeline.ask("And Spain?", history).claims
    ]
