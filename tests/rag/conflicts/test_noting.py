from __future__ import annotations

from rag.answer import Citation, NoteKind
from rag.conflicts import Conflict, Conflicts, Ground
from rag.conflicts.noting import conflict_notes
from tests.rag.conflicts.builder import article

PAIR = Conflicts([Conflict(("a#1.1", "b#1.1"), Ground.VALUES, "date")])
TOLD = Conflicts([Conflict(("a#1.1",), Ground.TOLD, "date")])


def cited(*ids: str) -> list[Citation]:
    return [_citation(number, one) for number, one in enumerate(ids, start=1)]


def _citation(number: int, sentence: str) -> Citation:
    home = article(sentence.partition("#")[0], ["It began."])
    return Citation(
        number, home.id, home.title, "ES", "law", "in-force", "", "2026", "It began.", sentence, home.sources
    )


def test_a_pair_is_noted_with_both_publishers_and_both_numbers():
    (note,) = conflict_notes("en", cited("a#1.1", "c#1.1", "b#1.1"), PAIR)

    assert note.kind is NoteKind.CONFLICT
    assert note.text == "Accounts differ: Publisher of a [1] against Publisher of b [3]."
    assert note.citations == (1, 3)


def test_a_pair_is_noted_in_spanish():
    (note,) = conflict_notes("es", cited("a#1.1", "b#1.1"), PAIR)

    assert note.text == "Las fuentes difieren: Publisher of a [1] frente a Publisher of b [2]."


def test_two_sentences_of_one_publisher_name_it_once():
    found = Conflicts([Conflict(("a#1.1", "a#1.2"), Ground.OTHER_ACCOUNT, "date")])

    (note,) = conflict_notes("en", cited("a#1.1", "a#1.2"), found)

    assert note.text.count("Publisher of a") == 1


def test_one_side_alone_is_not_noted():
    assert not list(conflict_notes("en", cited("a#1.1"), PAIR))


def test_a_sentence_that_tells_both_is_noted_alone():
    (note,) = conflict_notes("en", cited("c#1.1", "a#1.1"), TOLD)

    assert note.citations == (2,)


def test_figures_that_are_told_to_differ_are_noted_without_the_sentence_that_says_so():
    found = Conflicts([Conflict(("a#1.1", "a#1.2", "a#1.3"), Ground.TOLD, "count")])

    (note,) = conflict_notes("en", cited("a#1.2", "a#1.3"), found)

    assert note.citations == (1, 2)
    assert not list(conflict_notes("en", cited("a#1.2"), found))
