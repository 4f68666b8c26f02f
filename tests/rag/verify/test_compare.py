from __future__ import annotations

import pytest

from rag.verify.compare import compare, is_clause, nearest_sentences, telling
from rag.verify.reading import read_tokens

EVIDENCE = [
    "Nothing of this matters here.",
    "Ofcom fined the platform X in May.",
    "Meta appealed the decision at once.",
]


def compared(claim: str, *evidence: str):
    return compare(read_tokens(claim), [read_tokens(one) for one in evidence or EVIDENCE])


def test_the_sentences_that_have_most_of_a_claim_are_laid_beside_it_in_their_order():
    said = telling(read_tokens("Meta appealed the decision and Ofcom fined X."))

    assert nearest_sentences(said, [read_tokens(one) for one in EVIDENCE]) == [1, 2]


def test_a_copy_has_no_changes_and_is_covered_wholly():
    found = compared("Ofcom fined the platform X in May.")

    assert (found.changes, found.covered, found.copied, found.aligned, found.leaps) == ((), 1.0, 1.0, 1.0, 0)


def test_a_change_names_both_sides_and_that_it_stands_between_copies():
    (change,) = compared("Ofcom warned the platform X in May.").changes

    assert [token.form for token in change.claim] == ["warned"]
    assert [token.form for token in change.evidence] == ["fined"]
    assert change.between_copies


def test_running_on_in_the_middle_of_another_sentence_is_a_leap():
    assert compared("Ofcom fined the decision at once.").leaps == 1
    assert compared("Ofcom fined the platform X in May, and Meta appealed the decision at once.").leaps == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ofcom fined Meta", True),
        ("In May, Ofcom fined Meta", True),
        ("On 10 May 2026 Ofcom fined Meta", True),
        ("In October 2025", False),
        ("Under the new Act of Parliament", False),
        ("Meta", False),
    ],
)
def test_a_phrase_that_opens_a_sentence_is_no_statement(text, expected):
    assert is_clause(telling(read_tokens(text))) is expected


def test_the_comma_before_an_article_goes_to_its_noun():
    assert [token.after_break for token in telling(read_tokens("In May, the court met"))] == [True, False, True, False]
