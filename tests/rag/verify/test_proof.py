from __future__ import annotations

import pytest

from rag.verify.proof import prove, shortened
from rag.verify.reading import read_tokens

JUDGE = (
    "A federal judge blocked Georgia SB 351 in June 2025, shortly before it was to take effect, and the state's appeal "
    "is before the Eleventh Circuit."
)
IVEY = "Governor Kay Ivey signed Alabama's App Store Accountability Act (HB 161) on 17 February 2026."


def proof(claim: str, *evidence: str):
    return prove(read_tokens(claim), [read_tokens(one) for one in evidence])


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        pytest.param("A federal judge blocked Georgia SB 351 in June 2025.", [JUDGE], id="ending"),
        pytest.param("A federal judge blocked Georgia SB 351.", [JUDGE], id="ending with its date"),
        pytest.param("Kay Ivey signed the Act.", ["Kay Ivey, the governor, signed the Act."], id="aside"),
        pytest.param(
            "Governor Kay Ivey signed Alabama's App Store Accountability Act on 17 February 2026.", [IVEY], id="bracket"
        ),
        pytest.param("Ofcom opened an inquiry.", ["In May 2025 Ofcom opened an inquiry."], id="date at the start"),
        pytest.param("Meta appealed the fine.", ["Ofcom may decide; Meta appealed the fine."], id="first statement"),
        pytest.param("Ofcom fined Meta.", ["Ofcom fined Meta and TikTok."], id="end of a list"),
        pytest.param("Ofcom published the codes.", ["Ofcom formally published the codes."], id="adverb"),
    ],
)
def test_what_can_go_without_harm_may_be_left_out(claim, evidence):
    found = proof(claim, *evidence)

    assert found is not None
    assert found.reason == "shortens one sentence of the evidence and adds nothing"


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        pytest.param("The limit is 16.", "The limit is 16, says the minister.", id="who says so"),
        pytest.param("The bill bans the apps.", "The bill, which is not law, bans the apps.", id="negation"),
        pytest.param("The act bans the apps.", "The proposed act bans the apps.", id="plan"),
        pytest.param("The act bans the apps.", "The act bans the apps, unless parents agree.", id="exception"),
        pytest.param("The act bans the apps.", "If it passes, the act bans the apps.", id="condition"),
        pytest.param("The act bans the apps.", "The act bans the apps, but a court blocked it.", id="what follows"),
        pytest.param("The act bans the apps.", "The act bans most of the apps.", id="quantity"),
        pytest.param("The act bans the apps.", "From 2027 the act bans the apps.", id="start"),
        pytest.param("The platform was fined.", "The platform owner was fined.", id="head of a phrase"),
        pytest.param("Spain fined Y.", "Spain asked X and Kenya fined Y.", id="stitched"),
        pytest.param("Ofcom urged the platforms to.", "Ofcom urged the platforms to act.", id="half a sentence"),
    ],
)
def test_what_decides_the_meaning_may_not_be_left_out(claim, evidence):
    assert proof(claim, evidence) is None


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Fines reach £18m under the Act.", "Under the Act, fines reach 18 million pounds."),
        ("In June 2025, a federal judge blocked Georgia SB 351.", JUDGE),
        ("Fines doubled, according to Ofcom.", "According to Ofcom, fines doubled."),
    ],
)
def test_a_phrase_may_move_within_its_clause(claim, evidence):
    found = proof(claim, evidence)

    assert found is not None
    assert found.reason == "says one sentence of the evidence in another order and adds nothing"


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("In 2025, X was fined.", "X was fined, and Y was banned in 2025."),
        ("From Meta TikTok took the data.", "From TikTok Meta took the data."),
        ("The court asked Ofcom.", "Ofcom asked the court."),
    ],
)
def test_a_phrase_may_not_move_to_another_statement_and_names_never(claim, evidence):
    assert proof(claim, evidence) is None


def test_two_sentences_may_be_joined_and_both_are_named():
    found = proof(
        "Meta appealed the fine and Ofcom opened an inquiry.",
        "Meta appealed the fine.",
        "In May, Ofcom opened an inquiry.",
    )

    assert found is not None
    assert (found.reason, found.sentences) == ("joins what the evidence says and adds nothing", (0, 1))


def test_a_shared_subject_need_not_be_said_twice():
    found = proof("Ofcom fined X and opened an inquiry.", "Ofcom fined X in May 2025.", "Ofcom opened an inquiry.")

    assert found is not None


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        pytest.param(
            "In October 2025, the provider was fined by Ofcom.",
            ["In October 2025, the agency sent letters.", "The provider was fined by Ofcom."],
            id="opening of another sentence",
        ),
        pytest.param(
            "The regulator fined X, and it asked for data.",
            ["It asked for data.", "The regulator fined X."],
            id="pronoun without its noun",
        ),
        pytest.param("Ofcom fined X because Meta appealed.", ["Ofcom fined X.", "Meta appealed."], id="invented cause"),
    ],
)
def test_sentences_meet_only_at_the_seam_of_two_statements(claim, evidence):
    assert proof(claim, *evidence) is None


def test_places_of_the_words_are_returned_in_order():
    tokens = read_tokens("In May, Ofcom fined X.")

    assert shortened(read_tokens("Ofcom fined X"), tokens) == (2, 3, 4)
