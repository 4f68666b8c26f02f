from __future__ import annotations

import pytest

from corpus import load_corpus
from evals.agreement import Labelled, agreement, read_judged, told
from evals.cases import CaseError, read_cases
from evals.scorers.truth import Grade
from rag.settings import SHIPPED_ARTICLES


def labelled(*pairs):
    return [Labelled("a", person, "", rules, "") for person, rules in pairs]


def test_the_rules_agree_with_people_on_the_judged_answers():
    found = agreement(read_judged(load_corpus(SHIPPED_ARTICLES), read_cases()))

    assert found.n >= 60
    assert found.share >= 0.88
    assert found.kappa >= 0.75


def test_chance_alone_is_no_agreement():
    right, wrong = Grade.RIGHT, Grade.WRONG

    assert agreement(labelled((right, right), (right, wrong), (wrong, right), (wrong, wrong))).kappa == 0.0
    assert agreement(labelled((right, right), (wrong, wrong))).kappa == 1.0


def test_every_disagreement_is_told():
    lines = "\n".join(told(labelled((Grade.RIGHT, Grade.WRONG), (Grade.WRONG, Grade.WRONG))))

    assert "2 answers judged by hand" in lines
    assert "a: a person says right" in lines


def test_a_judged_answer_to_a_question_that_changed_must_be_judged_again(tmp_path):
    path = tmp_path / "judged.jsonl"
    path.write_text('{"case": "dev-cross-051", "asked": "otherwise"}\n', encoding="utf-8")

    with pytest.raises(CaseError, match=r"judged\.jsonl:1: dev-cross-051 is asked otherwise now"):
        read_judged(load_corpus(SHIPPED_ARTICLES), read_cases(), path)
