"""The vectors of the examples, computed once a model and kept from one start to the next."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rag.index.cache import VectorCache

Vectors = NDArray[np.float32]
"""Unit vectors as rows."""
Embed = Callable[[tuple[str, ...]], Vectors]
"""From texts to unit vectors."""
Store = Callable[[], VectorCache]
"""Opens the place where vectors are kept."""

log = logging.getLogger(__name__)


def vectors_of(texts: Sequence[str], embed: Embed, store: Store | None = None) -> Vectors:
    """Return the vectors of `texts` in order, from `store` as far as it has them; what is new is kept there."""
    if store is None:
        return embed(tuple(texts))
    try:
        with store() as cache:
            known = cache.find(texts)
            new = tuple(dict.fromkeys(text for text in texts if text not in known))
            found = dict(zip(new, embed(new), strict=True)) if new else {}
            cache.keep(found)
    except (sqlite3.Error, OSError) as error:
        # A full or busy disk costs seconds at each start, nothing else.
        log.warning("The vectors of the route examples could not be kept: %s", error)
        return embed(tuple(texts))
    return np.array([known[text] if text in known else found[text] for text in texts], dtype=np.float32)
