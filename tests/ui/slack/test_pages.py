from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answer import Answer, Citation, Claim, Evidence, Label, Note, NoteKind, Verdict
from rag.cite import marked_text
from tests.ui.samples import ANSWERED, CITATION, SIGNPOSTED
from ui.slack.pages import pages_of, parts_of


def long_answer(count: int, *, words: int = 30) -> Answer:
    """An answer of `count` sentences, each with a citation of its own."""
    claims, citations = [], []
    for number in range(1, count + 1):
        text = f"Sentence {number} says " + "something " * words + "at last."
        evidence = Evidence(f"a#1.{number}", "a", text, 0, len(text))
        claims.append(Claim(text, (evidence,), Verdict(Label.SUPPORTED, 1.0, ()), (number,)))
        citations.append(replace(CITATION, number=number, quote=text, sentence=f"a#1.{number}"))
    return replace(ANSWERED, text=marked_text(claims), claims=tuple(claims), citations=tuple(citations), notes=())


def test_a_short_answer_is_one_page_with_everything():
    (page,) = pages_of(ANSWERED)

    assert page.text == ANSWERED.text
    assert page.citations == ANSWERED.citations
    assert page.notes == ANSWERED.notes
    assert page.left == 0


@pytest.mark.parametrize("count", [1, 12, 40, 120])
def test_nothing_is_lost_or_doubled_between_pages(count):
    answer = long_answer(count)

    pages = pages_of(answer)

    assert "".join(page.text for page in pages) == answer.text
    assert [one.number for page in pages for one in page.citations] == list(range(1, count + 1))


def test_a_page_ends_at_a_claim_and_says_how_many_are_left():
    pages = pages_of(long_answer(40))

    assert len(pages) > 1
    shown = 0
    for page in pages:
        shown += len(page.parts)
        assert page.text.rstrip().endswith("]")
        assert page.left == 40 - shown


def test_a_claim_stands_with_its_source_and_its_note():
    note = Note(NoteKind.STALE, "It may have changed.", (40,))
    pages = pages_of(replace(long_answer(40), notes=(note,)))

    assert [page.notes for page in pages[:-1]] == [()] * (len(pages) - 1)
    assert pages[-1].notes == (note,)
    for page in pages:
        cited = {mark for part in page.parts if part.claim for mark in part.claim.citations}
        assert cited == {one.number for one in page.citations}


def test_headings_stay_with_the_claim_below_them():
    first, second = long_answer(2, words=1).claims
    text = f"United Kingdom: {marked_text([first])}\nSpain: {marked_text([second])}"
    answer = replace(long_answer(2, words=1), text=text)

    assert [part.lead for part in parts_of(answer)] == ["United Kingdom: ", "\nSpain: "]


def test_words_without_claims_are_a_page_too():
    (page,) = pages_of(SIGNPOSTED)

    assert page.text == SIGNPOSTED.text


def test_a_claim_that_the_text_words_otherwise_is_shown_as_the_text_has_it():
    answer = replace(ANSWERED, text="Another wording. [1]")

    assert "".join(page.text for page in pages_of(answer)) == "Another wording. [1]"


def test_long_words_of_ours_are_cut_between_sentences():
    text = " ".join(f"This is sentence {number} of a long text that has no claims." for number in range(400))

    pages = pages_of(replace(SIGNPOSTED, text=text))

    assert "".join(page.text for page in pages) == text
    assert all(page.text.rstrip().endswith(".") for page in pages)


def test_citations_are_typed():
    assert isinstance(CITATION, Citation)
