from __future__ import annotations

import inspect

import pytest

from corpus import CorpusError
from rag import errors
from rag.errors import FootnoteError, IndexBusy, IndexDamaged, IndexProblem, ModelError, SettingsError

OURS = [found for _, found in inspect.getmembers(errors, inspect.isclass) if found.__module__ == errors.__name__]


@pytest.mark.parametrize("error", OURS)
def test_every_error_is_caught_as_one_of_ours(error):
    assert issubclass(error, FootnoteError)
    assert inspect.getdoc(error)


@pytest.mark.parametrize("error", [IndexBusy, IndexDamaged])
def test_troubles_of_the_index_are_caught_together(error):
    assert issubclass(error, IndexProblem)


@pytest.mark.parametrize("error", [SettingsError, ModelError])
def test_other_troubles_are_no_trouble_of_the_index(error):
    assert not issubclass(error, IndexProblem)


def test_the_picture_of_the_tree_names_every_error():
    assert [error.__name__ for error in OURS if error.__name__ not in (errors.__doc__ or "")] == []


def test_a_corpus_that_cannot_be_read_is_an_error_of_the_corpus():
    assert not issubclass(CorpusError, FootnoteError)
