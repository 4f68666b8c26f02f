from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.ui.samples import ANSWERED, SIGNPOSTED
from ui.keep import open_shared, share, withdraw_shared


@pytest.mark.parametrize("answer", [ANSWERED, SIGNPOSTED], ids=["answered", "signposted"])
def test_a_shared_answer_is_opened_as_it_was_given(database, answer):
    token = share(database, answer, today=date(2026, 7, 30)).token

    snapshot = open_shared(database, token)

    assert snapshot
    assert snapshot.answer == answer.to_dict()
    assert list(snapshot.answer) == list(answer.to_dict())
    assert snapshot.shared_on == date(2026, 7, 30)


def test_a_shared_answer_keeps_the_version_of_its_corpus_when_a_newer_one_answers(database):
    token = share(database, ANSWERED).token
    share(database, replace(ANSWERED, corpus=replace(ANSWERED.corpus, version="def456"), text="Otherwise. [1]"))

    snapshot = open_shared(database, token)

    assert snapshot
    assert snapshot.answer["corpus"]["version"] == "abc123"
    assert snapshot.answer["text"] == ANSWERED.text


def test_every_link_is_another_one_and_long_enough_not_to_be_guessed(database):
    tokens = {share(database, ANSWERED).token for _ in range(50)}

    assert len(tokens) == 50
    assert all(len(token) >= 22 for token in tokens)


@pytest.mark.parametrize("token", ["", "nobody", "' OR 1=1 --", "%", "\x00", "é" * 500])
def test_a_token_that_was_not_given_opens_nothing(database, token):
    share(database, ANSWERED)

    assert open_shared(database, token) is None


def test_a_link_can_be_taken_back_by_whoever_made_it(database):
    link = share(database, ANSWERED)

    assert withdraw_shared(database, link.token, link.key)
    assert open_shared(database, link.token) is None
    assert not withdraw_shared(database, link.token, link.key)


@pytest.mark.parametrize("key", ["", "guess", "\ud83d"])
def test_nobody_else_can_take_a_link_back(database, key):
    link = share(database, ANSWERED)

    assert not withdraw_shared(database, link.token, key)
    assert not withdraw_shared(database, link.token, link.token)
    assert open_shared(database, link.token)
