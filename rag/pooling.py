"""Unit vectors of texts, and of parts of texts as they read in their context.

    encode(model, texts)                one vector a text
    encode_within(model, texts, spans)  one vector a part: the mean of its own words' vectors, read inside the text

A part read in its context keeps what the text around it says ("It applies from July" is about the law above it), and
one reading of a text serves all of its parts: late chunking (Günther et al. 2024, arXiv:2409.04701).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
"""One unit vector a row."""
Span = tuple[int, int]
"""Characters of a text, from and up to."""

BATCH = 8
"""Texts that pass through the model together. A few stay in a processor's cache: 8 cost a quarter less than 32."""


def encode(model: SentenceTransformer, texts: Sequence[str]) -> Vectors:
    """Return one unit vector a text, as rows in order."""
    if len(texts) <= BATCH:
        return _encode_few(model, texts)
    found = model.encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(found, dtype=np.float32)


def encode_within(model: SentenceTransformer, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Vectors]:
    """Return for each text the unit vectors of its `spans`, as rows in order.

    A span over all of a text gives the text's own vector. One that lies behind what the model reads is read by itself.
    """
    if not _pools_by_mean(model):
        return [
            encode(model, [text[start:end] for start, end in parts]) for text, parts in zip(texts, spans, strict=True)
        ]
    tokens = model.encode(list(texts), output_value="token_embeddings", batch_size=BATCH, show_progress_bar=False)
    read = model.tokenizer(
        list(texts), truncation=True, max_length=model.max_seq_length, return_offsets_mapping=True, verbose=False
    )
    return [
        _pool(model, text, parts, np.asarray(found, dtype=np.float32), np.asarray(offsets))
        for text, parts, found, offsets in zip(texts, spans, tokens, read["offset_mapping"], strict=True)
    ]


def _encode_few(model: SentenceTransformer, texts: Sequence[str]) -> Vectors:
    """Do what `encode` does without its bookkeeping, which costs a question a fifth of its time."""
    import torch

    with torch.inference_mode():
        found = model.forward(model.preprocess(list(texts)))["sentence_embedding"]
        return np.asarray(torch.nn.functional.normalize(found, dim=1), dtype=np.float32)


def _pools_by_mean(model: SentenceTransformer) -> bool:
    """Tell whether a text's vector is the mean of its tokens', so that a part's is the mean of the part's."""
    first, *rest = model
    kinds = {type(module).__name__: getattr(module, "pooling_mode", "") for module in rest}
    return (
        type(first).__name__ == "Transformer"
        and kinds.keys() <= {"Pooling", "Normalize"}
        and kinds.get("Pooling") == "mean"
    )


def _pool(
    model: SentenceTransformer, text: str, spans: Sequence[Span], tokens: Vectors, offsets: NDArray[np.int_]
) -> Vectors:
    rows = [_mean(tokens, offsets, span, len(text)) for span in spans]
    unread = [position for position, row in enumerate(rows) if row is None]
    alone = encode(model, [text[slice(*spans[position])] for position in unread]) if unread else ()
    for position, vector in zip(unread, alone, strict=True):
        rows[position] = vector
    return np.stack([row for row in rows if row is not None])


def _mean(tokens: Vectors, offsets: NDArray[np.int_], span: Span, length: int) -> Vectors | None:
    start, end = span
    if (start, end) == (0, length):
        return _unit(tokens.mean(axis=0))  # the marks at both ends count, as in every text
    inside = (offsets[:, 0] >= start) & (offsets[:, 1] <= end) & (offsets[:, 1] > offsets[:, 0])
    return _unit(tokens[inside].mean(axis=0)) if inside.any() else None


def _unit(vector: Vectors) -> Vectors:
    unit: Vectors = vector / np.linalg.norm(vector)
    return unit
