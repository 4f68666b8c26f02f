"""What other programs may rely on: names that are here today stay."""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path

import pytest

import corpus
import rag
from rag.answer import Outcome
from ui import cli

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["Pipeline", "Settings", "build_index", "open_pipeline"])
def test_rag_offers_its_door(name):
    assert name in rag.__all__
    assert getattr(rag, name)


@pytest.mark.parametrize("name", ["Article", "Corpus", "CorpusError", "Passage", "Sentence", "Source", "load_corpus"])
def test_corpus_offers_its_records(name):
    assert name in corpus.__all__


@pytest.mark.parametrize("package", [corpus, rag], ids=["corpus", "rag"])
def test_every_name_on_offer_is_there(package):
    missing = [name for name in package.__all__ if not hasattr(package, name)]

    assert not missing


def test_the_outcomes_are_a_closed_set():
    assert {outcome.value for outcome in Outcome} == {
        "answered",
        "partial",
        "no_evidence",
        "clarify",
        "out_of_scope",
        "signposted",
        "refused",
        "failed",
    }


def test_the_command_is_the_one_that_gets_installed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    module, _, name = project["scripts"]["footnote"].partition(":")

    assert getattr(importlib.import_module(module), name) is cli.main
