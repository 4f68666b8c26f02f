from __future__ import annotations

from datetime import date

from evals.configuration import TODAY, configuration, measured
from rag.settings import Settings
from tests.evals.products import SMALL


def test_ages_are_counted_from_a_day_that_does_not_move():
    assert measured(Settings()).today == TODAY


def test_a_day_that_was_set_is_kept():
    assert measured(Settings(today=date(2027, 1, 1))).today == date(2027, 1, 1)


def test_a_configuration_tells_the_corpus_the_models_and_the_code():
    told = configuration(measured(Settings()), SMALL)

    assert (told.corpus, told.articles) == (SMALL.version, len(SMALL))
    assert told.embedding_model == "all-MiniLM-L6-v2"
    assert told.chat_model is None
    assert len(told.code) == 12


def test_another_setting_is_another_configuration():
    one, other = measured(Settings()), measured(Settings(stale_after_days=30))

    assert configuration(one, SMALL).fingerprint != configuration(other, SMALL).fingerprint
    assert configuration(one, SMALL).fingerprint == configuration(measured(Settings()), SMALL).fingerprint
