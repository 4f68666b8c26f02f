from __future__ import annotations

import asyncio
import threading
import time
from contextlib import aclosing

import pytest

from rag.pipeline import AnswerEvent, StatusEvent
from tests.ui.samples import ANSWERED
from ui.api.limits import Limits
from ui.api.problems import Problem

VISITOR = {"visitor": "203.0.113.7", "surface": "web"}


def ask(services, question="What?", **options):
    return services.desk.ask(question, **{**VISITOR, **options})


async def until(condition):
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


def test_an_answer_comes_through_the_desk_as_the_pipeline_gave_it(services):
    answer = asyncio.run(ask(services, ANSWERED.question))

    assert answer == ANSWERED


def test_the_loop_stays_free_while_an_answer_is_made(services, pipeline):
    pipeline.gate.clear()

    async def both():
        asking = asyncio.create_task(ask(services))
        await until(lambda: pipeline.asked)
        pipeline.gate.set()
        return await asking

    assert asyncio.run(both()).outcome == "answered"


def test_no_more_are_worked_on_at_once_than_was_set_and_nobody_is_lost(make_services, pipeline):
    services = make_services(limits=Limits(at_once=2, waiting=20, per_visitor="100/minute"))
    pipeline.gate.clear()

    async def many():
        asking = [asyncio.create_task(ask(services, f"Question {number}")) for number in range(12)]
        await until(lambda: services.desk.waiting() == 10)
        await asyncio.sleep(0.1)
        begun = len(pipeline.asked)
        pipeline.gate.set()
        return begun, await asyncio.gather(*asking)

    begun, answers = asyncio.run(many())

    assert begun == 2
    assert [answer.question for answer in answers] == [f"Question {number}" for number in range(12)]
    assert services.desk.waiting() == 0


def test_a_full_queue_asks_the_next_one_to_come_back(make_services, pipeline):
    services = make_services(limits=Limits(at_once=1, waiting=1))
    pipeline.gate.clear()

    async def three():
        asking = [asyncio.create_task(ask(services)) for _ in range(2)]
        await until(lambda: services.desk.waiting() == 1)
        with pytest.raises(Problem) as caught:
            await ask(services)
        pipeline.gate.set()
        await asyncio.gather(*asking)
        return caught.value

    problem = asyncio.run(three())

    assert (problem.code, problem.status, problem.seconds) == ("busy", 503, 10)
    assert len(pipeline.asked) == 2


def test_whoever_waits_is_told_how_many_are_before(make_services, pipeline):
    services = make_services(limits=Limits(at_once=1, waiting=5))
    pipeline.gate.clear()

    async def two():
        first = asyncio.create_task(ask(services))
        await until(lambda: pipeline.asked)
        second = services.desk.stream("¿Qué edad mínima propone España?", **VISITOR)
        told = await anext(second)
        pipeline.gate.set()
        events = [event async for event in second]
        await first
        return told, events

    told, events = asyncio.run(two())

    assert told == StatusEvent("Hay una pregunta antes que la suya…")
    assert isinstance(events[-1], AnswerEvent)


def test_whoever_stops_listening_stops_the_work(services, pipeline):
    pipeline.gate.clear()

    async def leave():
        async with aclosing(services.desk.stream("What?", **VISITOR)) as events:
            async for _ in events:
                break

    asyncio.run(leave())

    assert pipeline.closed.wait(5)


def test_a_question_that_waits_is_dropped_when_its_asker_leaves(make_services, pipeline):
    services = make_services(limits=Limits(at_once=1, waiting=5))
    pipeline.gate.clear()

    async def two():
        first = asyncio.create_task(ask(services, "First"))
        await until(lambda: pipeline.asked)
        second = asyncio.create_task(ask(services, "Second"))
        await until(lambda: services.desk.waiting() == 1)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        await until(lambda: services.desk.waiting() == 0)
        pipeline.gate.set()
        await first

    asyncio.run(two())

    assert [question for question, _, _ in pipeline.asked] == ["First"]


def test_an_answer_that_takes_too_long_is_given_up(make_services, pipeline):
    services = make_services(limits=Limits(longest_answer=0.1))
    pipeline.gate.clear()

    with pytest.raises(Problem) as caught:
        asyncio.run(ask(services))

    assert (caught.value.code, caught.value.status) == ("took_too_long", 504)
    assert pipeline.closed.wait(5)


def test_what_is_not_admitted_is_never_begun(make_services, pipeline):
    services = make_services(limits=Limits(per_visitor="1/minute"))

    async def two():
        await ask(services)
        with pytest.raises(Problem, match="more questions than one visitor"):
            await ask(services)
        await ask(services, visitor="198.51.100.1")

    asyncio.run(two())

    assert len(pipeline.asked) == 2


def test_a_question_that_cannot_be_used_counts_for_nobody(make_services):
    services = make_services(limits=Limits(per_visitor="1/minute"))

    async def two():
        with pytest.raises(Problem):
            await ask(services, " ")
        return await ask(services, "A real one")

    assert asyncio.run(two()).question == "A real one"


def test_a_fault_reaches_the_surface_that_asked(services, pipeline):
    pipeline.error = TypeError("broken on purpose")

    with pytest.raises(TypeError, match="broken on purpose"):
        asyncio.run(ask(services))


def test_closing_waits_for_the_threads(make_services):
    services = make_services()
    asyncio.run(ask(services))

    services.desk.close()

    assert not [thread for thread in threading.enumerate() if thread.name.startswith("answer") and thread.is_alive()]
