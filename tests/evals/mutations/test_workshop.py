from __future__ import annotations

from collections.abc import Iterator

import pytest

from evals.mutations.fault import Workshop
from evals.mutations.registry import FAULTS
from evals.product import put
from rag import Settings, assemble
from rag.answer import Outcome
from tests.evals.products import AGE, FINE_ES, case
from tests.fakes import BagOfWords
from tests.rag.conftest import ARTICLES, TODAY, using

ASKED = [fault for fault in FAULTS if fault.is_asked]
CASES = [
    case("fine", FINE_ES, question="What fines do platforms that break the Spanish bill face?"),
    case("both", AGE, FINE_ES, question="How do Australia and Spain compare on the minimum age for social media?"),
]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    settings = Settings(corpus_dirs=(ARTICLES,), data_dir=tmp_path_factory.mktemp("workshop"), today=TODAY)
    with using(BagOfWords()):
        retriever, close = assemble.open_retriever(settings)
        yield Workshop.over(retriever, settings)
    close()


@pytest.mark.parametrize("fault", ASKED, ids=[fault.name for fault in ASKED])
def test_a_product_with_a_fault_still_answers(workshop, fault):
    product = workshop.with_fault(fault)

    records = [put(one, product) for one in CASES]

    assert [record.answer.outcome for record in records].count(Outcome.FAILED) == 0


def test_the_workshop_itself_stays_sound(workshop):
    sound = put(CASES[0], workshop.with_fault(next(fault for fault in ASKED if fault.name == "nods")))

    assert sound.answer.outcome is Outcome.ANSWERED


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("no-hits", lambda record: record.passages == ()),
        ("one-sentence", lambda record: len(record.answer.claims) == 1),
        ("nothing-to-choose-from", lambda record: record.answer.outcome is Outcome.NO_EVIDENCE),
        ("verifier-nods", lambda record: all(probe.label == "supported" for probe in record.probes)),
        ("verifier-shakes-its-head", lambda record: record.answer.claims == ()),
        ("question-cut-short", lambda record: record.answer.question == CASES[0].question[:40]),
    ],
)
def test_a_fault_does_what_it_says(workshop, name, seen):
    product = workshop.with_fault(next(fault for fault in ASKED if fault.name == name))

    assert seen(put(CASES[0], product))
