from __future__ import annotations

import pytest

from evals.probes import falsified, probe
from rag.answer import Label, Verdict
from rag.verify import Verifier
from tests.evals.products import AGE, FINE_AU, SMALL, answer


@pytest.mark.parametrize(
    ("sentence", "edit", "false"),
    [
        ("The age is 16.", "number", "The age is 17."),
        ("Platforms must check ages.", "modality", "Platforms may check ages."),
        ("It is not law.", "negation", "It is law."),
        ("The bill is open.", "standing", "The law is open."),
        ("Fines of up to 3 euros.", "quantity", "Fines of more than 3 euros."),
    ],
)
def test_a_sentence_is_falsified_by_one_edit_of_each_kind(sentence, edit, false):
    assert dict(falsified(sentence))[edit] == false


@pytest.mark.parametrize("sentence", [one.text for one in SMALL.sentences], ids=[one.id for one in SMALL.sentences])
def test_the_verifier_of_the_product_lets_no_falsified_sentence_through(sentence):
    for _, false in falsified(sentence):
        assert Verifier.default().check(false, [sentence]).label is not Label.SUPPORTED


def test_claims_are_probed_as_they_stand_and_falsified():
    probes = probe(answer("?", AGE, FINE_AU), lambda *_: Verdict(Label.SUPPORTED, 1.0, ()))

    assert {one.edit for one in probes} >= {"", "number"}
