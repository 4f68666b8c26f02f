"""The made sentences: the same each time, false where they say so, and of every kind."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus import Corpus, load_corpus
from evals.dishonest import SpokenCase, generate
from evals.dishonest.generate import LIES, NEAR_TRUTHS, WRITTEN
from rag.settings import SHIPPED_ARTICLES

OF_EACH_KIND = 25


@pytest.fixture(scope="module")
def shipped() -> Corpus:
    return load_corpus((SHIPPED_ARTICLES,))


@pytest.fixture(scope="module")
def cases(shipped: Corpus) -> tuple[SpokenCase, ...]:
    return generate(shipped, of_each_kind=OF_EACH_KIND)


def test_there_are_enough_of_every_kind(cases: tuple[SpokenCase, ...]) -> None:
    counts = Counter(case.kind for case in cases)

    assert {kind: count for kind, count in counts.items() if kind in LIES and count < OF_EACH_KIND} == {}
    assert {kind: counts[kind] for kind in NEAR_TRUTHS if counts[kind] < OF_EACH_KIND} == {}
    assert sum(not case.is_true for case in cases) > 1000
    assert counts["free paraphrase"] == counts["false paraphrase"] >= 50


def test_the_same_seed_makes_the_same_sentences(shipped: Corpus, cases: tuple[SpokenCase, ...]) -> None:
    assert generate(shipped, of_each_kind=OF_EACH_KIND) == cases
    assert generate(shipped, of_each_kind=OF_EACH_KIND, seed=7) != cases


def test_no_lie_is_a_sentence_of_its_evidence(cases: tuple[SpokenCase, ...]) -> None:
    lies = [case for case in cases if not case.is_true]

    assert [case for case in lies if case.claim in case.evidence] == []


def test_a_truth_always_cites_something(cases: tuple[SpokenCase, ...], shipped: Corpus) -> None:
    texts = {sentence.text for sentence in shipped.sentences}

    assert all(case.evidence for case in cases if case.is_true)
    assert {text for case in cases for text in case.evidence} <= texts


def test_what_was_written_by_hand_names_sentences_of_the_corpus(shipped: Corpus) -> None:
    rows = [line.split("\t") for line in WRITTEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]

    known = {sentence.id for sentence in shipped.sentences}
    assert [row for row in rows if row[0] not in {"true", "false"} or not set(row[1].split()) <= known] == []
