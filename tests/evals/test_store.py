from __future__ import annotations

from dataclasses import replace

import pytest

from evals.store import Store, StoreError, append, read_answers
from evals.stored import Probe, from_line, to_line
from rag.answer import Label
from tests.evals.products import AGE, CONFIGURATION, NOT_LAW, answer, case, record


def one(identifier="a"):
    return record(case(identifier), answer(f"What does {identifier} say?", AGE, NOT_LAW), passages=("uk#1",))


def test_a_record_comes_back_as_it_was_kept():
    kept = replace(one(), probes=(Probe("number", "17", Label.UNSUPPORTED),))

    back = from_line(to_line(kept))

    assert back.answer.to_dict() == kept.answer.to_dict()
    assert replace(back, answer=kept.answer) == kept


def test_the_reckoned_chance_is_kept_beside_the_answer():
    kept = replace(one(), answer=replace(one().answer, chance=0.25))

    assert from_line(to_line(kept)).answer.chance == 0.25


def test_what_was_appended_is_there(tmp_path):
    store = Store(tmp_path / "answers.jsonl", CONFIGURATION)

    for identifier in ("a", "b"):
        with store.appending() as file:
            append(file, one(identifier))

    assert [kept.case for kept in store.read()] == ["a", "b"]


def test_a_torn_last_line_is_forgotten_and_written_over(tmp_path):
    store = Store(tmp_path / "answers.jsonl", CONFIGURATION)
    with store.appending() as file:
        append(file, one("a"))
    with store.path.open("a", encoding="utf-8") as file:
        file.write('{"case": "b", "ans')

    assert [kept.case for kept in store.read()] == ["a"]
    with store.appending() as file:
        append(file, one("c"))
    assert [kept.case for kept in store.read()] == ["a", "c"]


def test_answers_of_another_configuration_are_not_mixed_in(tmp_path):
    path = tmp_path / "answers.jsonl"
    with Store(path, CONFIGURATION).appending() as file:
        append(file, one())

    with pytest.raises(StoreError, match="another configuration"):
        Store(path, replace(CONFIGURATION, code="other")).read()


def test_old_answers_can_be_read_with_the_configuration_that_gave_them(tmp_path):
    path = tmp_path / "answers.jsonl"
    with Store(path, CONFIGURATION).appending() as file:
        append(file, one())

    told, records = read_answers(path)

    assert told == CONFIGURATION
    assert len(records) == 1


def test_a_file_that_holds_no_answers_is_named(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("nothing of the kind", encoding="utf-8")

    with pytest.raises(StoreError, match=r"notes\.txt is no file of answers"):
        read_answers(path)


def test_another_configuration_has_another_fingerprint():
    assert CONFIGURATION.fingerprint != replace(CONFIGURATION, today="2027-01-01").fingerprint
