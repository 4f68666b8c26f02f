"""Find the jurisdictions that a question names: by country, people, city, institution or law."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rag.understand.words import fold, is_shouted, words

DATA = Path(__file__).parent.parent / "data"

CAPITALS_ONLY = frozenset({"US", "UN", "ICE", "LA", "IT", "CAC", "DC", "KL", "FSM", "DICT", "GUARD", "ITU", "PRC"})
"""Names that are written in capitals: in small letters they are everyday words."""
CAPITALS = re.compile(r"\b[A-Z](?:\.?[A-Z])+\b")


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A country, a state of the United States, or a body of many countries."""

    code: str
    name: str
    name_es: str
    within: tuple[str, ...]
    """Codes of the larger jurisdictions whose law also reaches there."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a question that stands for a jurisdiction."""

    code: str
    words: str
    """As the question has it, folded."""
    by: str
    """`name`, `city`, `body`, `law`, `acronym`, or `weak` for a name that many countries share."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Every known name and what it stands for."""

    jurisdictions: Mapping[str, Jurisdiction]
    names: Mapping[tuple[str, ...], tuple[str, str]]
    """Words of a folded name -> (code, by)."""
    longest: int
    """Words in the longest name."""

    def mentions(self, question: str) -> tuple[Mention, ...]:
        """Return what `question` names: the longest name at each place, weak ones only where nothing else is named."""
        found = tuple(self._scan(question))
        strong = tuple(mention for mention in found if mention.by != "weak")
        return strong or found

    def _scan(self, question: str) -> Iterable[Mention]:
        spoken = words(question)
        written = _in_capitals(question)
        position = 0
        while position < len(spoken):
            for length in range(min(self.longest, len(spoken) - position), 0, -1):
                key = self._known(tuple(spoken[position : position + length]))
                if key and _is_meant(key, written):
                    code, by = self.names[key]
                    if by != "besides":
                        yield Mention(code, " ".join(key), by)
                    position += length - 1
                    break
            position += 1

    def _known(self, key: tuple[str, ...]) -> tuple[str, ...]:
        # "californias law", "von der leyens panel": people leave the apostrophe out.
        bare = (*key[:-1], key[-1].removesuffix("s"))
        return next((form for form in (key, bare) if form in self.names and len(form[-1]) > 1), ())

    def reach(self, codes: Iterable[str]) -> frozenset[str]:
        """Return the codes with every larger jurisdiction around them."""
        inside = set(codes)
        for code in tuple(inside):
            inside.update(self.jurisdictions[code].within if code in self.jurisdictions else ())
        return frozenset(inside)

    def members(self, code: str) -> frozenset[str]:
        """Return the codes of the jurisdictions that lie in `code`."""
        return frozenset(inner for inner, known in self.jurisdictions.items() if code in known.within)

    def codes_within(self, code: str) -> frozenset[str]:
        """Return the same, members of the EU aside: they speak for themselves."""
        return frozenset() if code == "EU" else self.members(code)

    def name(self, code: str, language: str = "en") -> str:
        """Return how we write a jurisdiction; the code itself where we know no name."""
        known = self.jurisdictions.get(code)
        if known is None:
            return code
        return known.name_es if language == "es" else known.name


def _is_meant(key: tuple[str, ...], written: frozenset[str]) -> bool:
    if len(key) > 1 or key[0].upper() not in CAPITALS_ONLY:
        return True
    return key[0].upper() in written


def _in_capitals(question: str) -> frozenset[str]:
    """Return the words written in capitals, their dots left out; none where all of the question is (`TELL US MORE`)."""
    if is_shouted(question):
        return frozenset(found.replace(".", "") for found in CAPITALS.findall(question) if "." in found)
    return frozenset(found.replace(".", "") for found in CAPITALS.findall(question))


@cache
def gazetteer() -> Gazetteer:
    """Return the names of the data files, read once."""
    tables: dict[str, dict[str, Any]] = tomllib.loads((DATA / "jurisdictions.toml").read_text(encoding="utf-8"))
    names: dict[tuple[str, ...], tuple[str, str]] = {}
    for code, city in _cities():
        names[tuple(words(city))] = (code, "city")
    for code, table in tables.items():
        names |= _names_of(code, table)
    for short, means in acronyms().items():
        for code in means.of[:1]:
            names.setdefault((fold(short),), (code, "acronym"))
    jurisdictions = {
        code: Jurisdiction(code, table["name"], table["name_es"], tuple(table.get("within", ())))
        for code, table in tables.items()
    }
    return Gazetteer(jurisdictions, names, max(map(len, names)))


def _names_of(code: str, table: Mapping[str, Any]) -> dict[tuple[str, ...], tuple[str, str]]:
    kinds = {"also": "name", "bodies": "body", "laws": "law", "weak": "weak", "besides": "besides"}
    names = {tuple(words(table[field])): (code, "name") for field in ("name", "name_es")}
    for field, by in kinds.items():
        names |= {tuple(words(name)): (code, by) for name in table.get(field, ())}
    return names


def _cities() -> Iterable[tuple[str, str]]:
    for line in (DATA / "cities.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            city, code = line.split("\t")
            yield code, city


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short name and what it stands for."""

    means: str
    of: tuple[str, ...]
    """The jurisdictions it belongs to; empty for a word of the whole field."""


@cache
def acronyms() -> Mapping[str, Acronym]:
    """Return the short names of the field by their folded form, read once."""
    tables: dict[str, dict[str, Any]] = tomllib.loads((DATA / "acronyms.toml").read_text(encoding="utf-8"))
    return {fold(short): Acronym(table["means"], tuple(table.get("of", ()))) for short, table in tables.items()}
