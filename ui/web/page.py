"""What the frame around every page says: title, description, where links lead, what the script needs to know.

Every address is relative, so that the site works behind any prefix that a proxy puts before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ui.keep import LONGEST_COMMENT, Thumb, reasons
from ui.web.site import Site
from ui.web.texts import LANGUAGES, said, texts

STATIC = Path(__file__).parent / "static"
NAMES = ("ask", "overview", "sources", "measures", "about")
"""The pages in the order of the navigation."""
FOR_SCRIPT = ("turn", "feedback", "reader", "ask")
"""Tables of texts that the script may show."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page lies below the root of the site."""

    language: str
    path: str
    """Below the root of its language: empty for the first page, else `overview` or `sources/<id>`."""
    query: str = ""

    @property
    def base(self) -> str:
        """Return the way from here to the first page in this language."""
        return "../" * self.path.count("/") or "./"

    @property
    def root(self) -> str:
        """Return the way from here to the root of the site."""
        return self.base if self.language == LANGUAGES[0] else f"{self.base}../".removeprefix("./")

    def to(self, path: str, language: str | None = None) -> str:
        """Return the way from here to another page, in this language or in another."""
        return self.root + below_root(language or self.language, path)


def below_root(language: str, path: str) -> str:
    """Return where a page lies below the root of the site."""
    return path if language == LANGUAGES[0] else f"{language}/{path}"


@dataclass(frozen=True, slots=True)
class Page:
    """The frame of one page."""

    name: str
    """One of `NAMES`, or empty for a page that the navigation does not list."""
    title: str
    description: str
    language: str
    base: str
    root: str
    nav: tuple[tuple[str, str], ...]
    other: str
    other_href: str
    alternates: tuple[tuple[str, str], ...]
    articles: int
    as_of: str
    version: str
    skip_to: str
    is_private: bool
    fingerprint: str
    """Changes with the style sheet and the script, so that no browser keeps an old one."""
    data: Mapping[str, object]


def page_for(
    site: Site, name: str, address: Address, *, title: str = "", description: str = "", is_private: bool = False
) -> Page:
    """Return the frame of the page at `address`; without a title it is that of the first page."""
    language = address.language
    other = next(one for one in LANGUAGES if one != language)
    query = f"?{address.query}" if address.query else ""
    return Page(
        name=name,
        title=f"{title} · Footnote" if title else said("site.title", language),
        description=description or said("site.description", language),
        language=language,
        base=address.base,
        root=address.root,
        nav=tuple((one, address.to("" if one == "ask" else one) or "./") for one in NAMES),
        other=other,
        other_href=address.to(address.path, other) + query,
        alternates=tuple((one, address.to(address.path, one) + query) for one in LANGUAGES),
        articles=len(site.corpus),
        as_of=site.voice(language).words.date(site.corpus.as_of),
        version=site.corpus.version,
        skip_to="question" if name == "ask" else "content",
        is_private=is_private,
        fingerprint=fingerprint(),
        data=_data(site, address),
    )


@cache
def fingerprint() -> str:
    """Return a few letters that change when the style sheet or the script does."""
    contents = b"".join((STATIC / name).read_bytes() for name in ("footnote.css", "footnote.js"))
    return hashlib.sha256(contents).hexdigest()[:8]


def _data(site: Site, address: Address) -> Mapping[str, object]:
    language = address.language
    return {
        "language": language,
        "base": address.base,
        "root": address.root,
        "longestComment": LONGEST_COMMENT,
        "feedbackDays": site.services.keep.feedback_days,
        "reasons": {thumb.value: [list(pair) for pair in reasons(thumb, language).items()] for thumb in Thumb},
        "texts": {key: text[language] for key, text in texts().items() if key.partition(".")[0] in FOR_SCRIPT},
    }
