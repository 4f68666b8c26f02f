from __future__ import annotations

import pytest

from rag.answer import Label
from rag.verify import MARKERS, Verifier

EVIDENCE = "From 2027 the Spanish bill would set a minimum age of 16, unless Congress changes it."


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(EVIDENCE, id="letter for letter"),
        pytest.param(EVIDENCE.upper(), id="capitals"),
        pytest.param(EVIDENCE.replace(" bill", "\n bill"), id="broken over two lines"),
    ],
)
def test_a_quote_is_supported_for_certain(claim):
    verdict = Verifier.default().check(claim, [EVIDENCE])

    assert (verdict.label, verdict.score) == (Label.SUPPORTED, 1.0)
    assert verdict.reasons == ("stands in the evidence word for word",)


def test_a_sentence_made_shorter_is_supported_a_little_less():
    verdict = Verifier.default().check("The limit is 16.", ["From 2027 the limit is 16."])

    assert (verdict.label, verdict.score) == (Label.SUPPORTED, 0.9)


@pytest.mark.parametrize(
    ("claim", "evidence", "reason"),
    [
        pytest.param("The limit is 15.", "From 2027 the limit is 16.", "`15` is not in the evidence", id="number"),
        pytest.param(
            "The fine is 10 per cent.", "The fine is 10% of it.", "`per` is not in the evidence", id="spelled otherwise"
        ),
        pytest.param("The limit is not 16.", "The limit is 16.", "`not` is not in the evidence", id="negation added"),
        pytest.param(
            "Spain fined the platform X.", "Spain asked the platform X.", "`fined` is not in the evidence", id="verb"
        ),
        pytest.param(
            "X sued the state of Spain.",
            "The state of Spain sued X.",
            "the words stand in another order than in the evidence",
            id="who did it to whom",
        ),
    ],
)
def test_what_the_evidence_does_not_say_is_unsupported(claim, evidence, reason):
    verdict = Verifier.default().check(claim, [evidence])

    assert verdict.label is Label.UNSUPPORTED
    assert verdict.score <= 0.5
    assert reason in verdict.reasons


@pytest.mark.parametrize(
    ("claim", "evidence", "lost"),
    [
        ("The bill is a law.", "The bill is not yet a law.", "not"),
        ("It sets an age of 16.", "It would set or sets an age of 16.", "would"),
        ("Fines reach 3 million euros.", "Fines reach up to 3 million euros.", "up"),
        ("La multa es de 3 millones.", "La multa es de más de 3 millones.", "mas"),
        ("La norma se aplica en España.", "La norma podría aplicarse o se aplica en España.", "podria"),
        ("Platforms must delete the images.", "Platforms must delete the images, unless a court objects.", "unless"),
    ],
    ids=["negation", "hedge", "bound", "Spanish bound", "Spanish hedge", "condition"],
)
def test_a_word_that_turned_the_statement_may_not_go(claim, evidence, lost):
    verdict = Verifier.default().check(claim, [evidence])

    assert verdict.label is not Label.SUPPORTED
    assert any(f"`{lost}`" in reason for reason in verdict.reasons) or verdict.label is Label.UNSUPPORTED


def test_a_lost_negation_makes_a_claim_uncertain_and_says_so():
    verdict = Verifier.default().check("The bill is law in Spain.", ["The bill is not law in Spain."])

    assert (verdict.label, verdict.score) == (Label.UNCERTAIN, 0.5)
    assert verdict.reasons == ("`not` of the evidence is left out",)


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
    verdict = Verifier.default().check(claim, evidence)

    assert (verdict.label, verdict.score, verdict.reasons) == (Label.UNSUPPORTED, 0.0, (reason,))


def test_the_best_of_several_sentences_decides():
    verdict = Verifier.default().check("The limit is 16 years.", ["Nothing of it.", "The limit is 16 years."])

    assert verdict.label is Label.SUPPORTED


def test_a_claim_may_not_be_pieced_together_from_two_sentences():
    verdict = Verifier.default().check(
        "Spain fined the platform TikTok.", ["Spain asked the platform X.", "Italy fined the platform TikTok."]
    )

    assert verdict.label is Label.UNSUPPORTED


def test_markers_are_written_as_words_are_compared():
    assert {"not", "cant", "podria", "mas"} <= MARKERS
