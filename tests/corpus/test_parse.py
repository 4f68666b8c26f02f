"""From a marked Markdown file to an Article."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import CorpusError, Kind, SourceType, Status, Topic
from corpus.parse import parse_article

Brief = Callable[..., str]
FRONT = """---
id: int-x
title: X
jurisdiction: INT
topics: [privacy]
kind: law
status: adopted
event_date: 2025
as_of: 2025-03
language: en
sources:
  - {id: s1, title: T, publisher: P, type: press, url: "https://x.org"}
  - {id: s2, title: T, publisher: P, type: press, url: "https://x.org"}
---
"""


def test_front_matter_becomes_the_record(brief: Brief) -> None:
    article = parse_article(brief().encode(), "uk-example-law.md")

    assert (article.id, article.title, article.jurisdiction) == ("uk-example-law", "An example: a law", "GB")
    assert (article.kind, article.status) == (Kind.LAW, Status.IN_FORCE)
    assert article.topics == (Topic.PRIVACY, Topic.AGE_LIMITS)
    assert (article.language, article.translation_of, article.path) == ("en", "", "uk-example-law.md")


def test_dates_stay_as_exact_as_they_were_written(brief: Brief) -> None:
    article = parse_article(brief().encode(), "x.md")

    assert (article.event_date, article.effective_date, article.as_of) == ("2025-07-25", "2025", "2026-02-20")
    assert [source.date for source in article.sources] == ["2026-02", ""]


def test_sources_keep_their_order_and_type(brief: Brief) -> None:
    first, second = parse_article(brief().encode(), "x.md").sources

    assert (first.id, first.publisher, first.type) == ("s1", "Ofcom", SourceType.OFFICIAL)
    assert (second.id, second.type, second.url) == ("s2", SourceType.PRESS, "supplied:article")


def test_norway_is_a_country_and_not_false(brief: Brief) -> None:
    article = parse_article(brief(("jurisdiction: GB", "jurisdiction: NO")).encode(), "x.md")

    assert article.jurisdiction == "NO"


def test_passages_and_sentences_are_numbered_from_one(brief: Brief) -> None:
    article = parse_article(brief().encode(), "x.md")

    assert [passage.id for passage in article.passages] == ["uk-example-law#1", "uk-example-law#2"]
    assert [sentence.id for sentence in article.sentences] == [
        "uk-example-law#1.1",
        "uk-example-law#1.2",
        "uk-example-law#2.1",
    ]


def test_sentences_carry_their_words_and_the_sources_of_their_marks(brief: Brief) -> None:
    article = parse_article(brief().encode(), "x.md")

    assert [(sentence.text, sentence.sources) for sentence in article.sentences] == [
        ("The Example Act 2025 applies in the UK.", ("s1", "s2")),
        ("It sets an age of 16.", ("s2",)),
        ("Services check ages.", ("s1",)),
    ]


def test_a_passage_stands_under_its_nearest_heading(brief: Brief) -> None:
    article = parse_article(brief(("## Duties", "## Duties\n\n### Age checks ###")).encode(), "x.md")

    assert [passage.heading for passage in article.passages] == ["", "Age checks"]
    assert article.passages[0].text == "The Example Act 2025 applies in the UK. It sets an age of 16."


@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
def test_the_body_is_kept_as_shipped_and_offsets_hold(brief: Brief, line_break: str, mark: str) -> None:
    text = brief().replace("\n", line_break)

    article = parse_article((mark + text).encode(), "x.md")

    assert article.body == text.partition(f"{line_break}---{line_break}")[2]
    assert len(article.sentences) == 3
    assert all(article.body[one.start : one.end] == one.text for one in article.sentences)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        pytest.param(
            "One. [s1] [s2] Two. [s1][s1]", [("One.", ("s1", "s2")), ("Two.", ("s1",))], id="spaced, repeated"
        ),
        pytest.param("One\ngoes on. [s1]\nTwo.[s2]", [("One\ngoes on.", ("s1",)), ("Two.", ("s2",))], id="line breaks"),
        pytest.param("- One. [s1]\n- Two. [s2]", [("One.", ("s1",)), ("Two.", ("s2",))], id="bullets"),
        pytest.param("# X\nOne. [s2]", [("One.", ("s2",))], id="heading without a blank line"),
        pytest.param("See [5] and [so]. [s1]", [("See [5] and [so].", ("s1",))], id="other brackets"),
        pytest.param("- \n\nOne. [s1]", [("One.", ("s1",))], id="empty bullet"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_marks_end_sentences(paragraph: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    article = parse_article((FRONT + paragraph).encode(), "x.md")

    assert [(sentence.text, sentence.sources) for sentence in article.sentences] == expected


def test_a_long_paragraph_becomes_passages_of_whole_sentences() -> None:
    sentence = "The service checks the age of every new user before it shows a feed. [s1]"

    article = parse_article(f"{FRONT}\n## Duties\n\n{' '.join([sentence] * 40)}".encode(), "x.md")

    assert [passage.id for passage in article.passages] == ["int-x#1", "int-x#2", "int-x#3", "int-x#4"]
    assert {passage.heading for passage in article.passages} == {"Duties"}
    assert [len(passage.sentences) for passage in article.passages] == [10, 10, 10, 10]
    assert article.passages[2].sentences[0].id == "int-x#3.1"


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("kind: law", "kind: lawe", 6, "`kind: lawe` is not known. Did you mean law?"),
        ("status: in-force", "status: zzz", 7, "`status: zzz` is not known. Choose from: proposed, adopted"),
        ("[privacy, age-limits]", "[privacy, age-limit]", 5, "Did you mean age-limits"),
        ("[privacy, age-limits]", "privacy", 5, "`topics` must be a list"),
        ("jurisdiction: GB", "jurisdiction: Britain", 4, "write an ISO 3166-1 code"),
        ("language: en", "language: fr", 11, "write en or es"),
        ("id: uk-example-law", "id: UK Law", 2, "lower-case words joined by hyphens"),
        ("as_of: 2026-02-20", "as_of: 2026-02-30", 10, "`as_of: 2026-02-30` is no date: write YYYY-MM-DD"),
        ("as_of: 2026-02-20", "as_of: 20 February", 10, "is no date"),
        ("as_of: 2026-02-20", "as_of:", 10, "`as_of` is missing or empty"),
        ('title: "An example: a law"\n', "", 2, "`title` is missing or empty"),
        ("type: press", "type: news", 22, "`type: news` is not known"),
        ("url: supplied:article", "url: www.example.org", 23, "must begin with http://, https:// or supplied:"),
        ("id: s2", "id: source2", 19, "must be s1, s2"),
        ("an age of 16. [s2]", "an age of 16.", 28, "No source mark after “It sets an age of 16.”"),
        ("ages. [s1]", "ages. [s1][s7]", 32, "[s7] is not among the sources"),
        (
            "Services check ages. [s1]",
            f"{'Services check ages and ' * 4}write it down. [s1]\n\n***",
            34,
            "“***” is no sentence",
        ),
        (
            "ages. [s1]",
            f"ages. [s1] {'Long and unmarked. ' * 9}",
            32,
            "“Long and unmarked. Long and unmarked. Long and unmarked. …”",
        ),
        ("Services check ages. [s1]", "[s1] Services check ages. [s1]", 32, "No sentence before [s1]"),
        ("ages. [s1]", "ages [s1].", 32, "“.” is no sentence: put stops before the marks"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(brief: Brief, old: str, new: str, line: int, message: str) -> None:
    with pytest.raises(CorpusError) as raised:
        parse_article(brief((old, new)).encode(), "folder/x.md")

    assert str(raised.value).startswith(f"folder/x.md:{line}: ")
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("raw", "line", "message"),
    [
        pytest.param(b"---\nid: a\n", 1, "opened but never closed", id="unclosed"),
        pytest.param(b"---\n- a\n---\n", 2, "must be `key: value` lines", id="a list"),
        pytest.param(b"---\nid: a\ntitle: b: c\n---\n", 3, "no valid YAML", id="colon"),
        pytest.param(b"---\nid: a\x00\n---\n", 1, "control characters", id="control character"),
        pytest.param(b"---\n" + b"[" * 90_000 + b"\n---\n", 1, "nested too deeply", id="nesting"),
        pytest.param(b"---\n? [a]\n: b\n---\n", 2, "A key must be a plain word", id="list as key"),
        pytest.param(b"---\nid: {a: b}\n---\n", 2, "`id` must be a text or a list", id="record as text"),
        pytest.param(b"---\nsources: [a, {b: c}]\n---\n", 2, "Mixed list", id="mixed list"),
        pytest.param(b"---\nsources:\n - id: [s1]\n---\n", 3, "must be flat", id="list in a source"),
        pytest.param(b"---\n---\nText. [s1]\n", 1, "`title` is missing", id="empty front matter"),
        pytest.param(b"Text.\n\xff\n", 2, "save the file as UTF-8", id="not UTF-8"),
    ],
)
def test_broken_files_are_refused(raw: bytes, line: int, message: str) -> None:
    with pytest.raises(CorpusError, match=message) as raised:
        parse_article(raw, "x.md")

    assert raised.value.line == line


def test_an_error_without_a_place_is_only_its_message() -> None:
    assert str(CorpusError("Do this.")) == "Do this."
    assert str(CorpusError("Do this.", path="x.md")) == "x.md: Do this."


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_give_an_article_or_a_corpus_error(raw: bytes) -> None:
    for content in (raw, b"---\n" + raw + b"\n---\n", FRONT.encode() + raw):
        with suppress(CorpusError):  # any other error fails the test
            parse_article(content, "x.md")


WORDS = st.text("abc ÁÉß漢.,!\"'()-#\r\n\t", min_size=1).filter(lambda text: any(map(str.isalnum, text)))


@given(st.lists(st.tuples(WORDS, st.sampled_from(["[s1]", "[s2]", "[s1][s2]", "[s1] [s2]"]))))
def test_offsets_always_hold(pieces: list[tuple[str, str]]) -> None:
    body = "".join(f"{text} {marks} " for text, marks in pieces)

    try:
        article = parse_article((FRONT + body).encode(), "x.md")
    except CorpusError:
        return  # a blank line or a heading has parted a text from its marks

    assert article.body == body
    for sentence in article.sentences:
        assert body[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        assert "[s" not in sentence.text
        assert sentence.sources
