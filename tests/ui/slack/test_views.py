from __future__ import annotations

import pytest

from corpus import load_corpus
from rag.answer import Hit
from rag.verify import Verifier
from tests.ui.slack.fake import readable
from tests.ui.slack.fake_limits import check_view
from tests.ui.slack.light import ARTICLES
from ui.slack.checking import check
from ui.slack.views import REASONS, Evaluation, checked_view, checking_view, home_blocks, reason_view

CORPUS = load_corpus(ARTICLES)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_window_keeps_the_limits_of_slack(language):
    statement = check("Somebody says something quite long here. " * 30, lambda text, k: [], Verifier.default())
    views = [
        checking_view("name", 139, language),
        checked_view("name", statement, CORPUS, language),
        reason_view("7", language),
        {"type": "home", "blocks": home_blocks(CORPUS, None, 30, language)},
    ]

    assert [complaint for view in views for complaint in check_view(view)] == []


def test_a_checked_statement_shows_the_sentence_that_speaks_for_or_against_it():
    hits = [Hit(passage, 0.5, ("keyword",)) for passage in CORPUS.passages]
    statement = check(
        "Ofcom may fine a provider up to 18 per cent of its worldwide revenue.", lambda t, k: hits, Verifier()
    )

    shown = readable(checked_view("name", statement, CORPUS, "en")["blocks"])

    assert "The corpus contradicts this\nIt says: Ofcom may fine a provider up to 10 per cent" in shown


def test_a_message_without_a_sentence_says_so():
    statement = check("Really?", lambda text, k: [], Verifier.default())

    assert readable(checked_view("name", statement, CORPUS, "en")["blocks"]).startswith("This message has no sentence")


def test_the_form_offers_every_reason():
    options = reason_view("7", "en")["blocks"][0]["element"]["options"]

    assert [option["value"] for option in options] == list(REASONS)


def test_the_home_tab_shows_the_last_evaluation():
    evaluation = Evaluation("2026-11-24", "truthfulness", 0.6536, 0.594, 0.7077, 537)

    shown = readable(home_blocks(CORPUS, evaluation, 30, "en"))

    assert "24 November 2026: truthfulness 0.65 (0.59 to 0.71), on 537 questions." in shown
    assert "None is on record" in readable(home_blocks(CORPUS, None, 30, "en"))
