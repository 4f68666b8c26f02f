from __future__ import annotations

from dataclasses import replace

import pytest

from rag.comparing import OWN
from rag.compose import NARROW, WIDE, Composer, Composition
from rag.conflicts import Conflict, Conflicts, Ground
from rag.selection import Selection
from tests.fakes import answerable_from

FINES = "What is the fine under the Australian act?"
LEVY = "Which court collects the levy on Australian newspapers?"


@pytest.fixture
def compose(composer, understanding):
    def composed(text, *, by=composer, said="", jurisdiction=None):
        question = understanding.of(text, jurisdiction=jurisdiction)
        return by.compose(question, by.gather(question, jurisdiction), said=said)

    return composed


@pytest.fixture
def weighing(composer):
    """A composer that finds these sentences, likeliest first, whatever is asked."""

    def made(*found, least=0.0) -> Composer:
        return replace(
            composer,
            judge=lambda question, passages: tuple(found),
            answerable=answerable_from(least),
            model=replace(composer.model, floor=0.0),
        )

    return made


@pytest.fixture
def humble(composer) -> Composer:
    """A composer that takes whatever is found."""
    return replace(composer, model=replace(composer.model, floor=0.0))


def ids(composition: Composition) -> list[str]:
    return [one.sentence.id for one in composition.chosen]


# one thing asked


def test_one_thing_asked_is_one_selection_without_a_heading(compose):
    composition = compose(FINES)

    (selection,) = composition.selections
    assert selection.heading == ""
    assert selection.chosen[0].sentence.id == "au-minimum-age-act#2.1"
    assert composition.is_answer
    assert composition.considered == 0


def test_what_was_said_before_is_not_said_again(compose):
    before = "A platform that breaks the Australian act may be fined\n up to 49.5 million Australian dollars. [1]"

    assert "au-minimum-age-act#2.1" not in ids(compose(FINES, said=before))


def test_nothing_found_is_no_answer(weighing, compose):
    composition = compose(FINES, by=weighing())

    assert composition == Composition((), chance=0.0)
    assert not composition.is_answer


@pytest.mark.parametrize(("least", "is_near_miss"), [(0.4, False), (0.6, True)])
def test_what_is_too_unlikely_to_answer_only_comes_near(weighing, judged, compose, least, is_near_miss):
    composition = compose(LEVY, by=weighing(judged("au-minimum-age-act#2.1"), least=least))

    assert composition.is_near_miss is is_near_miss
    assert composition.is_answer is not is_near_miss
    assert composition.chance == 0.5
    assert ids(composition) == ["au-minimum-age-act#2.1"]


def test_a_follow_up_may_be_less_sure(weighing, judged, compose):
    by = weighing(judged("au-minimum-age-act#2.1"), least=0.6)

    assert compose(LEVY, by=by).is_near_miss
    assert not compose(LEVY, by=by, said="It is a law.").is_near_miss


# something presupposed


def test_how_things_stand_comes_first_where_a_question_presupposes_otherwise(weighing, judged, compose):
    bill, not_law = judged("es-minimum-age-bill#1.1"), judged("es-minimum-age-bill#2.2", 0.1)

    composition = compose("Why did Spain ban social media?", by=weighing(bill, not_law))

    assert composition.premise == not_law
    assert ids(composition) == ["es-minimum-age-bill#2.2", "es-minimum-age-bill#1.1"]


def test_a_contradiction_needs_less_to_be_an_answer(weighing, judged, compose):
    bill, not_law = judged("es-minimum-age-bill#1.1"), judged("es-minimum-age-bill#2.2", 0.1)

    assert not compose("Why did Spain ban it?", by=weighing(bill, not_law, least=0.9)).is_near_miss
    assert compose("Who paid for the study in Spain?", by=weighing(bill, not_law, least=0.9)).is_near_miss


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        pytest.param("What does Spain plan?", ("es-minimum-age-bill#1.1", "es-minimum-age-bill#2.2"), id="no premise"),
        pytest.param(
            "When did the Australian act start?", ("au-minimum-age-act#1.2", "au-minimum-age-act#2.2"), id="in force"
        ),
        pytest.param(
            "Why did Spain ban it?", ("es-minimum-age-bill#1.1", "au-minimum-age-act#1.1"), id="nothing contradicts"
        ),
    ],
)
def test_most_questions_are_not_contradicted(weighing, judged, compose, question, sentences):
    found = [judged(sentence, share) for sentence, share in zip(sentences, (1.0, 0.1), strict=True)]

    assert compose(question, by=weighing(*found)).premise is None


def test_a_standing_that_is_far_from_the_question_contradicts_nothing(weighing, judged, compose):
    far = judged("es-minimum-age-bill#2.2", 1e-5)

    composition = compose("Why did Spain ban it?", by=weighing(judged("es-minimum-age-bill#1.1"), far))

    assert composition.premise is None


# differing accounts


def test_who_has_met_two_accounts_is_shown_the_sentence_that_tells_both(weighing, judged, compose):
    fine = judged("au-minimum-age-act#2.1")
    both = judged("au-minimum-age-act#1.2", 0.001, text="Sources differ on the start, 10 or 11 December 2025.")

    told = Conflicts([Conflict((both.sentence.id,), Ground.TOLD, "date")])
    by = replace(weighing(fine, both, least=0.9), conflicts=told)

    assert ids(compose("I've seen both 10 and 11 December; which is it?", by=by)) == [
        "au-minimum-age-act#2.1",
        "au-minimum-age-act#1.2",
    ]
    assert not compose("I've seen both 10 and 11 December; which is it?", by=by).is_near_miss
    assert ids(compose("What is the fine?", by=by)) == ["au-minimum-age-act#2.1"]


def test_a_sentence_that_another_contradicts_is_followed_by_it(weighing, judged, compose):
    start, fine, other = "au-minimum-age-act#1.2", judged("au-minimum-age-act#2.1"), "eu-platform-guidelines#1.1"
    differing = Conflicts([Conflict((start, other), Ground.VALUES, "date")])

    by = replace(weighing(judged(start), fine, judged(other, 0.001)), conflicts=differing)

    assert ids(compose("When did it start?", by=by))[:2] == [start, other]


# several


def test_a_comparison_of_two_places_has_a_selection_for_each(compose):
    composition = compose("Compare the fines in Australia and Spain")

    assert [one.heading for one in composition.selections] == ["Australia", "Spain"]
    assert composition.selections[0].chosen[0].sentence.id == "au-minimum-age-act#2.1"
    assert {one.article.jurisdiction for one in composition.selections[1].chosen} == {"ES"}
    assert composition.missing == ()


@pytest.mark.parametrize(
    ("question", "most"),
    [
        ("Compare the minimum age in Australia and Spain", 3),
        ("Compare the minimum age in Australia, Spain and the UK", 2),
        ("Compare the minimum age in Australia, Spain, the UK and California", 2),
        ("Compare the minimum age in Australia, Spain, the UK, California and France", 1),
    ],
)
def test_the_more_parts_the_fewer_sentences_each(compose, question, most):
    composition = compose(question)

    assert len(composition.selections) > 1
    assert max(len(selection.chosen) for selection in composition.selections) <= most


def test_a_part_that_nothing_is_known_of_is_missing(compose):
    composition = compose("Compare the fines in Australia and Japan")

    assert [one.heading for one in composition.selections] == ["Australia"]
    assert composition.missing == ("Japan",)
    assert composition.is_answer


def test_where_nothing_is_known_of_any_part_what_is_nearest_is_kept(compose):
    composition = compose("Compare the fines in Japan and Chile")

    assert composition.selections == ()
    assert composition.missing == ("Japan", "Chile")
    assert not composition.is_answer
    assert composition.judged


def test_parts_are_named_in_the_language_of_the_question(compose, humble):
    composition = compose("Compara la edad mínima de Australia y de España", by=humble)

    assert [one.heading for one in composition.selections] == ["Australia", "España"]
    assert {one.article.id for one in composition.selections[1].chosen} == {"es-minimum-age-bill.es"}


def test_a_sentence_chosen_for_two_parts_is_said_once(judged):
    one, other = judged("au-minimum-age-act#1.1"), judged("au-minimum-age-act#1.2")
    again = judged("au-minimum-age-act#1.1", 0.5)  # beside the question of the other part it is less likely

    composition = Composition((Selection("A", (one, other)), Selection("B", (again,))))

    assert composition.chosen == (one, other)


# a survey


SURVEYED = ("au-minimum-age-act#1.1", "au-minimum-age-act#2.1", "es-minimum-age-bill#1.1", "uk-online-safety-act#1.3")


def test_a_survey_has_the_best_sentence_of_each_jurisdiction(weighing, judged, compose):
    by = weighing(*(judged(sentence, 1 / rank) for rank, sentence in enumerate(SURVEYED, start=1)))

    composition = compose("Which countries have a minimum age?", by=by)

    assert [one.heading for one in composition.selections] == ["Australia", "United Kingdom", "Spain"]
    assert ids(composition) == ["au-minimum-age-act#1.1", "uk-online-safety-act#1.3", "es-minimum-age-bill#1.1"]
    assert composition.considered == 7


def test_a_survey_of_a_region_keeps_to_it(weighing, judged, compose):
    composition = compose("Which countries in Europe have one?", by=weighing(*map(judged, SURVEYED)))

    assert [one.heading for one in composition.selections] == ["United Kingdom", "Spain"]


def test_a_jurisdiction_that_says_too_little_of_it_is_left_out_of_a_survey(weighing, judged, compose):
    found = [judged(sentence, share) for sentence, share in zip(SURVEYED, (1.0, 1.0, 0.1, 1e-4), strict=True)]

    composition = compose("Which countries have a minimum age?", by=weighing(*found))

    assert [one.heading for one in composition.selections] == ["Australia", "Spain"]


@pytest.mark.parametrize("question", ["Which countries in Latin America have one?", "Which countries have one?"])
def test_a_survey_that_finds_fewer_than_two_is_answered_as_one_question(weighing, judged, compose, question):
    composition = compose(question, by=weighing(judged(SURVEYED[0])))

    assert [one.heading for one in composition.selections] == [""]
    assert composition.considered == 0


# what it works on


@pytest.mark.parametrize(
    ("question", "asked_for"),
    [
        (FINES, [NARROW]),
        ("Compare Australia and Spain", [WIDE, OWN, OWN]),
        ("Which countries have a minimum age?", [WIDE, NARROW]),
    ],
)
def test_more_passages_are_gathered_for_several_parts(composer, understanding, question, asked_for):
    counts: list[int] = []

    def candidates(_question, count, _jurisdiction):
        counts.append(count)
        return ()

    by = replace(composer, candidates=candidates)

    material = by.gather(understanding.of(question))

    assert not material.narrow
    assert counts == asked_for


def test_a_chosen_jurisdiction_is_kept_to(compose):
    composition = compose("What are the fines?", jurisdiction="ES")

    assert {one.article.jurisdiction for one in composition.chosen} == {"ES"}


def test_a_comparison_keeps_to_a_chosen_jurisdiction_too(compose, humble):
    composition = compose("Compare the fines in Spain and Australia", by=humble, jurisdiction="ES")

    assert {one.article.jurisdiction for one in composition.chosen} == {"ES"}
    assert composition.missing == ("Australia",)


def test_strength_is_that_of_the_best_sentence(composer, understanding):
    strong = composer.strength(understanding.of(FINES))

    assert strong > composer.strength(understanding.of("What is the weather?"))
    assert composer.strength(understanding.of(FINES), "JP") == float("-inf")


def test_the_same_question_gets_the_same_composition(compose):
    assert compose(FINES) == compose(FINES)
