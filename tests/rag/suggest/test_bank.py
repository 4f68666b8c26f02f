from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import load_corpus
from rag.settings import SHIPPED_ARTICLES
from rag.suggest.bank import NAME, SHIPPED, Bank, key_of, read_kept
from rag.suggest.candidates import LANGUAGES

ACT = "au-minimum-age-act"


class Asked:
    """Answers what is asked about fines, and counts."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, candidate, article, language):
        self.times += 1
        return [f"{article.id}#2.1"] if candidate.aspect == "penalty" else []


@pytest.fixture
def bank_in(tmp_path):
    def opened(asked):
        return Bank(asked, tmp_path, shipped=tmp_path / "none.json")

    return opened


def test_only_what_is_answered_is_in_the_bank(small, bank_in):
    (one,) = bank_in(Asked()).of(small.article(ACT), "en")

    assert one.text == "How high can fines be under Australia's minimum age act?"
    assert one.sentences == (f"{ACT}#2.1",)


def test_an_article_is_asked_once_and_kept(small, bank_in):
    asked = Asked()
    first = bank_in(asked).of(small.article(ACT), "en")
    times = asked.times

    again = bank_in(asked).of(small.article(ACT), "en")

    assert again == first
    assert asked.times == times


def test_a_changed_article_is_asked_anew(small, bank_in):
    asked = Asked()
    bank = bank_in(asked)
    bank.of(small.article(ACT), "en")
    times = asked.times

    bank.of(replace(small.article(ACT), body="Another text."), "en")

    assert asked.times > times


def test_what_does_not_come_with_footnote_is_not_asked_for_in_passing(small, bank_in):
    asked = Asked()

    assert bank_in(asked).known(small.article(ACT), "en") == ()
    assert asked.times == 0


def test_a_broken_file_is_made_anew(small, bank_in, tmp_path):
    (tmp_path / NAME).write_text("{")

    assert len(bank_in(Asked()).of(small.article(ACT), "en")) == 1


def test_the_questions_that_come_with_footnote_are_of_articles_as_they_are():
    """After a change to articles or wordings: python -m evals.suggestions."""
    current = {key_of(article, language) for article in load_corpus(SHIPPED_ARTICLES) for language in LANGUAGES}

    kept = read_kept(SHIPPED)

    assert set(kept) <= current
    assert sum(map(len, kept.values())) > 100
