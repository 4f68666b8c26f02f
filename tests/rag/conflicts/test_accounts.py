from __future__ import annotations

import pytest

from rag.conflicts.accounts import is_one_account, tells_both


@pytest.mark.parametrize(
    "text",
    [
        "Sources differ on the size of the group.",
        "One report says Friday, while another says Saturday.",
        "EFE named three companies, whereas the article names two.",
        "Most reports give a penalty of A$49.5 million, although one note gave $9.9 million.",
        "One blog dates the start to 7 July 2027, against 1 July 2027 in another source.",
        "Sources give the date as 17 March 2026 or 18 March 2026.",
        "Las fuentes difieren.",
        "La agencia EFE citó a tres empresas, mientras que el artículo solo menciona a dos.",
    ],
)
def test_sentences_that_tell_both_accounts(text):
    assert tells_both(text)


@pytest.mark.parametrize(
    "text",
    [
        "The limit is 16.",
        "Ofcom may fine a provider.",
        "In 2023 content was removed within 2.5 days, whereas removal elsewhere can take 28 days.",
        "Google defended the method, while Parliament gave priority to privacy.",
        "The report names a regulator and gives it the power to fine.",
        "The rules differ from state to state.",
        "La ley fija 16 años.",
    ],
)
def test_sentences_that_tell_of_no_disagreement(text):
    assert not tells_both(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("One report puts the sum at 250,000 dollars.", True),
        ("Another compliance guide gives 14 May 2027.", True),
        ("One news report instead gives early February 2026.", True),
        ("Earlier reports had given about 138,000 enquiries.", True),
        ("Informaciones anteriores hablaban de unas 138.000 consultas.", True),
        ("One platform gives parents a dashboard.", False),
        ("Another seven states ban phones, according to the report.", False),
    ],
)
def test_the_account_of_one_source_among_several(text, is_one):
    assert is_one_account(text) is is_one
