from __future__ import annotations

import pytest

from corpus.errors import UnknownId
from rag.retrieval.documents import hit_of, label


def test_a_label_carries_id_score_and_finder_and_comes_back_as_a_hit(small):
    hit = hit_of(label("au-minimum-age-act#2", 0.75, "keyword,sentence"), small)

    assert hit.passage is small.passage("au-minimum-age-act#2")
    assert hit.score == 0.75
    assert hit.found_by == ("keyword", "sentence")


def test_a_label_may_show_the_text_to_those_who_use_langchain():
    document = label("a#1", 0.5, "keyword", text="The words.")

    assert document.page_content == "The words."
    assert document.id == "a#1"


def test_a_label_of_another_corpus_is_no_hit(small):
    with pytest.raises(UnknownId, match="no passage"):
        hit_of(label("elsewhere#1", 0.5, "keyword"), small)
