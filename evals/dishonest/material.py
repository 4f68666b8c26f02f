"""What false and true sentences are made of: the sentences of the corpus, their names and numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from corpus import Corpus

WORDING = Path(__file__).with_name("wording.toml")
SHORTEST, LONGEST = 7, 45
"""Words of a sentence that is worth twisting."""

NAME = re.compile(
    r"(?<![\w’'-])[A-Z][\w’'&.-]*[\w](?: (?:of |for |the |and )?[A-Z][\w’'&.-]*[\w])*"  # The Attorney General of Spain
)
PLAIN_OPENERS = frozenset(
    """The A An In On At By Under From It Its This These That Those They Their He She His Her As After Before Until
    Since For Of With Without If When While Where Both Each Some Many Most Other Another One Two Three Four Five Six
    Seven Eight Nine Ten No Not Only There Here Such All Any Every According About Between Because Children Parents
    Platforms Users Companies Sources Reports Critics Services Providers Violations Complaints Developers Schools
    Adults Minors Parents' Between During Following Although However Two-thirds Article Section Earlier Later Instead
    Once Even Still Also Under-16s Among Against Within""".split()  # noqa: SIM905 - a page of words reads better
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of the corpus and where it stands."""

    id: str
    text: str
    jurisdiction: str
    following: str
    """The next sentence of the same passage; empty for the last."""


@dataclass(frozen=True, slots=True)
class Material:
    """Every sentence that is worth twisting."""

    pieces: Sequence[Piece]
    names: Sequence[str]
    """Names that several sentences of different articles use."""
    texts: Mapping[str, str]
    """Sentence id -> text, of the whole corpus."""

    def other(self, piece: Piece, random: Random) -> Piece:
        """Return a sentence about another place."""
        while True:
            found = random.choice(self.pieces)
            if found.jurisdiction != piece.jurisdiction and names_in(found.text):
                return found


def material_of(corpus: Corpus) -> Material:
    """Return what `corpus` offers, its English sentences only."""
    pieces = [
        Piece(one.id, one.text, article.jurisdiction, following.text if following else "")
        for article in corpus.articles
        if article.language == "en"
        for passage in article.passages
        for one, following in zip(passage.sentences, (*passage.sentences[1:], None), strict=True)
        if SHORTEST <= len(one.text.split()) <= LONGEST
    ]
    return Material(pieces, _common_names(pieces), {one.id: one.text for one in corpus.sentences})


def names_in(text: str) -> list[str]:
    """Return the names in `text`, in order; a plain word that only opens the sentence is none."""
    found = (match[0] for match in NAME.finditer(text))
    return [name for name in (_without_opener(one) for one in found) if name]


@cache
def wording() -> Mapping[str, object]:
    """Return the lists that lies are made with, read once."""
    return tomllib.loads(WORDING.read_text(encoding="utf-8"))


def pairs(table: str) -> tuple[tuple[str, str], ...]:
    """Return a list of (say this, where this stands) pairs."""
    rows = wording()[table]
    assert isinstance(rows, list)
    return tuple((str(old), str(new)) for old, new in rows)


def lines(table: str) -> tuple[str, ...]:
    """Return a list of sentences or clauses."""
    rows = wording()[table]
    assert isinstance(rows, list)
    return tuple(map(str, rows))


def replaced(text: str, old: str, new: str) -> str | None:
    """Return `text` with the first whole-word `old` replaced; None where it does not stand."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    changed = pattern.sub(lambda _: new, text, count=1)
    return changed if changed != text else None


def opened(text: str) -> str:
    """Return `text` with a capital at its start."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Return `text` as it goes on after a comma: without the capital of a plain first word."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first in PLAIN_OPENERS else text


def closed(text: str) -> str:
    """Return `text` with single spaces and one full stop at its end."""
    return re.sub(r"\s+([,.;])", r"\1", " ".join(text.split())).rstrip(" .,;:") + "."


def _without_opener(name: str) -> str:
    first, _, rest = name.partition(" ")
    if first not in PLAIN_OPENERS:
        return name
    return rest if rest[:1].isupper() else ""


def _common_names(pieces: Sequence[Piece]) -> list[str]:
    articles: dict[str, set[str]] = {}
    for piece in pieces:
        for name in names_in(piece.text):
            articles.setdefault(name, set()).add(piece.id.partition("#")[0])
    return sorted(name for name, where in articles.items() if len(where) > 1 and len(name) > 2)
