"""Make the table of small word vectors that the verifier compares words with.

    python -m evals.word_vectors --write

Each word is embedded alone with the bundled sentence model; the vectors are then brought down to a few dimensions by
principal components and kept as bytes. Words of the model's vocabulary come first, in its order, which is roughly that
of how common they are; the corpus's own words follow.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import load_corpus
from rag import Settings
from rag.assemble import corpus_words
from rag.embeddings import SentenceTransformerEmbeddings, find_model
from rag.offline import prepare_environment

TABLE = Path(__file__).parents[1] / "rag" / "verify" / "words.npz"
DIMENSIONS = 64
BATCH = 1024


def main() -> None:
    """Embed the words (two minutes on two cores) and write the table with `--write`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write rag/verify/words.npz")
    arguments = parser.parse_args()
    prepare_environment(local_model=True)
    settings = Settings()
    words = table_words(settings)
    model = SentenceTransformerEmbeddings(settings.embedding_model, threads=settings.threads)
    parts = [model.vectors(words[start : start + BATCH]) for start in range(0, len(words), BATCH)]
    small = reduced(np.vstack(parts))
    print(f"{len(words)} words, {small.nbytes / 1e6:.1f} MB")
    if arguments.write:
        np.savez_compressed(TABLE, words=np.array("\n".join(words)), vectors=small)


def table_words(settings: Settings) -> list[str]:
    """Return the whole words of the model's vocabulary in its order, then those of the corpus that it lacks."""
    tokenizer = json.loads((find_model(settings.embedding_model).folder / "tokenizer.json").read_text("utf-8"))
    vocabulary = sorted(tokenizer["model"]["vocab"].items(), key=lambda entry: entry[1])
    known = [word for word, _ in vocabulary if word.isascii() and word.isalpha() and len(word) > 1]
    own = {word for word in corpus_words(load_corpus(settings.corpus_dirs)) if word.isalpha() and len(word) > 1}
    return [*known, *sorted(own - set(known))]


def reduced(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Return the vectors on their principal components, each scaled to bytes."""
    centred = vectors - vectors.mean(axis=0)
    _, _, components = np.linalg.svd(centred, full_matrices=False)
    small = centred @ components[:DIMENSIONS].T
    small /= np.linalg.norm(small, axis=1, keepdims=True)
    scaled: NDArray[np.int8] = np.round(small * (127 / np.abs(small).max())).astype(np.int8)
    return scaled


if __name__ == "__main__":
    main()
