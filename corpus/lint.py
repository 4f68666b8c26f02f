"""Check the articles of a folder before anybody is answered with them.

    for complaint in check("corpus/articles"):
        print(complaint)            # corpus/articles/x.md:12: Source `s3` is listed twice: …

Every problem of every file is told, not only the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from corpus import rules
from corpus.article import Article
from corpus.errors import CorpusError
from corpus.fields import nearest
from corpus.files import find_files, read_files
from corpus.front_matter import Page
from corpus.read import finish, is_brief, open_page
from corpus.store import twins

_SHARED = ("jurisdiction", "kind", "status")


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One thing to put right."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def check(folders: Path | str | Iterable[Path | str], *, today: date | None = None) -> tuple[Complaint, ...]:
    """List what is wrong below one folder or several, by file and line; empty means that all is well.

    `today` (default: the clock) is the day after which nothing can have happened yet. Lines of HTML and PDF files
    are those of the text taken out of them.
    """
    try:
        paths = find_files(folders).readable
    except CorpusError as error:
        return (_complaint("readable", error),)
    named = _rules(today or date.today())
    checked = [_check_file(path, named) for path in paths]
    articles = [result.article for result in checked if result.article]
    complaints = {complaint for result in checked for complaint in result.complaints}
    complaints.update(_complaint("twins", error) for error in twins(articles))
    return tuple(sorted(complaints.union(_translations(articles))))


class _Checked(NamedTuple):
    article: Article | None
    complaints: list[Complaint]


def _rules(today: date) -> Mapping[str, rules.Rule]:
    return {
        "fields": rules.complete_fields,
        "keys": rules.known_keys,
        "file-name": rules.id_matches_file,
        "dates": partial(rules.sane_dates, today=today),
        "title": rules.titles_agree,
        "marks": rules.sentences_marked,
        "unmarked": rules.sentences_single,
        "sources": rules.sources_used,
        "length": rules.sentences_short,
    }


def _check_file(path: Path, named: Mapping[str, rules.Rule]) -> _Checked:
    """Give the article, where the file makes one despite everything, and the complaints about it."""
    try:
        (file,) = read_files([path])
        opened = open_page(file)
    except CorpusError as error:
        return _Checked(None, [_complaint("readable", error)])
    complaints = list(_breaches(opened.page, named))
    try:
        return _Checked(finish(opened, file.modified), complaints)
    except CorpusError as error:
        # The rules have usually said the same already, and more beside it.
        return _Checked(None, complaints or [_complaint("readable", error)])


def _breaches(page: Page, named: Mapping[str, rules.Rule]) -> Iterator[Complaint]:
    """Apply every rule to a brief; a plain document has only to fit the model."""
    for name, rule in named.items():
        if is_brief(page) or name == "length":
            yield from (_complaint(name, error) for error in rule(page))


def _translations(articles: Sequence[Article]) -> Iterator[Complaint]:
    """Each translation has its original and agrees with it on what is not language."""
    by_id = {article.id: article for article in articles}
    for article in articles:
        if article.translation_of:
            message = _translation_fault(article, by_id)
            if message:
                yield Complaint(article.path, 1, "translation", message)


def _translation_fault(article: Article, by_id: Mapping[str, Article]) -> str:
    """Say what keeps an article from being a translation; empty where all is well."""
    original = by_id.get(article.translation_of)
    if original is None:
        hint = nearest(article.translation_of, by_id)
        return f"`translation_of: {article.translation_of}` is no article here: correct or add it. {hint}".rstrip()
    if article.language == original.language:
        return f"A translation of `{original.id}` must be in another language: write `language: es`."
    differing = [key for key in _SHARED if getattr(article, key) != getattr(original, key)]
    return f"{', '.join(differing)} must be as in `{original.id}`." if differing else ""


def _complaint(rule: str, error: CorpusError) -> Complaint:
    return Complaint(error.path, error.line or 1, rule, error.message)
