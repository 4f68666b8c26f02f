"""What every page of the site knows: the services, where the figures lie, what day it is, and the corpus in order.

site = Site(services, measures=Path("evals/baseline.json"), today=date.today)
site.places("es")               (("DE", "Alemania"), …), as people sort them
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus import Corpus, CorpusError
from rag.helplines import lines
from ui.api.services import Services
from ui.web.texts import place_name
from ui.web.view import Voice


@dataclass(frozen=True, slots=True)
class Site:
    """The web page over the services of this process."""

    services: Services
    measures: Path
    """Where the figures of the last evaluation lie; the file need not exist."""
    today: Callable[[], date]

    @property
    def corpus(self) -> Corpus:
        """What is answered from."""
        return self.services.corpus

    def voice(self, language: str) -> Voice:
        """Return how things are said in `language`."""
        return Voice(language, self.language_of)

    def language_of(self, article: str) -> str:
        """Return the language that an article is written in; English for one that a newer corpus has dropped."""
        try:
            return self.corpus.article(article).language
        except CorpusError:
            return "en"

    def places(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return code and name of every jurisdiction that the corpus knows, sorted by name."""
        return _named({article.jurisdiction for article in self.corpus}, language)

    def help_countries(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return code and name of every country that has a help line, sorted by name."""
        return _named({line.country for line in lines()}, language)


def _named(codes: set[str], language: str) -> tuple[tuple[str, str], ...]:
    named = ((code, place_name(code, language)) for code in codes)
    return tuple(sorted(named, key=lambda pair: _sortable(pair[1])))


def _sortable(name: str) -> str:
    """Return `name` as people look it up: Österreich under O."""
    return "".join(one for one in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(one))
