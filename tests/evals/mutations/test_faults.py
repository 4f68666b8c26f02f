from __future__ import annotations

from dataclasses import replace

import pytest

from evals.baseline import Floor
from evals.mutations.answers import noticed, noticing
from evals.mutations.fault import Fault, faults_named
from evals.mutations.registry import FAULTS
from evals.mutations.score import is_right, page, score, table
from evals.mutations.trial import Caught, ground_of, sample
from evals.scorers import MEASURES
from rag.answer import Outcome
from tests.evals.products import AGE, CONFIGURATION, FINE_AU, FINE_ES, SMALL, answer, case, record

CASES = [case(f"case-{number}", AGE, FINE_ES, facts=[["16"]]) for number in range(12)]
FLOOR = Floor("truthfulness", {}, 0.9, None, "nearly all must be right")


@pytest.fixture(scope="module")
def ground():
    records = [record(one, answer(one.question, AGE, FINE_ES)) for one in CASES]
    return ground_of(CASES, records, SMALL, CONFIGURATION, [FLOOR])


def named(name):
    return next(fault for fault in FAULTS if fault.name == name)


def test_there_are_fifty_faults_and_more_each_with_its_reason():
    assert len(FAULTS) >= 50
    for fault in FAULTS:
        assert fault.because
        assert fault.because <= MEASURES.keys(), fault.name
        ways = (fault.retriever, fault.steps, fault.asking, fault.answer)
        assert sum(way is not None for way in ways) == 1, fault.name


def test_two_faults_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two faults are called"):
        faults_named(FAULTS[:1], FAULTS[:1])


def test_the_sound_product_passes(ground):
    sound = Fault("none", "", frozenset({"truthfulness"}), answer=lambda told, _: told)

    assert ground.try_(sound, ground.spoil(sound)).reasons == ()


@pytest.mark.parametrize(
    "name",
    [
        "citation-off-by-one",
        "quote-shortened",
        "marks-lost",
        "advice-added",
        "numbers-raised",
        "all-in-force",
        "corpus-of-last-week",
    ],
)
def test_a_fault_closes_the_gate_for_the_right_reason(ground, name):
    caught = ground.try_(named(name), ground.spoil(named(name)))

    assert is_right(named(name), caught), caught


def test_a_fault_that_closes_the_gate_for_another_reason_does_not_count():
    fault, caught = named("marks-lost"), Caught("marks-lost", ("latency",), 12, "slow")

    assert caught.is_red
    assert score([fault], [caught]) == 0.0
    assert "caught otherwise" in "\n".join(table([fault], [caught]))


def test_the_scorers_notice_a_fault_in_each_single_answer(ground):
    (one,) = noticing(ground, [named("offset-off-by-one")])

    assert (one.changed, one.noticed) == (12, 12)
    assert "12 of 12" in "\n".join(noticed([one]))


def test_the_result_can_be_kept_as_a_page():
    fault, caught = named("marks-lost"), Caught("marks-lost", ("sentence_support",), 12, "no marks")

    assert "| The text has no marks | yes | sentence_support |" in page([fault], [caught], [], 12)


def test_the_sample_has_some_of_every_kind_early_on():
    cases = [case(f"{kind}-{n}", kind=kind) for kind in ("factual", "crisis", "list") for n in range(20)]

    chosen = sample(cases)

    assert {one.kind for one in chosen[:3]} == {"factual", "crisis", "list"}
    assert len(chosen) == len(set(chosen)) == 21


def test_a_fault_in_one_answer_leaves_the_others_alone(ground):
    fault = Fault(
        "one",
        "",
        frozenset({"truthfulness"}),
        answer=lambda told, _: replace(told, outcome=Outcome.FAILED) if "case-3" in told.question else told,
    )

    answers = [ground.spoil(fault)(one).answer for one in CASES]

    assert [told.outcome for told in answers].count(Outcome.FAILED) == 1


def test_the_gate_is_looked_at_in_batches_until_it_closes():
    many = [case(f"case-{number}", FINE_AU) for number in range(60)]
    ground = ground_of(many, [record(one, answer(one.question, FINE_AU)) for one in many], SMALL, CONFIGURATION, [])

    assert ground.try_(named("marks-lost"), ground.spoil(named("marks-lost"))).cases == 45
