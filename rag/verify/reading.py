"""Read a sentence into the tokens that checking compares."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from rag.understand.words import is_shouted
from rag.verify.pieces import Piece, pieces_of
from rag.verify.quantities import quantity_at
from rag.verify.tokens import Kind, Token

DATA = Path(__file__).parent.parent / "data" / "spellings.toml"
REMEMBERED = 4096
"""Sentences: the same evidence is read for every claim of an answer, and for many answers."""


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words and names that are written in more than one way."""

    words: Mapping[str, str]
    names: Mapping[tuple[str, ...], str]
    longest: int


@cache
def spellings() -> Spellings:
    """Return the spellings of the data file, read once."""
    kept = tomllib.loads(DATA.read_text(encoding="utf-8"))
    names = {tuple(spelling.split()): form for form, all_of in kept["names"].items() for spelling in all_of}
    return Spellings(dict(kept["words"]), names, max(map(len, names)))


@lru_cache(maxsize=REMEMBERED)
def read_tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text` in order."""
    pieces = pieces_of(text)
    shouted = is_shouted(text)
    spanish = _is_spanish(pieces)
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        found = quantity_at(pieces, at, spanish=spanish)
        if found:
            tokens += found.tokens
            at += found.length
            continue
        name, length = _name(pieces, at)
        piece = pieces[at]
        form = name or _spelled(piece.folded)
        kind = Kind.NAME if name or (not shouted and _is_name(piece)) else Kind.WORD
        written = " ".join(one.written for one in pieces[at : at + length])
        tokens.append(Token(form, kind, written, piece.after_break, piece.after_stop))
        at += length
    return tuple(map(_dated, tokens, [*tokens[1:], None]))


def _dated(token: Token, following: Token | None) -> Token:
    """Return `in` for the `on` before a date: the same word, whether the day is named or only the month."""
    if token.form == "on" and following is not None and following.kind is Kind.DATE:
        return replace(token, form="in")
    return token


def _is_spanish(pieces: Sequence[Piece]) -> bool:
    return sum(piece.folded in ("de", "la", "el", "los", "que", "en", "una", "del") for piece in pieces) >= 2


def _name(pieces: Sequence[Piece], at: int) -> tuple[str, int]:
    """Return the one form of a name with several spellings, and how many pieces it takes."""
    for length in range(min(spellings().longest, len(pieces) - at), 0, -1):
        form = spellings().names.get(tuple(piece.folded for piece in pieces[at : at + length]))
        if form and (length > 1 or pieces[at].text.isupper()):
            return form, length
    return "", 1


def _spelled(word: str) -> str:
    """Return the British spelling of a word that has an American one."""
    known = spellings().words.get(word)
    if known:
        return known
    for american, british in (("ization", "isation"), ("izing", "ising"), ("ized", "ised"), ("izes", "ises")):
        if word.endswith(american) and len(word) > len(american) + 2:
            return word.removesuffix(american) + british
    return word.removesuffix("ize") + "ise" if word.endswith("ize") and len(word) > 6 else word


def _is_name(piece: Piece) -> bool:
    if sum(letter.isupper() for letter in piece.text) > 1:
        return True
    return piece.is_capitalised and not piece.opens and len(piece.text) > 1
