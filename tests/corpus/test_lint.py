"""What the checker finds, and where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.lint import Complaint, check

Brief = Callable[..., str]
Write = Callable[[str, str | bytes], Path]
TODAY = date(2026, 6, 1)
TRANSLATION = (
    ("id: uk-example-law", "id: uk-example-law.es"),
    ("language: en", "language: es\ntranslation_of: uk-example-law"),
)


def found(folder: Path) -> list[tuple[int, str]]:
    return [(complaint.line, complaint.rule) for complaint in check(folder, today=TODAY)]


def test_a_brief_that_keeps_every_rule_gives_no_complaint(write: Write, brief: Brief, tmp_path: Path) -> None:
    write("uk-example-law.md", brief())
    write("uk-example-law.es.md", brief(*TRANSLATION))

    assert check(tmp_path, today=TODAY) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("kind: law", "kind: lawe", [(6, "fields")], id="unknown word"),
        pytest.param("kind: law\n", "", [(2, "fields")], id="missing key"),
        pytest.param("publisher: Ofcom", "publisher:", [(15, "fields")], id="empty key of a source"),
        pytest.param("date: 2026-02\n", "date: soon\n", [(17, "fields")], id="no date"),
        pytest.param("https://example.org/one", "example.org", [(18, "fields")], id="no address"),
        pytest.param("effective_date", "efective_date", [(9, "keys")], id="misspelt key"),
        pytest.param("type: press", "type: press\n    page: 3", [(23, "keys")], id="unknown key of a source"),
        pytest.param("kind: law", "kind: law\nkind: bill", [(7, "keys")], id="key given twice"),
        pytest.param("id: uk-example-law", "id: uk-example", [(2, "file-name")], id="not the file name"),
        pytest.param("jurisdiction: GB", "jurisdiction: US-CA", [(2, "file-name")], id="not the jurisdiction"),
        pytest.param("event_date: 2025-07-25", "event_date: 2026-07", [(8, "dates")], id="event in the future"),
        pytest.param("as_of: 2026-02-20", "as_of: 2027", [(10, "dates")], id="known in the future"),
        pytest.param("as_of: 2026-02-20", "as_of: 2026-01", [(17, "dates")], id="older than a source"),
        pytest.param("# An example: a law", "# An example", [(3, "title")], id="two titles"),
        pytest.param("an age of 16. [s2]", "an age of 16.", [(28, "marks")], id="trailing sentence"),
        pytest.param("ages. [s1]", "ages. [s1][s3]", [(32, "marks")], id="undefined source"),
        pytest.param("ages. [s1]", "ages. [s1]\n\n[s2]", [(34, "marks")], id="marks without a sentence"),
        pytest.param("ages. [s1]", "ages [S1]. [s1]", [(32, "marks")], id="mark with a capital"),
        pytest.param("ages. [s1]", "ages [s1, s2]. [s1]", [(32, "marks")], id="two marks in one"),
        pytest.param(
            "check ages.", "check ages. They\nmust. Do it.", [(32, "unmarked"), (32, "unmarked")], id="hidden"
        ),
        pytest.param("check ages.", "check ages,\nas said. Do it.", [(32, "unmarked")], id="hidden, over two lines"),
        pytest.param("check ages.", "check " + "every age " * 150, [(32, "length")], id="too long"),
        pytest.param("- id: s2", "- id: s1", [(19, "sources"), (28, "marks")], id="source listed twice"),
        pytest.param("ages. [s1]", "ages. [s2]", [], id="a source may be used once"),
        pytest.param("[s2]", "[s1]", [(19, "sources")], id="unused source"),
    ],
)
def test_each_breach_is_told_with_its_line(
    write: Write, brief: Brief, tmp_path: Path, old: str, new: str, expected: list[tuple[int, str]]
) -> None:
    write("uk-example-law.md", brief((old, new)))

    assert found(tmp_path)[:2] == expected


def test_all_problems_of_all_files_are_told_at_once(write: Write, brief: Brief, tmp_path: Path) -> None:
    write("uk-broken.md", "---\nid: [\n---\n")
    write(
        "uk-example-law.md", brief(("kind: law", "kind: x"), ("status: in-force", "status: y"), ("ages. [s1]", "ages."))
    )

    assert found(tmp_path) == [(3, "readable"), (6, "fields"), (7, "fields"), (32, "marks")]


def test_a_complaint_reads_like_a_compilers(write: Write, brief: Brief, tmp_path: Path) -> None:
    path = write("uk-example-law.md", brief(("topics: [privacy,", "topics: [privaci,")))

    (complaint,) = check(tmp_path, today=TODAY)

    assert complaint == Complaint(str(path), 5, "fields", "`topics: privaci` is not known. Did you mean privacy?")
    assert str(complaint) == f"{path}:5: `topics: privaci` is not known. Did you mean privacy?"


def test_a_folder_that_is_not_there_is_a_complaint(tmp_path: Path) -> None:
    (complaint,) = check(tmp_path / "nowhere", today=TODAY)

    assert "No such folder" in complaint.message


def test_two_files_of_one_id_are_told(write: Write, brief: Brief, tmp_path: Path) -> None:
    first = write("a/uk-example-law.md", brief())
    write("b/uk-example-law.md", brief())

    (complaint,) = check(tmp_path, today=TODAY)

    assert complaint.rule == "twins"
    assert str(first) in complaint.message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("translation_of: uk-example-law", "translation_of: uk-exemple-law"), "Did you mean uk-example-law"),
        (("language: es", "language: en"), "must be in another language"),
        (("kind: law", "kind: bill"), "kind must be as in `uk-example-law`"),
    ],
)
def test_a_translation_agrees_with_its_original(
    write: Write, brief: Brief, tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    write("uk-example-law.md", brief())
    write("uk-example-law.es.md", brief(*TRANSLATION, change))

    (complaint,) = check(tmp_path, today=TODAY)

    assert complaint.rule == "translation"
    assert message in complaint.message


def test_a_translation_in_a_large_corpus_is_not_answered_with_all_ids(
    write: Write, brief: Brief, tmp_path: Path
) -> None:
    for number in range(40):
        write(f"uk-{number}.md", brief(("id: uk-example-law", f"id: uk-{number}")))
    write("uk-example-law.es.md", brief(*TRANSLATION, ("translation_of: uk-example-law", "translation_of: zzz")))

    (complaint,) = check(tmp_path, today=TODAY)

    assert complaint.message == "`translation_of: zzz` is no article here: correct or add it."


def test_plain_documents_have_only_to_be_readable_and_short(write: Write, tmp_path: Path) -> None:
    write("policy.md", "---\ntitle: Policy\nauthor: A\n---\nPhones stay off. They stay in bags.")
    write("page.html", f"<p>Fine.</p><p>{'every age ' * 150}</p>")
    write("empty.txt", "")

    complaints = check(tmp_path, today=TODAY)

    assert [(Path(one.path).name, one.rule) for one in complaints] == [
        ("empty.txt", "readable"),
        ("page.html", "length"),
    ]


def test_the_clock_decides_what_is_the_future_when_no_day_is_given(write: Write, brief: Brief, tmp_path: Path) -> None:
    write("uk-example-law.md", brief(("as_of: 2026-02-20", "as_of: 9999")))

    (complaint,) = check(tmp_path)

    assert complaint.rule == "dates"
