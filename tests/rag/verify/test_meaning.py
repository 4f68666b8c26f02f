from __future__ import annotations

import numpy as np

from rag.verify.meaning import meanings


def test_words_of_near_meaning_have_near_vectors():
    fined, penalised, purple = meanings().matrix(["fined", "penalised", "purple"])

    assert fined @ penalised > 0.5 > fined @ purple


def test_vectors_have_length_one_and_an_unknown_word_has_none():
    assert np.isclose(np.linalg.norm(meanings().matrix(["platform"])[0]), 1.0, atol=1e-5)
    assert not meanings().matrix(["xqzzyt"]).any()
    assert meanings().vector("xqzzyt") is None


def test_rare_words_tell_more_than_common_ones():
    assert meanings().rarity("the") < meanings().rarity("minister") < meanings().rarity("xqzzyt") == 1.0
