from __future__ import annotations

import pytest

from rag.answer import Label, Stance
from rag.verify import Verifier

EVIDENCE = "From 2027 the Spanish bill would set a minimum age of 16, unless Congress changes it."
OFCOM = "On 10 December 2025 Ofcom fined the provider £18 million, its highest fine so far, and opened an inquiry."
META = "In May 2026, Meta appealed the decision."


def check(claim: str, *evidence: str):
    return Verifier.default().check(claim, evidence)


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(EVIDENCE, id="letter for letter"),
        pytest.param(EVIDENCE.upper(), id="capitals"),
        pytest.param(EVIDENCE.replace(" bill", "\n bill"), id="broken over two lines"),
    ],
)
def test_a_quote_is_supported_for_certain(claim):
    verdict = check(claim, EVIDENCE)

    assert (verdict.label, verdict.score, verdict.proved) == (Label.SUPPORTED, 1.0, True)
    assert verdict.reasons == ("stands in the evidence word for word",)


def test_a_sentence_of_a_passage_is_a_quote_too():
    verdict = check(META, f"{OFCOM} {META} Nothing else is known.")

    assert (verdict.label, verdict.score) == (Label.SUPPORTED, 1.0)


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param("On 10 December 2025 Ofcom fined the provider £18 million.", id="shortened"),
        pytest.param("On Dec. 10, 2025 Ofcom fined the provider 18 million pounds.", id="written otherwise"),
        pytest.param("Ofcom fined the provider eighteen million pounds on 10 December 2025.", id="date put last"),
        pytest.param("In December 2025 Ofcom fined the provider £18m.", id="month for the day"),
        pytest.param(
            "On 10 December 2025 Ofcom fined the provider £18 million, and Meta appealed the decision in May 2026.",
            id="joined",
        ),
    ],
)
def test_a_true_sentence_near_its_evidence_is_proved(claim):
    verdict = check(claim, OFCOM, META)

    assert (verdict.label, verdict.score, verdict.proved) == (Label.SUPPORTED, 0.95, True)


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        pytest.param(
            "On 10 December 2025 Ofcom fined the provider £81 million.",
            "the evidence says `£18 million`, the claim `£81 million`",
            id="number",
        ),
        pytest.param(
            "On 10 December 2025 Ofcom fined the provider £18 billion.",
            "the evidence says `£18 million`, the claim `£18 billion`",
            id="million or billion",
        ),
        pytest.param(
            "On 10 December 2025 Ofcom fined the provider €18 million.",
            "the evidence says `£18 million`, the claim `€18 million`",
            id="currency",
        ),
        pytest.param(
            "On 10 December 2024 Ofcom fined the provider £18 million.",
            "the evidence says `10 December 2025`, the claim `10 December 2024`",
            id="year",
        ),
        pytest.param(
            "On 10 December 2025 Ofcom did not fine the provider £18 million.",
            "the claim says `not`, the evidence does not",
            id="negation",
        ),
    ],
)
def test_what_the_evidence_says_otherwise_is_contradicted(claim, reason):
    verdict = check(claim, OFCOM)

    assert verdict.label is Label.UNSUPPORTED
    assert verdict.score < 0.5
    assert (verdict.contradicted, verdict.stance) == (True, Stance.CONTRADICTS)
    assert reason in verdict.reasons


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The bill is law in Spain.", "The bill is not law in Spain."),
        ("Platforms must delete the images at once.", "Platforms may delete the images at once."),
        ("All platforms must check the age of users.", "Some platforms must check the age of users."),
        ("The order of the court was lawful.", "The order of the court was unlawful."),
        ("The court approved the injunction against Texas.", "The court rejected the injunction against Texas."),
    ],
    ids=["negation lost", "must for may", "all for some", "affix", "opposite"],
)
def test_a_word_that_turns_the_statement_is_a_contradiction(claim, evidence):
    verdict = check(claim, evidence)

    assert (verdict.label, verdict.contradicted) == (Label.UNSUPPORTED, True)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("X sued the state of Spain.", ["The state of Spain sued X."]),
        ("Spain fined the platform TikTok.", ["Spain asked the platform X.", "Italy fined the platform TikTok."]),
        ("France sets the limit of 16.", ["France sets the limit of 15 and Spain sets the limit of 16."]),
        ("Platforms must delete the images.", ["Platforms must delete the images, unless a court objects."]),
        ("The bill bans the apps.", ["The bill bans the apps that fail to check age."]),
        ("The limit is 16 years.", ["From 2027 the limit is 16 years."]),
        ("In 2025, X was fined by Ofcom.", ["X was fined by Ofcom, and Y was banned in 2025."]),
        ("Ofcom fined X so that Meta appealed.", ["Ofcom fined X.", "Meta appealed."]),
        ("La multa es de 3 millones de euros.", ["La multa es de más de 3 millones de euros."]),
    ],
    ids=["roles", "pieced together", "stitched", "condition", "scope", "start", "date moved", "cause", "Spanish bound"],
)
def test_what_may_say_something_else_than_its_evidence_is_not_supported(claim, evidence):
    assert check(claim, *evidence).label is not Label.SUPPORTED


def test_words_in_quotation_marks_must_stand_so_in_the_evidence():
    verdict = check("Ofcom “opened an inquiry into fines” in 2025.", OFCOM)

    assert verdict.label is not Label.SUPPORTED
    assert any("in these words" in reason for reason in verdict.reasons)


def test_another_country_is_silence_and_not_contradiction():
    verdict = check("Users in Denmark must prove their age.", "Australia asks users to prove their age.")

    assert verdict.label is not Label.SUPPORTED
    assert verdict.stance is Stance.SILENT


def test_other_words_for_the_same_are_likely_and_never_proved():
    verdict = check(
        "Children younger than 16 will be prevented from opening accounts on social media services.",
        "Social media services have to prevent children under 16 from having accounts.",
    )

    assert not verdict.proved
    assert 0.0 < verdict.score <= 0.9


def test_a_claim_about_something_else_is_unlikely_and_silent():
    verdict = check("Norway raised the tax on electric cars.", EVIDENCE, OFCOM)

    assert verdict.label is Label.UNSUPPORTED
    assert verdict.score < 0.2
    assert verdict.stance is Stance.SILENT


@pytest.mark.parametrize(
    ("claim", "evidence", "reason"),
    [
        pytest.param("The limit is sixteen.", [], "no evidence was given", id="no evidence"),
        pytest.param("Sixteen it is.", ["Sixteen it is."], "too short to state anything", id="fragment"),
        pytest.param("", ["The limit is 16."], "too short to state anything", id="empty"),
        pytest.param("👶🏽 ?!", ["The limit is 16."], "too short to state anything", id="no words"),
    ],
)
def test_what_cannot_be_checked_is_unsupported(claim, evidence, reason):
    verdict = check(claim, *evidence)

    assert (verdict.label, verdict.score, verdict.reasons) == (Label.UNSUPPORTED, 0.0, (reason,))


@pytest.mark.parametrize("evidence", [[""], ["..."], ["👶🏽"]], ids=["empty", "stops", "no words"])
def test_evidence_without_words_carries_nothing(evidence):
    assert check("The limit is sixteen years.", *evidence).label is Label.UNSUPPORTED


def test_every_reason_is_said_once_and_there_are_few():
    verdict = check("Seven foxes quietly ate nine green bananas near Berlin on 3 May 1999 with Anna.", EVIDENCE)

    assert 1 <= len(verdict.reasons) <= 5
    assert len(set(verdict.reasons)) == len(verdict.reasons)
