from __future__ import annotations

import json

import pytest

from evals.cases import EXPECTED, KINDS, CaseError, gold_sentences, read_cases
from tests.evals.products import AGE, SMALL, case

WHOLE = {
    "id": "one",
    "lang": "en",
    "persona": "parent",
    "kind": "factual",
    "question": "How old?",
    "expect": "answer",
    "articles": [],
    "evidence": [["a", "b"]],
    "facts": [["16"]],
    "forbidden": [],
}


def written(folder, *lines):
    (folder / "some.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return folder


def test_the_shipped_cases_are_sound_and_of_every_kind():
    cases = read_cases()

    assert len(cases) > 500
    assert {one.kind for one in cases} == set(KINDS)
    assert {one.expect for one in cases} == set(EXPECTED)


def test_a_case_keeps_its_conversation(tmp_path):
    turns = [{"role": "user", "content": "And before?"}, {"role": "assistant", "content": "Nothing."}]

    (one,) = read_cases(written(tmp_path, WHOLE | {"history": turns}))

    assert one.history == (("user", "And before?"), ("assistant", "Nothing."))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param({"kind": "riddle"}, "`kind` is 'riddle'", id="unknown kind"),
        pytest.param({"expect": "silence"}, "should be one of answer, abstain", id="unknown end"),
        pytest.param({"question": " "}, "`question` should be text", id="no question"),
        pytest.param({"facts": ["16"]}, "`facts` should be a list of groups", id="facts without groups"),
        pytest.param({"facts": [[]]}, "`facts` should be a list of groups", id="empty group"),
        pytest.param({"articles": "uk"}, "`articles` should be a list of texts", id="text for a list"),
        pytest.param({"history": [{"role": "bot", "content": ""}]}, "`history` should be a list of turns", id="turn"),
    ],
)
def test_a_wrong_field_is_named_with_file_and_line(tmp_path, change, named):
    written(tmp_path, WHOLE, WHOLE | {"id": "two"} | change)

    with pytest.raises(CaseError) as caught:
        read_cases(tmp_path)

    assert "some.jsonl:2:" in str(caught.value)
    assert named in str(caught.value)


def test_a_missing_field_is_named(tmp_path):
    written(tmp_path, {name: value for name, value in WHOLE.items() if name != "facts"})

    with pytest.raises(CaseError, match=r"some\.jsonl:1: `facts` is missing"):
        read_cases(tmp_path)


def test_a_line_that_is_no_json_is_named(tmp_path):
    (tmp_path / "some.jsonl").write_text('{"id": ', encoding="utf-8")

    with pytest.raises(CaseError, match=r"some\.jsonl:1: "):
        read_cases(tmp_path)


def test_two_cases_with_one_id_are_both_named(tmp_path):
    written(tmp_path, WHOLE, WHOLE)

    with pytest.raises(CaseError, match=r"some\.jsonl:2: the id one is taken by .*some\.jsonl:1"):
        read_cases(tmp_path)


def test_an_empty_folder_says_what_to_give(tmp_path):
    with pytest.raises(CaseError, match=r"holds no \.jsonl file"):
        read_cases(tmp_path)


def test_what_is_asked_does_not_depend_on_what_is_expected():
    assert case("a", AGE).asked == case("a", facts=[["16"]]).asked
    assert case("a").asked != case("b").asked


def test_gold_evidence_is_found_by_its_words():
    assert gold_sentences(case("a", AGE), SMALL) == (frozenset({AGE}),)


def test_gold_evidence_is_found_behind_words_that_were_put_in_front():
    text = SMALL.sentence(AGE).text.removeprefix("The ")

    assert gold_sentences(case("a", evidence=[[f"T{text[1:]}"]]), SMALL)[0] == {AGE}
