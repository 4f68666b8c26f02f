from __future__ import annotations

import pytest

from corpus import load_corpus
from rag.answer import Hit
from rag.verify import Verifier
from tests.ui.slack.light import ARTICLES
from ui.slack.checking import Finding, check, contradicts, sentences_of

FINE = "Ofcom may fine a provider up to 10 per cent of its worldwide revenue."
CORPUS = load_corpus(ARTICLES)


def everything(_text, _k):
    return [Hit(passage, 0.5, ("keyword",)) for passage in CORPUS.passages]


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        (FINE, Finding.SUPPORTS),
        ("Ofcom may fine a provider up to 10 % of its worldwide revenue.", Finding.SUPPORTS),
        ("Ofcom may fine a provider up to 18 per cent of its worldwide revenue.", Finding.CONTRADICTS),
        ("Ofcom may not fine a provider up to 10 per cent of its worldwide revenue.", Finding.CONTRADICTS),
        ("Ofcom likes providers of every kind, large and small.", Finding.SILENT),
        ("The French senate debated a tax on lemonade.", Finding.SILENT),
    ],
)
def test_a_sentence_is_supported_contradicted_or_not_spoken_of(statement, finding):
    (checked,) = check(statement, everything, Verifier.default()).sentences

    assert checked.finding is finding


@pytest.mark.parametrize(
    ("statement", "evidence", "clashes"),
    [
        ("The age is 15 in Spain by law.", "The age is 16 in Spain by law.", True),
        ("The age is not 16 in Spain.", "The age is 16 in Spain.", True),
        ("The age is 16 in Spain.", "The age isn't 16 in Spain.", False),
        ("The age is 15 in France by law.", "The age is 16 in Spain by law.", False),
        ("The age is 15 in Spain.", "From 2027 the age is 16 in Spain.", False),
        ("The age is 16 in Spain by law.", "The age is 16 in Spain by law.", False),
        ("Between 13 and 15 in Spain it is so.", "Between 14 and 16 in Spain it is so.", False),
        ("Fifteen is the age.", "The age is 16 in Spain by law of 2026.", False),
    ],
)
def test_a_contradiction_is_claimed_only_where_nothing_else_can_be_meant(statement, evidence, clashes):
    assert contradicts(statement, evidence) is clashes


def test_questions_and_shreds_are_not_checked():
    assert list(sentences_of("Is it so? Wow! " + FINE)) == [FINE]


def test_no_more_than_ten_sentences_are_checked_and_the_rest_is_counted():
    statement = check(
        " ".join(f"Sentence number {number} says something." for number in range(14)), everything, Verifier()
    )

    assert (len(statement.sentences), statement.all) == (10, 14)


def test_the_nearest_sentence_is_shown_where_the_corpus_does_not_say():
    (checked,) = check("Ofcom may fine a provider whenever the moon is full.", everything, Verifier()).sentences

    assert checked.finding is Finding.SILENT
    assert checked.sentence
    assert checked.sentence.text == FINE
