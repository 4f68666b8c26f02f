"""Who to call: help lines that the corpus names, for the country and the need.

    helplines_for("US-CA", {"self_harm"}, corpus)    the lines of the United States, the lifeline first
    helplines_for(None, {"image"}, corpus)           one line each of several countries
    facts_for({"image"}, "GB", corpus)               what the fitting service does, as the corpus says it

The entries are data (`data/helplines.toml`); one whose sentence this corpus does not have is left out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from corpus import Corpus, CorpusError, Sentence
from rag.answer import Helpline
from rag.understand.places import DATA, gazetteer

ANYWHERE = "INT"
BY_LANGUAGE = {"en": ("GB", "US", "AU", "CA", "EU", "ES"), "es": ("ES", "EU", "US", "GB", "AU", "CA")}
"""Countries of the international list, by how likely somebody who asks in that language is there."""
MOST_FACTS = 2


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence of the corpus, and how it must begin for us to trust that it is still the one meant."""

    id: str
    begins: str

    def find(self, corpus: Corpus) -> Sentence | None:
        """Return the sentence, or None where this corpus has another or none under that id."""
        try:
            sentence = corpus.sentence(self.id)
        except CorpusError:
            return None
        return sentence if sentence.text.startswith(self.begins) else None


@dataclass(frozen=True, slots=True)
class Line:
    """A help line as `data/helplines.toml` has it."""

    name: str
    country: str
    language: str
    """Of the cited sentence; empty where there is only one."""
    contact: str
    hours: str
    sentence: Cited
    """Names the contact."""
    hours_in: Cited | None
    """Names the hours; None where the corpus gives none."""
    for_children: bool
    serves: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence that says what a service does."""

    country: str
    language: str
    serves: frozenset[str]
    sentence: Cited


def helplines_for(
    country: str | None, needs: Iterable[str], corpus: Corpus, *, limit: int = 4, language: str = "en"
) -> tuple[Helpline, ...]:
    """Return at most `limit` help lines, those of `country` first and what fits `needs` first among them.

    A state's lines are its country's; a country of the European Union without any gets those of the Union. Everybody
    else, and who named no country, gets the best line of each of several countries.
    """
    wanted = frozenset(needs)
    known = [line for line in _in_language(lines(), language) if line.sentence.find(corpus)]
    near = [line for code in _around(country) for line in _fitting(known, code, wanted)]
    far = [line for code in BY_LANGUAGE[language] for line in _fitting(known, code, wanted)[:1]]
    return tuple(_helpline(line, corpus) for line in (near or far)[:limit])


def facts_for(
    needs: Iterable[str], country: str | None, corpus: Corpus, *, language: str = "en"
) -> tuple[Sentence, ...]:
    """Return at most two sentences that say what the service for `needs` does, in `country` or else anywhere."""
    wanted = frozenset(needs)
    for code in (*_around(country), ANYWHERE):
        fitting = [fact for fact in _in_language(facts(), language) if fact.country == code and fact.serves & wanted]
        fitting.sort(key=lambda fact: -len(fact.serves & wanted))
        found = [sentence for fact in fitting if (sentence := fact.sentence.find(corpus))]
        if found:
            return tuple(found[:MOST_FACTS])
    return ()


Entry = TypeVar("Entry", Line, Fact)


@cache
def lines() -> tuple[Line, ...]:
    """Return every entry of the data file, in its order."""
    return tuple(
        Line(
            name=table["name"],
            country=table["country"],
            language=table.get("language", ""),
            contact=table["contact"],
            hours=table.get("hours", ""),
            sentence=Cited(table["sentence"], table["begins"]),
            hours_in=Cited(table["hours_in"], table["hours_begin"]) if "hours_in" in table else None,
            for_children=table.get("for_children", False),
            serves=frozenset(table["serves"]),
        )
        for table in _tables()["line"]
    )


@cache
def facts() -> tuple[Fact, ...]:
    """Return every sentence of the data file about a service, in its order."""
    return tuple(
        Fact(
            table["country"],
            table.get("language", ""),
            frozenset(table["serves"]),
            Cited(table["sentence"], table["begins"]),
        )
        for table in _tables()["fact"]
    )


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((DATA / "helplines.toml").read_text(encoding="utf-8"))


def _around(country: str | None) -> tuple[str, ...]:
    """Return the code, and those of what it lies in, the nearest first."""
    if country is None:
        return ()
    known = gazetteer().jurisdictions.get(country)
    larger = known.within if known else ()
    return tuple(dict.fromkeys((country, country.split("-")[0], *larger)))


def _in_language(entries: Sequence[Entry], language: str) -> list[Entry]:
    return [entry for entry in entries if entry.language in {"", language}]


def _fitting(known: Sequence[Line], country: str, needs: Set[str]) -> list[Line]:
    """Return the lines of a country: what fits first, help for children before help for all."""
    own = [line for line in known if line.country == country]
    return sorted(own, key=lambda line: (-len(line.serves & needs), not line.for_children))


def _helpline(line: Line, corpus: Corpus) -> Helpline:
    # Hours that this corpus no longer says are not said either.
    is_open_as_said = line.hours_in is not None and line.hours_in.find(corpus) is not None
    return Helpline(line.name, line.country, line.contact, line.hours if is_open_as_said else "", line.sentence.id)
