from __future__ import annotations

import pytest

from rag.verify.reading import read_tokens
from rag.verify.tokens import Kind


def forms(text: str) -> list[str]:
    return [token.form for token in read_tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the U.S. and the UK", "the United States and the United Kingdom"),
        ("The organization analyzed behavior", "The organisation analysed behaviour"),
        ("They don't and can't", "They do not and cannot"),
        ("Ofcom's rules", "Ofcoms rules".replace("coms", "com")),
        ("It won’t apply", "It will not apply"),
        ("on 10 May 2026", "in 10 May 2026"),
    ],
)
def test_spellings_of_one_word_have_one_form(one, other):
    assert forms(one) == forms(other)


def test_names_are_told_by_their_capitals_inside_a_sentence():
    kinds = {token.form: token.kind for token in read_tokens("Platforms such as TikTok told Ofcom. eSafety agreed.")}

    assert kinds["tiktok"] is kinds["ofcom"] is Kind.NAME
    assert kinds["platforms"] is Kind.WORD


def test_capitals_tell_nothing_where_all_of_a_sentence_is_shouted():
    assert not any(token.kind is Kind.NAME for token in read_tokens("OFCOM FINED THE PLATFORM TODAY"))


def test_breaks_stand_before_the_word_behind_them():
    breaks = [
        token.form
        for token in read_tokens("In May, Ofcom (the regulator) acted; Meta – a firm – paid.")
        if token.after_break
    ]

    assert breaks == ["in", "ofcom", "the", "acted", "meta", "a", "paid"]


def test_only_a_semicolon_or_a_new_sentence_begins_a_statement_of_its_own():
    stops = [token.form for token in read_tokens("One, two; three. Four") if token.after_stop]

    assert stops == ["1", "3", "4"]


def test_an_abbreviation_ends_no_sentence():
    assert [token.form for token in read_tokens("See Art. 28 of No. 5") if token.after_break] == ["see"]


def test_nothing_is_read_from_nothing():
    assert read_tokens("") == read_tokens(" … ") == ()
