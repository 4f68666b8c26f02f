from __future__ import annotations

import math

import pytest

from rag.verify import features_for
from rag.verify.features import FEATURES

EVIDENCE = ("Ofcom fined the platform 18 million pounds in May 2026.", "Meta appealed.")


def features(claim: str, *evidence: str) -> dict[str, float]:
    return dict(zip(FEATURES, features_for(claim, evidence or EVIDENCE), strict=True))


def test_a_copy_is_covered_wholly_and_misses_nothing():
    found = features(EVIDENCE[0])

    assert all(math.isclose(found[name], 1.0) for name in ("covered", "covered_by_one", "pairs", "copied", "in_order"))
    assert not any(found[name] for name in ("numbers_missing", "names_missing", "new_words", "contradictions"))


def test_another_word_of_near_meaning_counts_in_part():
    found = features("Ofcom penalised the platform 18 million pounds in May 2026.")

    assert found["covered"] < found["covered_loosely"] < 1.0


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("Ofcom fined the platform 19 million pounds.", "numbers_missing"),
        ("The watchdog TikTok fined the platform.", "names_missing"),
        ("Ofcom fined the platform 19 million pounds in May 2026.", "contradictions"),
    ],
)
def test_what_the_evidence_lacks_is_counted(claim, name):
    assert features(claim)[name] > 0


def test_every_feature_is_a_small_finite_number():
    for claim in ("", "Fox.", EVIDENCE[0], "Seven purple foxes ate 1,000,000 bananas " * 20):
        assert all(math.isfinite(value) and -1.0 <= value <= 10.0 for value in features(claim, "One.", "Two.").values())
