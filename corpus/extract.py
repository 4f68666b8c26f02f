"""The readable text of HTML pages and PDF files, as plain Markdown: paragraphs, bullets and headings."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import NamedTuple

from corpus.errors import CorpusError

_SKIPPED = frozenset({
    "script", "style", "nav", "header", "footer", "aside", "form", "noscript", "template", "svg", "button", "select",
    "iframe", "head",
})  # fmt: skip
_PARAGRAPHS = frozenset({
    "p", "div", "section", "article", "main", "body", "ul", "ol", "dl", "table", "blockquote", "pre", "figure",
    "figcaption", "address", "details", "summary", "hr", "fieldset", "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
_LINES = {"br": "\n", "tr": "\n", "li": "\n- ", "dt": "\n- ", "dd": "\n", "td": " ", "th": " "}
_HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### ", "h6": "###### "}
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*(iso-8859-1|latin-?1|windows-1252|cp1252)", re.IGNORECASE)

INSTALL_PDF = 'Reading PDF files needs one package more: pip install "footnote[ingest]".'


class Extract(NamedTuple):
    """What a page or file says, and what it calls itself (empty where it does not)."""

    title: str
    text: str


def from_html(raw: bytes, path: str) -> Extract:
    """Take the main text out of a web page: no scripts, menus, headers or footers."""
    page = _Page()
    try:
        page.feed(_decode_html(raw, path))
        page.close()
    except AssertionError as error:  # the parser's own word for a declaration that it does not know
        raise CorpusError("Broken HTML: save the page again from a browser.", path=path) from error
    return Extract(_one_line("".join(page.title)), _tidy("".join(page.pieces)))


def from_pdf(raw: bytes, path: str) -> Extract:
    """Take the text out of a PDF file.

    Raises CorpusError where the reader is not installed, and for files that are encrypted, broken or scanned.
    """
    try:
        import pypdf
    except ImportError as error:
        raise CorpusError(INSTALL_PDF, path=path) from error
    # Files from outside break the reader in many ways of Python's own; each of them means the same to whoever added it.
    broken = (
        pypdf.errors.PyPdfError, pypdf.errors.DependencyError, ArithmeticError, AssertionError, AttributeError,
        LookupError, OSError, RuntimeError, TypeError, ValueError,
    )  # fmt: skip
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise CorpusError("The PDF asks for a password: save a copy without one.", path=path)
        title = str(reader.metadata.title or "") if reader.metadata else ""
        text = "\n\n".join(page.extract_text() for page in reader.pages)
    except broken as error:
        raise CorpusError("The PDF cannot be read: open it and print it to a new PDF.", path=path) from error
    return Extract(_one_line(title), _printable(text))


class _Page(HTMLParser):
    """Collects the title and the visible text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.pieces: list[str] = []
        self._hidden: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A page may leave its head open; its body ends it.
        if tag == "body" and "head" in self._hidden:
            self._hidden.remove("head")
        if tag in _SKIPPED:
            self._hidden.append(tag)
        # Only the page's own title: drawings have titles too.
        self._in_title = tag == "title" and self._hidden in ([], ["head"])
        self._break(tag)
        if tag in _HEADINGS and not self._hidden:
            self.pieces.append(_HEADINGS[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            # Closes what was left open inside as well.
            del self._hidden[self._hidden.index(tag) :]
        self._in_title = False
        self._break(tag if tag in _PARAGRAPHS else "")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif not self._hidden:
            self.pieces.append(re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if not self._hidden:
            self.pieces.append("\n\n" if tag in _PARAGRAPHS else _LINES.get(tag, ""))


def _decode_html(raw: bytes, path: str) -> str:
    declared = _DECLARED.search(raw[:2048])
    try:
        return raw.decode("cp1252" if declared else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError("Neither UTF-8 nor the encoding it declares: save the page as UTF-8.", path=path) from error


def _tidy(text: str) -> str:
    """One space between words, one blank line between paragraphs, no empty headings or bullets."""
    rows = [" ".join(row.split()) for row in _printable(text).split("\n")]
    kept = ["" if re.fullmatch(r"#{1,6}|-", row) else row for row in rows]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def _one_line(text: str) -> str:
    return " ".join(_printable(text).split())


def _printable(text: str) -> str:
    """Drop half characters and control signs, which neither JSON nor a terminal would take."""
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "", whole)
