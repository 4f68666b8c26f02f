"""Plain documents: Markdown, text, HTML and PDF without source marks."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article, CorpusError, Kind, SourceType, Status, Topic, load_corpus
from corpus.document import guess_language, slug
from corpus.files import File
from corpus.read import read_article

Write = Callable[[str, str | bytes], Path]


def read(name: str, content: str | bytes) -> Article:
    raw = content.encode() if isinstance(content, str) else content
    return read_article(File(f"folder/{name}", raw, modified="2026-03-01"))


def texts(article: Article) -> list[str]:
    return [sentence.text for sentence in article.sentences]


def test_a_plain_document_is_its_own_single_source() -> None:
    article = read("School policy (v2).md", "# Phones\n\nPhones stay off. They stay in bags.\n")

    assert article.id == "school-policy-v2"
    assert [sentence.sources for sentence in article.sentences] == [("s1",), ("s1",)]
    (source,) = article.sources
    assert (source.id, source.title, source.publisher) == ("s1", "Phones", "School policy (v2).md")
    assert (source.type, source.date, source.url) == (SourceType.REFERENCE, "", "supplied:School policy (v2).md")


def test_what_nobody_said_about_it_is_left_open() -> None:
    article = read("a.txt", "Phones stay off.")

    assert (article.kind, article.status, article.jurisdiction) == (Kind.DOCUMENT, Status.INFORMATIONAL, "INT")
    assert (article.topics, article.event_date, article.effective_date) == ((), "", "")
    assert (article.as_of, article.language) == ("2026-03-01", "en")


def test_front_matter_may_say_part_of_it() -> None:
    front = (
        "---\ntitle: The policy\npublisher: Hill School\njurisdiction: GB\ndate: 2025-09\ntopics: [education]\n"
        "kind: guidance\nstatus: in-force\nas_of: 2025\ntype: official\nurl: https://hill.example/policy\nid: hill\n"
        "language: es\nauthor: A. Teacher\n---\n"
    )

    article = read("a.md", f"{front}Phones stay off.")

    assert (article.id, article.title, article.jurisdiction, article.as_of) == ("hill", "The policy", "GB", "2025")
    assert (article.topics, article.kind, article.status) == ((Topic.EDUCATION,), Kind.GUIDANCE, Status.IN_FORCE)
    (source,) = article.sources
    assert (source.publisher, source.date, source.type) == ("Hill School", "2025-09", SourceType.OFFICIAL)
    assert (source.url, article.language) == ("https://hill.example/policy", "es")


def test_front_matter_that_is_wrong_is_refused() -> None:
    with pytest.raises(CorpusError, match=r"folder/a\.md:2: `kind: gidance` is not known. Did you mean guidance"):
        read("a.md", "---\nkind: gidance\n---\nText.")


def test_marks_without_sources_are_an_unfinished_brief() -> None:
    with pytest.raises(CorpusError, match="`sources` must list at least one"):
        read("a.md", "---\ntitle: X\nlanguage: en\n---\nText. [s1]")


@pytest.mark.parametrize(
    ("content", "title"),
    [
        pytest.param("Intro.\n\n# The heading\n\nText.", "The heading", id="heading"),
        pytest.param("\n- First line\n\nText.", "First line", id="first line"),
        pytest.param("word " * 60, "a.md", id="file name, when the first line is a paragraph"),
    ],
)
def test_a_title_is_found(content: str, title: str) -> None:
    assert read("a.md", content).title == title


def test_headings_are_not_sentences_and_offsets_hold() -> None:
    article = read("a.md", "# A\r\n\r\n## Rules\r\nOne rule.\r\nIt goes\r\non. (Art. 5 applies.)\r\n\r\n- Two")

    assert texts(article) == ["One rule.", "It goes\r\non.", "(Art. 5 applies.)", "Two"]
    assert [passage.heading for passage in article.passages] == ["Rules", "Rules"]
    assert all(article.body[one.start : one.end] == one.text for one in article.sentences)


def test_spanish_is_recognised_and_split_as_spanish() -> None:
    article = read("a.txt", "La norma se aprobó en EE. UU. El Sr. Gil la presentó en el Congreso de los Diputados.")

    assert article.language == "es"
    assert texts(article)[0] == "La norma se aprobó en EE. UU."


def test_a_language_without_common_words_counts_as_english() -> None:
    assert guess_language("12 345") == "en"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Política_Menores 2026", "politica-menores-2026"), ("儿童", "儿童"), ("...", "document")],
)
def test_file_names_become_ids(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize("content", ["", " \n", "---\ntitle: X\n---\n", "***"])
def test_a_document_without_words_is_refused(content: str) -> None:
    with pytest.raises(CorpusError, match=r"a\.md: No text to read"):
        read("a.md", content)


def test_the_day_of_the_last_change_dates_a_document(write: Write, tmp_path: Path) -> None:
    path = write("a.md", "Text.")
    os.utime(path, (1_750_000_000, 1_750_000_000))

    assert load_corpus(tmp_path).article("a").as_of == "2025-06-15"


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Phones &amp;
 schools</title><style>p {}</style></head><body><header>Menu</header><nav><ul><li>Home</ul></nav>
<main><h1>Phones</h1><p>Phones stay <b>off</b>.
They stay in bags.</p><h2>Exceptions</h2><ul><li>Medical need.</li><li>A carer&rsquo;s phone.</ul>
<h3></h3><svg><title>Icon</title></svg><script>var a = "No.";</script></main><footer>Legal</footer></body></html>"""


def test_a_web_page_gives_its_main_text() -> None:
    article = read("page.HTML", PAGE)

    assert article.title == "Phones"
    assert article.body == (
        "# Phones\n\nPhones stay off. They stay in bags.\n\n## Exceptions\n\n- Medical need.\n- A carer’s phone."
    )
    assert texts(article) == ["Phones stay off.", "They stay in bags.", "Medical need.", "A carer’s phone."]
    assert article.passages[1].heading == "Exceptions"


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<title> A\n title </title><p>Text.", "A title"),
        ("<head><title>A title<title></head><body><p>Text.", "A title"),
        ("<head><title>A title</title><body><p>Text.", "A title"),
        ("<p>Text.", "Text."),
    ],
)
def test_a_web_page_without_a_heading_is_called_by_its_title(markup: str, title: str) -> None:
    assert read("page.htm", markup).title == title


def test_tables_and_line_breaks_keep_words_apart() -> None:
    article = read("page.html", "<table><tr><td>Age</td><td>16</td></tr><tr><td>Fine</td></tr></table><p>A<br>b</p>")

    assert article.body == "Age 16\nFine\n\nA\nb"


def test_an_old_page_is_read_in_the_encoding_it_declares() -> None:
    page = '<meta charset="iso-8859-1"><p>Protección de los niños en línea.</p>'

    assert texts(read("page.html", page.encode("latin-1"))) == ["Protección de los niños en línea."]


def test_a_page_in_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(CorpusError, match="save the page as UTF-8"):
        read("page.html", b"<p>ni\xf1os</p>")


def pdf(text: str = "", *, title: str = "", password: str | None = None) -> bytes:
    """Write a PDF file of one page."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(width=600, height=200)
    content = pypdf.generic.DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("latin-1"))
    font = pypdf.generic.DictionaryObject()
    for key, value in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica")):
        font[pypdf.generic.NameObject(key)] = pypdf.generic.NameObject(value)
    fonts = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/F1"): font})
    resources = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/Font"): fonts})
    page[pypdf.generic.NameObject("/Resources")] = resources
    page[pypdf.generic.NameObject("/Contents")] = content
    if title:
        writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("password", [None, ""], ids=["open", "locked against changes only"])
def test_a_pdf_file_gives_its_text_and_title(password: str | None) -> None:
    article = read("report.pdf", pdf("Phones stay off. They stay in bags.", title="The report", password=password))

    assert article.title == "The report"
    assert texts(article) == ["Phones stay off.", "They stay in bags."]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(pdf(), "No text to read: a scan needs text recognition first", id="scan"),
        pytest.param(pdf("Text.", password="secret"), "asks for a password", id="encrypted"),
        pytest.param(b"no pdf", "cannot be read", id="broken"),
        pytest.param(b"", "cannot be read", id="empty"),
    ],
)
def test_a_pdf_file_without_readable_text_says_so(raw: bytes, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        read("report.pdf", raw)


def test_a_missing_pdf_reader_names_the_extra_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)

    with pytest.raises(CorpusError, match=r'pip install "footnote\[ingest\]"'):
        read("report.pdf", pdf("Text."))


MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<![foo[", "<!x", "<nav>", "</", "<", "&#xD800;", "<!--", "?>", "a."])
)


@given(st.binary() | st.text().map(str.encode) | MARKUP.map(lambda parts: "".join(parts).encode()))
@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_any_bytes_give_true_offsets_or_a_corpus_error(name: str, raw: bytes) -> None:
    try:
        article = read(name, raw)
    except CorpusError:
        return

    assert all(article.body[one.start : one.end] == one.text != "" for one in article.sentences)


@given(st.binary(max_size=40), st.integers(min_value=0))
def test_a_damaged_pdf_file_gives_an_article_or_a_corpus_error(damage: bytes, place: int) -> None:
    whole = pdf("Phones stay off.")
    place %= len(whole)

    with suppress(CorpusError):  # any other error fails the test
        read("report.pdf", whole[:place] + damage + whole[place + len(damage) :])
