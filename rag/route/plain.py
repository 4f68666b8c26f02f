"""Take off what hides a text from a reader or from a pattern: invisible characters, look-alikes, codes.

    unmask("1gn0re your rul3s").text   ->  "ignore your rules"
    unmask("p l e a s e  h e l p").text  ->  "please help"
    plain("Théy'll post MY pics")      ->  "theyll post my pics"

What a code says is kept apart, never put back into the text.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rag.understand.words import fold

LONGEST = 4000
"""Characters of a question that patterns read; nobody needs more to say what it is about."""

LOOKALIKES = str.maketrans("аеорсухіјѕԁһАЕОРСУХІЈЅαεοι", "aeopcyxijsdhAEOPCYXIJSaeoi")
DIGITS_FOR_LETTERS = str.maketrans("013457@$", "oieastas")

ENCODED = re.compile(r"(?<![\w/.:])(?:[A-Za-z0-9+/]{20,}={0,2}|(?:[0-9a-fA-F]{2} ?){12,})(?![\w/])")
SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*]{1,3}){4,}[^\W\d_](?!\w)")
DISGUISED = re.compile(r"\b(?=\w*[a-z])[a-z013457@$]*[a-z][013457@$][a-z][a-z013457@$]*\b", re.IGNORECASE)
INNER_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ´`](?=\w)")
SPACE = re.compile(r"\s+")
SHORTHAND = {
    "u": "you", "ur": "your", "r": "are", "ppl": "people", "pls": "please", "plz": "please", "idk": "i dont know",
    "dunno": "dont know", "wanna": "want to", "gonna": "going to", "gotta": "have to", "bc": "because",
    "cuz": "because", "cos": "because", "sum1": "someone", "some1": "someone", "any1": "anyone", "every1": "everyone",
    "m8": "mate", "frend": "friend", "freind": "friend", "wat": "what", "wot": "what", "abt": "about",
    "bf": "boyfriend", "gf": "girlfriend", "tmrw": "tomorrow", "2moro": "tomorrow", "2nite": "tonight", "yr": "year",
    "q": "que", "xq": "porque", "pq": "porque", "tb": "tambien", "ke": "que", "k": "que",
}  # fmt: skip
"""Text-speak, written out."""


@dataclass(frozen=True, slots=True)
class Unmasked:
    """A text as a reader would see it, and what had been done to it."""

    text: str
    decoded: tuple[str, ...]
    """What codes in the text say; no longer part of `text`."""
    found: tuple[str, ...]
    """In words: what was taken off."""


def unmask(text: str) -> Unmasked:
    """Return `text` without invisible characters, look-alike letters and codes."""
    found: list[str] = []
    seen = _visible(text)
    if seen != text:
        found.append("invisible characters")
    letters = _latin(seen)
    if letters != seen:
        found.append("look-alike letters")
    decoded = tuple(_decoded(letters))
    if decoded:
        found.append("text in a code")
        letters = ENCODED.sub(lambda code: " " if _decode(code.group()) else code.group(), letters)
    joined = SPACED.sub(_join, letters)
    if joined != letters:
        found.append("letters set apart")
    clear = DISGUISED.sub(lambda word: _undisguise(word.group()), joined)
    if clear != joined:
        found.append("digits for letters")
    return Unmasked(clear if found else text, decoded, tuple(found))


def plain(text: str) -> str:
    """Return what patterns read: folded, apostrophes out, one space between words, shorthand written out."""
    folded = SPACE.sub(" ", INNER_APOSTROPHE.sub("", fold(text[:LONGEST]))).strip()
    return re.sub(r"\b\w+\b", lambda word: SHORTHAND.get(word.group(), word.group()), folded)


def _visible(text: str) -> str:
    # Format characters (Cf) hold zero-width marks and the Unicode tags; joiners inside emoji are no loss here.
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in {"Cf", "Cc", "Co"}
    )


def _latin(text: str) -> str:
    return "".join(_latin_word(part) for part in re.split(r"(\s+)", text))


def _latin_word(word: str) -> str:
    if word.isascii():
        return word
    narrow = "".join(_narrow(character) for character in word)
    mixed = any(character.isascii() and character.isalpha() for character in narrow)
    return narrow.translate(LOOKALIKES) if mixed else narrow


def _narrow(character: str) -> str:
    """Return the plain form of a full-width or mathematical letter, everything else as it is."""
    form = unicodedata.normalize("NFKC", character)
    is_disguise = len(form) == 1 and form.isascii() and form.isalnum() and not character.isascii()
    return form if is_disguise and unicodedata.category(character) != "No" else character


def _decoded(text: str) -> Iterator[str]:
    for code in ENCODED.finditer(text):
        meaning = _decode(code.group())
        if meaning:
            yield meaning


def _decode(code: str) -> str:
    """Return what a Base64 or hexadecimal run says, if that is text."""
    packed = code.replace(" ", "")
    for read in (binascii.unhexlify, _base64):
        try:
            meaning = read(packed).decode("utf-8")
        except (ValueError, UnicodeDecodeError):
            continue
        if meaning.isprintable() and len(meaning) >= 6 and sum(map(_is_prose, meaning)) >= 0.9 * len(meaning):
            return meaning
    return ""


def _base64(packed: str) -> bytes:
    return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)


def _is_prose(character: str) -> bool:
    return character.isalpha() or character in " .,:;!?'-"


def _join(spaced: re.Match[str]) -> str:
    # Two or more blanks stand between words, one between letters.
    return " ".join(re.sub(r"[ .\-_*]", "", word) for word in re.split(r" {2,3}", spaced.group()))


def _undisguise(word: str) -> str:
    is_word = len(word) >= 4 and sum(map(str.isalpha, word)) >= len(word) / 2 and word.lower() not in SHORTHAND
    return word.translate(DIGITS_FOR_LETTERS) if is_word else word
