from __future__ import annotations

import pytest

from rag.suggest.bank import Bank, Suggestion, as_json, key_of
from rag.suggest.follow_ups import follow_ups

ACT, BILL = "au-minimum-age-act", "es-minimum-age-bill"
ANSWERS = {
    (ACT, "who"): f"{ACT}#1.1",
    (ACT, "penalty"): f"{ACT}#2.1",
    (ACT, "start"): f"{ACT}#1.2",
    (BILL, "topic"): f"{BILL}#1.1",
}


@pytest.fixture
def bank(tmp_path, small):
    def ask(candidate, article, language):
        found = ANSWERS.get((article.id, candidate.aspect))
        return [found] if found else []

    asking, file = Bank(ask, shipped=tmp_path / "none.json"), tmp_path / "checked.json"
    file.write_text(as_json({key_of(one, "en"): asking.find_out(one, "en") for one in small}), encoding="utf-8")
    return Bank(ask, shipped=file)


@pytest.fixture
def offered(small, understanding, bank):
    def ask(text, *, asked=(), shown=(), articles=(ACT,)):
        found = [small.article(one) for one in articles]
        return follow_ups(understanding.of(text), asked, found, set(shown), small, bank)

    return ask


def test_two_about_the_same_thing_and_one_about_another_place(offered):
    assert offered("Are phones covered in Australia?") == (
        "Who enforces Australia's minimum age act?",
        "How high can fines be under Australia's minimum age act?",
        "What is Spain doing about age limits for social media?",
    )


def test_what_was_asked_is_not_offered(offered):
    assert "Who enforces" not in " ".join(offered("Who is in charge of it?"))
    assert "How high" not in " ".join(offered("What is the fine?"))


def test_what_was_asked_before_is_not_offered_either(offered):
    earlier = ["Who enforces Australia's minimum age act?"]

    assert "Who enforces" not in " ".join(offered("And phones?", asked=earlier))


def test_what_the_answer_says_already_is_not_offered(offered):
    assert "How high" not in " ".join(offered("Are phones covered?", shown=[f"{ACT}#2.1"]))


def test_a_place_that_the_question_names_is_not_offered_as_another(offered):
    assert "Spain" not in " ".join(offered("Is Australia stricter than Spain?"))


def test_without_an_article_there_is_nothing_to_offer(offered):
    assert offered("Anything?", articles=()) == ()


def test_another_place_is_offered_only_where_that_was_known_before_any_question(small, understanding, tmp_path):
    def ask(candidate, article, language):
        return [f"{article.id}#1.1"]

    bank = Bank(ask, shipped=tmp_path / "none.json")
    question = understanding.of("Are phones covered in Australia?")
    first = follow_ups(question, (), [small.article(ACT)], set(), small, bank)
    bank.of(small.article(BILL), "en")

    assert follow_ups(question, (), [small.article(ACT)], set(), small, bank) == first


def test_a_suggestion_is_of_its_article(bank, small):
    assert all(isinstance(one, Suggestion) and one.article == ACT for one in bank.known(small.article(ACT), "en"))
