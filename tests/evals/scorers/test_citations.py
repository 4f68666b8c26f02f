from __future__ import annotations

from dataclasses import replace

from evals.scorers.citations import citation_precision, citation_recall, quotes_exact
from evals.scorers.support import sentence_support
from evals.scorers.support import shown as shown_sentences
from rag.answer import Section
from tests.evals.products import AGE, FINE_AU, FINE_ES, answer, case, shown, trial

ASKED = case("a", AGE)


def told(**changes):
    return trial(ASKED, replace(answer(ASKED.question, AGE, FINE_ES), **changes))


def claims(**changes):
    return tuple(replace(claim, **changes) for claim in answer("?", AGE, FINE_ES).claims)


def citations(**changes):
    return tuple(replace(citation, **changes) for citation in answer("?", AGE, FINE_ES).citations)


def test_a_sound_answer_is_carried_exact_and_supported():
    for scorer in (citation_recall, citation_precision, quotes_exact, sentence_support):
        assert scorer(told()).value == 1.0


def test_nothing_claimed_is_nothing_judged():
    for scorer in (citation_recall, citation_precision, quotes_exact, sentence_support):
        assert scorer(shown(ASKED)).value is None


def test_a_claim_without_numbers_is_not_carried():
    assert citation_recall(told(claims=claims(citations=()))).value == 0.0


def test_a_number_out_of_range_carries_nothing():
    assert citation_recall(told(claims=claims(citations=(9,)))).value == 0.0


def test_a_claim_is_held_against_the_corpus_and_not_against_its_own_quote():
    falsified = claims(text="The Australian act keeps children under 61 from holding accounts on social media.")

    assert citation_recall(told(claims=falsified)).value == 0.0


def test_of_two_citations_one_that_the_claim_does_not_need_counts_against_precision():
    score = citation_precision(told(claims=claims(citations=(1, 2))))

    assert score.value == 0.5


def test_two_citations_that_each_carry_the_claim_are_both_needed():
    sound = answer(ASKED.question, AGE)
    twice = replace(sound.citations[0], number=2)
    claim = replace(sound.claims[0], citations=(1, 2))

    judged = trial(ASKED, replace(sound, claims=(claim,), citations=(sound.citations[0], twice)))

    assert citation_precision(judged).value == 1.0


def test_each_fault_of_a_citation_is_seen():
    for change in (
        {"sentence": "au-minimum-age-act#9.9"},
        {"title": "Another"},
        {"as_of": "2020-01-01"},
        {"sources": ()},
        {"quote": "Something else."},
    ):
        assert (quotes_exact(told(citations=citations(**change))).value or 0) < 1.0, change


def test_each_fault_of_the_evidence_is_seen():
    sound = answer(ASKED.question, AGE).claims[0]
    for change in ({"quote": "Nothing."}, {"start": 0}, {"sentence": FINE_AU}, {"article": "es-minimum-age-bill"}):
        spoiled = replace(sound, evidence=(replace(sound.evidence[0], **change),))
        judged = trial(ASKED, replace(answer(ASKED.question, AGE), claims=(spoiled,)))
        assert (quotes_exact(judged).value or 0) < 1.0, change


def test_a_sentence_that_no_claim_says_has_no_support():
    sound = answer(ASKED.question, AGE)

    score = sentence_support(trial(ASKED, replace(sound, text=f"{sound.text} Delete the app at once.")))

    assert score.value == 0.5
    assert "Delete the app" in score.reason


def test_a_claim_under_anothers_mark_has_no_support():
    sound = answer(ASKED.question, AGE, FINE_ES)

    swapped = sound.text.replace("[1]", "[0]").replace("[2]", "[1]").replace("[0]", "[2]")

    assert sentence_support(trial(ASKED, replace(sound, text=swapped))).value == 0.0


def test_a_claim_that_the_text_leaves_out_is_seen():
    sound = answer(ASKED.question, AGE, FINE_ES)

    assert sentence_support(trial(ASKED, replace(sound, text=f"{sound.claims[0].text} [1]"))).value == 0.5


def test_headings_and_our_own_messages_need_no_source():
    sound = answer(ASKED.question, AGE)
    headed = replace(sound, text=f"Australia: {sound.text}", sections=(Section("Australia", (0,)),))
    silent = replace(
        sound,
        text="The corpus does not say. I searched 8 articles, the newest of 2026-07-04, and found no sentence that "
        f"answers this. The nearest that it says: {sound.text}",
    )

    assert [text for text, _ in shown_sentences(headed)] == [sound.claims[0].text]
    assert [text for text, _ in shown_sentences(silent)] == [sound.claims[0].text]
