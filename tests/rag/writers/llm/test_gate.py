from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest

from corpus import Sentence
from rag.answer import Label, Verdict
from rag.verify import Verifier
from rag.writers.llm.gate import LEAST_SCORE, Fate, Gate, passes
from rag.writers.llm.keys import Said

FINE = "A platform that breaks the act may be fined up to 49.5 million dollars."
AGE = "The act keeps children under 16 from holding accounts."


def sentence(number: int, text: str) -> Sentence:
    return Sentence(f"au-act#1.{number}", text, 0, len(text), ("s1",))


@pytest.fixture
def gate() -> Gate:
    return Gate({"r42": sentence(1, FINE), "k17": sentence(2, AGE)}, Verifier.default(), "en")


def test_what_the_evidence_proves_goes_out_as_written(gate: Gate) -> None:
    ruling = gate.rule(Said(FINE, ("r42",)))

    assert (ruling.fate, ruling.text) == (Fate.WRITTEN, FINE)
    assert [one.id for one in ruling.evidence] == ["au-act#1.1"]


def test_what_is_not_proved_is_replaced_by_what_it_cites(gate: Gate) -> None:
    ruling = gate.rule(Said("A platform that breaks the act may be fined up to 49.5 billion dollars.", ("r42",)))

    assert (ruling.fate, ruling.text) == (Fate.QUOTED, FINE)
    assert ruling.verdict.label is Label.SUPPORTED
    assert any("billion" in reason for reason in ruling.reasons)


def test_the_evidence_is_not_said_twice(gate: Gate) -> None:
    gate.rule(Said(FINE, ("r42",)))

    assert gate.rule(Said(FINE, ("r42",))).fate is Fate.DROPPED
    ruling = gate.rule(Said("A platform that breaks the act will be fined 49.5 million dollars.", ("r42",)))
    assert (ruling.fate, ruling.reasons[-1]) == (Fate.DROPPED, "what it cites is shown already")


@pytest.mark.parametrize(
    ("keys", "reason"), [((), "it cites nothing"), (("z99", "1"), "no key of it was issued")], ids=["none", "invented"]
)
def test_without_a_key_that_we_issued_nothing_is_shown(gate: Gate, keys: tuple[str, ...], reason: str) -> None:
    ruling = gate.rule(Said(FINE, keys))

    assert (ruling.fate, ruling.reasons, ruling.is_loss) == (Fate.DROPPED, (reason,), True)


def test_a_pleasantry_is_no_loss(gate: Gate) -> None:
    assert not gate.rule(Said("Great question, let me see what there is!", ())).is_loss


def test_an_invented_key_beside_a_real_one_proves_nothing_and_is_not_cited(gate: Gate) -> None:
    ruling = gate.rule(Said(FINE, ("z99", "r42")))

    assert (ruling.fate, [one.id for one in ruling.evidence]) == (Fate.WRITTEN, ["au-act#1.1"])


def test_only_the_sentences_that_are_needed_are_cited(gate: Gate) -> None:
    ruling = gate.rule(Said(AGE, ("r42", "k17")))

    assert [one.id for one in ruling.evidence] == ["au-act#1.2"]


def test_what_is_unlike_its_citation_is_no_reason_to_show_the_citation(gate: Gate) -> None:
    ruling = gate.rule(Said("Visit our shop and enter your password there today.", ("r42",)))

    assert (ruling.fate, ruling.reasons[-1]) == (Fate.DROPPED, "it is unlike what it cites")


def test_a_sentence_that_stops_in_the_middle_is_not_shown_as_written(gate: Gate) -> None:
    assert gate.rule(Said("A platform that breaks the act may be fined up to.", ("r42",))).fate is Fate.QUOTED


@pytest.mark.parametrize(
    ("label", "score", "expected"),
    [
        (Label.SUPPORTED, 1.0, True),
        (Label.SUPPORTED, LEAST_SCORE - 0.01, False),
        (Label.UNCERTAIN, 1.0, False),
        (Label.UNSUPPORTED, 1.0, False),
    ],
)
def test_the_label_decides_and_the_score_must_be_that_of_a_proof(label: Label, score: float, expected: bool) -> None:
    assert passes(Verdict(label, score, ())) is expected


def test_no_more_keys_are_believed_than_one_sentence_can_need() -> None:
    class Counting:
        def check(self, claim: str, evidence: Sequence[str]) -> Verdict:
            counts.append(len(evidence))
            return Verdict(Label.UNSUPPORTED, 0.0, ())

    counts: list[int] = []
    many = Gate({f"b{number}": sentence(number, FINE) for number in range(10, 20)}, cast("Verifier", Counting()), "en")

    many.rule(Said(FINE, tuple(many.issued)))

    assert max(counts) == 4
