from __future__ import annotations

import pytest

from rag.retrieval.fuse import fuse


@pytest.mark.parametrize(
    ("rankings", "fused"),
    [
        pytest.param([], [], id="no ranking"),
        pytest.param([[], []], [], id="empty rankings"),
        pytest.param([["a", "b"]], ["a", "b"], id="one ranking stays"),
        pytest.param([["a", "b"], ["b", "a"]], ["a", "b"], id="ties keep the order of first mention"),
        pytest.param([["a", "b", "c"], ["c", "b", "d"]], ["c", "b", "a", "d"], id="found twice beats found once"),
        pytest.param([["a"], ["b"], ["b"]], ["b", "a"], id="more searches weigh more"),
    ],
)
def test_rankings_are_fused_by_rank(rankings, fused):
    assert fuse(rankings) == fused


def test_fusing_reads_any_rankings_once():
    assert fuse(iter([("x",), ("y",)])) == ["x", "y"]
