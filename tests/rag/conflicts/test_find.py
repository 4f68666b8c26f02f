from __future__ import annotations

from pathlib import Path

import pytest

from corpus import load_corpus
from rag.conflicts import Conflict, Ground, find_conflicts
from rag.settings import SHIPPED_ARTICLES
from tests.rag.conflicts.builder import corpus_of

JUDGED = Path(__file__).with_name("judged.tsv")


def pairs(*texts: str) -> list[Conflict]:
    """Return the conflicts between articles of one sentence each."""
    return list(find_conflicts(corpus_of(**{f"a{number}": [text] for number, text in enumerate(texts, start=1)})))


@pytest.mark.parametrize(
    ("one", "other", "about"),
    [
        pytest.param(
            "The Spanish Minors Act took effect on 3 March 2026.",
            "Spain's Minors Act came into force on 5 March 2026.",
            "date",
            id="a date, in other words",
        ),
        pytest.param(
            "Under the Minors Act, the highest fine for a platform in Spain is 10 million euros.",
            "The highest fine for a platform under Spain's Minors Act is EUR 20 million.",
            "money",
            id="a sum",
        ),
        pytest.param(
            "The Spanish youth council surveyed 120 secondary schools about phones.",
            "Spain's youth council surveyed 210 secondary schools about phones.",
            "count",
            id="a count",
        ),
        pytest.param(
            "The Minors Act bars children under 14 from opening accounts in Spain.",
            "Spain's Minors Act bars children under 16 from opening accounts.",
            "age",
            id="an age",
        ),
        pytest.param(
            "According to El Diario, platforms in Spain must answer reports within 24 hours.",
            "Platforms in Spain must answer reports within two days.",
            "duration",
            id="a time, by whomever it is told",
        ),
    ],
)
def test_two_articles_that_give_the_same_thing_another_value_disagree(one, other, about):
    (conflict,) = pairs(one, other)

    assert conflict.ground is Ground.VALUES
    assert conflict.sentences == ("a1#1.1", "a2#1.1")
    assert conflict.about == about


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "The Spanish Minors Act took effect on 3 March 2026.",
            "Spain's Minors Act came into force in March 2026.",
            id="the same, less exactly",
        ),
        pytest.param(
            "The Spanish Minors Act took effect on 3 March 2026.",
            "Spain's Minors Act was adopted on 5 November 2025.",
            id="another step",
        ),
        pytest.param(
            "The Spanish Minors Act took effect on 3 March 2026.",
            "The Danish Minors Act took effect on 5 March 2026.",
            id="another country",
        ),
        pytest.param(
            "Fines under the Minors Act can reach 10 million euros per violation.",
            "Fines under the Games Act can reach 20 million euros per violation.",
            id="another law",
        ),
        pytest.param(
            "The hotline in Spain counted 120 reports about games in 2024.",
            "The hotline in Spain counted 210 reports about games in 2025.",
            id="another year",
        ),
        pytest.param(
            "The Spanish hotline counted more than 120 reports about games.",
            "The Spanish hotline counted 131 reports about games.",
            id="a bound that is kept",
        ),
        pytest.param(
            "Platforms in Spain removed about 4.7 million accounts of children.",
            "Platforms in Spain removed 4,712,300 accounts of children.",
            id="the same, rounded",
        ),
        pytest.param(
            "Spain and Portugal had enacted laws for app shops by early 2026.",
            "Spain and Portugal enacted laws for app shops in 2025.",
            id="a date by which something was so",
        ),
        pytest.param(
            "Platforms in Spain must answer reports within 48 hours.",
            "Platforms in Spain must answer reports within two days.",
            id="the same in other units",
        ),
    ],
)
def test_what_can_both_be_true_is_no_conflict(one, other):
    assert pairs(one, other) == []


def test_sentences_of_one_article_are_not_set_against_one_another_by_their_values():
    found = corpus_of(
        a=["The Spanish Minors Act took effect on 3 March 2026.", "Spain's Minors Act took effect on 5 March 2026."]
    )

    assert find_conflicts(found) == ()


def test_a_sentence_that_tells_both_accounts_is_a_conflict_of_its_own():
    (conflict,) = pairs("Sources differ on the start of the act, 3 March 2026 or 5 March 2026.")

    assert conflict == Conflict(("a1#1.1",), Ground.TOLD, "date")


def test_the_account_of_one_source_stands_against_the_sentence_that_says_it_differently():
    found = corpus_of(
        a=[
            "The council met on 2 February 2026.",
            "The government adopted the plan on 10 February 2026.",
            "One tracker dates the adoption of the plan to 9 February 2026.",
        ]
    )

    (conflict,) = find_conflicts(found)

    assert conflict.sentences == ("a#1.2", "a#1.3")
    assert conflict.ground is Ground.OTHER_ACCOUNT
    assert conflict.values == ("10 February 2026", "9 February 2026")


def test_the_account_of_one_source_that_nobody_contradicts_is_no_conflict():
    found = corpus_of(a=["The bill has two parts.", "One report puts the penalties at up to 10,000 euros."])

    assert find_conflicts(found) == ()


def test_a_denial_stands_against_the_sentence_before_it():
    found = corpus_of(
        a=[
            "Outlets understood the order as a suspension of the duty.",
            "The regulator denied that the order had suspended the duty.",
        ]
    )

    (conflict,) = find_conflicts(found)

    assert conflict.sentences == ("a#1.1", "a#1.2")


def test_figures_that_are_said_to_differ_are_found_behind_the_sentence_that_says_so():
    found = corpus_of(
        a=[
            "Counts of the states with a law differ.",
            "The agency counted 26 states.",
            "It has no office abroad.",
            "The newspaper counted 35 states.",
        ]
    )

    (conflict,) = find_conflicts(found)

    assert conflict.sentences == ("a#1.1", "a#1.2", "a#1.4")


def test_nearly_all_that_is_found_in_the_shipped_corpus_was_read_and_judged_a_conflict():
    shipped = load_corpus(SHIPPED_ARTICLES)
    judged = dict(_judged())

    found = [tuple(shipped.sentence(one).text for one in conflict.sentences) for conflict in find_conflicts(shipped)]
    unread = [texts for texts in found if texts not in judged]
    right = [texts for texts in found if judged.get(texts) == "conflict"]

    assert len(right) / len(found) > 0.9, f"Read these and add them to {JUDGED.name}: {unread}"
    assert not [texts for texts in judged if texts not in found and all(_stands(shipped, text) for text in texts)]


def _judged() -> list[tuple[tuple[str, ...], str]]:
    lines = [line.split("\t") for line in JUDGED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(tuple(texts), judgement) for judgement, *texts in lines]


def _stands(shipped, text: str) -> bool:
    return any(sentence.text == text for sentence in shipped.sentences)
