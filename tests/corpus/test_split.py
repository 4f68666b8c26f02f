"""Sentence boundaries in English and Spanish text without marks."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article, Corpus
from corpus.split import abbreviations, split

DATA = Path(__file__).parent / "data"
REQUIRED_F1 = 0.995


def samples(name: str) -> list[tuple[str, list[str]]]:
    rows = [line.split("\t") for line in (DATA / name).read_text(encoding="utf-8").splitlines() if "\t" in line]
    return [(language, text.split(" ‖ ")) for language, text in rows]


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


@pytest.mark.parametrize(("language", "expected"), samples("split_hand.txt"))
def test_hard_boundaries_are_found(language: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


@pytest.mark.parametrize(("language", "expected"), samples("split_corpus.txt"))
def test_neighbours_from_the_articles_are_told_apart(language: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- First item.\n- Second item", ["First item.", "Second item"], id="bullets"),
        pytest.param("1. First item\n2. Second item.", ["1. First item", "2. Second item."], id="numbers"),
        pytest.param("(a) one; and\n(b) two.", ["(a) one; and", "(b) two."], id="letters"),
        pytest.param("## Scope\nThe Act applies", ["## Scope", "The Act applies"], id="heading"),
        pytest.param("No stop here\n\nNext paragraph", ["No stop here", "Next paragraph"], id="blank line"),
        pytest.param("A line\nthat goes on. Next.", ["A line\nthat goes on.", "Next."], id="wrapped line"),
        pytest.param("One.\r\nTwo.\r\n\r\nThree", ["One.", "Two.", "Three"], id="CRLF"),
        pytest.param("***\n\n- \n\nText.", ["Text."], id="rulers and empty bullets"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_layout_ends_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_an_unknown_language_is_split_as_english() -> None:
    assert abbreviations("fr") == abbreviations("en")


def test_the_marks_of_every_article_are_found_again(shipped: Corpus) -> None:
    found, true, shared = 0, 0, 0
    for article in shipped:
        text, expected = without_marks(article)
        ends = {span.end for span in split(text, article.language)} - paragraph_ends(text)
        expected -= paragraph_ends(text)
        found, true, shared = found + len(ends), true + len(expected), shared + len(ends & expected)

    f1 = 2 * shared / (found + true)

    assert true > 1_700
    assert f1 >= REQUIRED_F1, f"boundary F1 is {f1:.4f}: {true - shared} missed, {found - shared} invented"


@given(st.text(), st.sampled_from(["en", "es"]))
def test_sentences_are_trimmed_ordered_and_leave_no_word_behind(text: str, language: str) -> None:
    spans = split(text, language)

    inside = "".join(text[start:end] for start, end in spans)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert [letter for letter in inside if letter.isalnum()] == [letter for letter in text if letter.isalnum()]


def without_marks(article: Article) -> tuple[str, set[int]]:
    """Give the article's text without marks and where its sentences end."""
    text, ends, before = "", set(), None
    for sentence in article.sentences:
        gap = article.body[before.end : sentence.start] if before else ""
        text += ("\n\n" if "\n" in gap else " ") * bool(before) + sentence.text
        ends.add(len(text))
        before = sentence
    return text, ends


def paragraph_ends(text: str) -> set[int]:
    """Give the ends that the layout gives away: they prove nothing."""
    return {place for place in range(len(text) + 1) if text.startswith("\n\n", place) or place == len(text)}
