"""Cut a text into words and numbers as they stand, before anything is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rag.understand.words import composed, fold

PIECE = re.compile(
    r"(?P<iso>\b\d{4}-\d{2}-\d{2}\b)"
    r"|(?:(?P<currency>(?:(?<!\w)(?:US|AU|CA|NZ|HK|A|C|S|R))?\$|[£€¥₹₩₱₦])\s?)?"
    r"(?<![\w.])(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d,.]\d|\d)|\d+(?:[.,]\d+)*)"
    r"(?P<suffix>(?:st|nd|rd|th|bn|mn|mln|tn|[mkbs]|º)\b|(?=[-–]?year))?(?![^\W\d_])(?P<percent>\s?%)?"
    r"|(?P<dotted>(?<!\w)[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W_]))"
    r"|(?P<word>[^\W_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<dash>(?<=\d)\s?[–-]\s?(?=[£€$]?\d))"
    r"|(?P<stop>[.!?…]+(?=[\s\"”’)]|\Z))"
    r"|(?P<quote>[\"“”«»])"
    r"|(?P<break>[,;:()\[\]—]|\s[–-]\s)"
)

ABBREVIATED = frozenset(
    "art arts no nos sec st mr mrs ms dr v vs inc cf gov sen rep jan feb mar apr aug sept oct nov dec".split()  # noqa: SIM905 - one list of words
)
"""A full stop behind these ends no sentence."""
CONTRACTED = {"ll": "will", "re": "are", "ve": "have", "m": "am"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a number where it stands."""

    text: str
    folded: str
    written: str
    digits: str = ""
    suffix: str = ""
    currency: str = ""
    is_percent: bool = False
    is_iso_date: bool = False
    after_break: bool = False
    after_stop: bool = False
    opens: bool = False
    """It is the first of a sentence, so that its capital says nothing."""

    @property
    def is_number(self) -> bool:
        """Tell whether it is written in digits."""
        return bool(self.digits)

    @property
    def is_capitalised(self) -> bool:
        """Tell whether it begins with a capital."""
        return self.text[:1].isupper()


def pieces_of(text: str) -> list[Piece]:
    """Return the words and numbers of `text` in order, with the breaks before them."""
    found: list[Piece] = []
    after_break = after_stop = opens = True
    for match in PIECE.finditer(composed(text).replace("ʼ", "'")):
        group = match.lastgroup
        if match["dash"]:
            found.append(Piece("to", "to", match["dash"]))
        elif match["stop"]:
            if not (match["stop"] == "." and found and found[-1].folded in ABBREVIATED):
                after_break = after_stop = opens = True
        elif match["break"] or match["quote"]:
            after_break = after_break or bool(match["break"])
            after_stop = after_stop or match["break"] == ";"
        elif group:
            for piece in _pieces(match, opens=opens):
                found.append(replace(piece, after_break=after_break, after_stop=after_stop))
                after_break = after_stop = opens = False
    return found


def _pieces(match: re.Match[str], *, opens: bool) -> Iterator[Piece]:
    text = match[0].strip()
    if match["iso"]:
        yield Piece(text, text, text, is_iso_date=True, opens=opens)
    elif match["digits"]:
        yield Piece(
            text,
            fold(text),
            text,
            digits=re.sub(r"\s", ",", match["digits"]),
            suffix=(match["suffix"] or "").lower(),
            currency=fold(match["currency"] or ""),
            is_percent=bool(match["percent"]),
            opens=opens,
        )
    else:
        yield from _words(text, opens=opens)


def _words(text: str, *, opens: bool) -> Iterator[Piece]:
    """Yield one word, or the two of a contraction; a possessive ending is dropped."""
    bare, apostrophe, ending = text.replace("’", "'").replace(".", "").rpartition("'")
    bare, ending = (bare, ending) if apostrophe else (ending, "")
    plain, ending = fold(bare).replace("'", ""), fold(ending)
    if ending == "t" and plain.endswith("n"):
        stem = {"can": "can", "won": "will", "shan": "shall"}.get(plain, plain[:-1])
        yield Piece(bare, stem, text, opens=opens)
        yield Piece("not", "not", text)
        return
    if plain == "cannot":
        yield Piece(bare, "can", text, opens=opens)
        yield Piece("not", "not", text)
        return
    if ending not in ("", "s", "d", *CONTRACTED):
        plain += ending  # O'Brien
    yield Piece(bare, plain, text, opens=opens)
    if ending in CONTRACTED:
        yield Piece(CONTRACTED[ending], CONTRACTED[ending], text)
