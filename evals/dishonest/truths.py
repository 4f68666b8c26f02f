"""True sentences near the evidence: shortened, joined, in another order, with numbers and dates written otherwise."""

from __future__ import annotations

import re
from random import Random

from evals.dishonest.amounts import DATE, MONTHS, WRITTEN, YEAR
from evals.dishonest.case import Told
from evals.dishonest.material import Material, Piece, closed, lowered, opened, pairs, replaced

BRACKET = re.compile(r" \([^()]{2,80}\)")
ASIDE = re.compile(r", (?:which|who|a|an|the|known as|called|based in|made up of) [^,;.]{6,120}(?=,)")
TAIL = re.compile(
    r"(?:;|, and|, but|, while|, with|, which|, including|, because|, after|, so that) [^;.]{6,160}(?=\.$)"
)
FULL_DATE = re.compile(rf"{DATE.pattern} (\d{{4}})")
OPENING = re.compile(
    r"^(?P<opening>(?:On|In|Under|From|By|Since|At|According to|For) [^,]{3,70}), (?P<rest>[^;:]{20,160})\.$"
)
OPENING_WORD = re.compile(r"(?:On|In|Under|From|By|Since|At|For|After|Before|As|With|If|When|Besides|Among)\b")
ENDING = re.compile(r"^(?P<rest>[^,;:]{20,120}) (?P<ending>(?:on|in|since|from|by) (?:\d{1,2} )?[A-Z]\w+ \d{4})\.$")
NO_LOSS = re.compile(r"\b(?:not|no|only|unless|except|if|until|never|up to|at least|without)\b|n't", re.I)


def word_for_word(piece: Piece, _: Material, random: Random) -> str | None:
    """Say the sentence as it stands."""
    return piece.text


def bracket_left_out(piece: Piece, _: Material, random: Random) -> str | None:
    """Leave out what stands in brackets."""
    match = BRACKET.search(piece.text)
    if not match or NO_LOSS.search(match[0]):
        return None
    return piece.text[: match.start()] + piece.text[match.end() :]


def aside_left_out(piece: Piece, _: Material, random: Random) -> str | None:
    """Leave out an apposition between commas."""
    match = ASIDE.search(piece.text)
    if not match or NO_LOSS.search(match[0]) or OPENING_WORD.match(piece.text) or "," in piece.text[: match.start()]:
        return None
    rest = piece.text[match.end() + 1 :].lstrip()
    return None if re.match(r"(?:and|or|but|while|with)\b", rest) else f"{piece.text[: match.start()]} {rest}"


def tail_left_out(piece: Piece, _: Material, random: Random) -> str | None:
    """Leave out the second half of a compound sentence."""
    match = TAIL.search(piece.text)
    if not match or NO_LOSS.search(match[0]) or len(piece.text[: match.start()].split()) < 7:
        return None
    if re.search(r"\b(?:and|or)\b", match[0]) and match[0].startswith((", and", ", with", ", including")):
        return None  # most likely the end of a list
    return closed(piece.text[: match.start()])


def opening_left_out(piece: Piece, _: Material, random: Random) -> str | None:
    """Leave out the date at the start."""
    match = re.match(r"^On \d{1,2} [A-Z]\w+ \d{4}, ?(?=\S)|^On \d{1,2} [A-Z]\w+ \d{4} ", piece.text)
    return opened(piece.text[match.end() :]) if match else None


def joined(piece: Piece, _: Material, random: Random) -> Told | None:
    """Say two neighbours as one sentence."""
    if not piece.following or len((piece.text + piece.following).split()) > 50:
        return None
    joint = random.choice((", and ", "; "))
    return Told(f"{piece.text.rstrip('.')}{joint}{lowered(piece.following)}", (piece.text, piece.following))


def opening_last(piece: Piece, _: Material, random: Random) -> str | None:
    """Put the time or place from the start to the end."""
    match = OPENING.match(piece.text)
    if not match or "," in match["rest"] or re.match(r"[A-Z][\w. ]+? and ", match["rest"]):
        return None
    opening = match["opening"]
    return f"{opened(match['rest'])} {opening[:1].lower()}{opening[1:]}."


def ending_first(piece: Piece, _: Material, random: Random) -> str | None:
    """Put the date from the end to the start."""
    match = ENDING.match(piece.text)
    if not match or re.search(r"\b(?:and|or|that|who|which)\b", match["rest"]):
        return None
    return f"{opened(match['ending'])}, {lowered(match['rest'])}."


def date_otherwise(piece: Piece, _: Material, random: Random) -> str | None:
    """Write a date in another form."""
    match = FULL_DATE.search(piece.text)
    if not match:
        return None
    day, month, year = match[1], match[2], match[3]
    forms = (
        f"{month} {day}, {year}",
        f"{day} {month[:3]} {year}",
        f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}",
    )
    return piece.text[: match.start()] + random.choice(forms) + piece.text[match.end() :]


def number_otherwise(piece: Piece, _: Material, random: Random) -> str | None:
    """Write a number as a word, or with figures."""
    for value, word in enumerate(WRITTEN[:11], start=2):
        if re.search(rf"(?<=[a-z] ){word} (?=(?!million|billion|a\.m|p\.m)[a-z])", piece.text):
            return replaced(piece.text, word, str(value))
        figure = re.search(
            rf"(?<=[a-z] ){value} (?=(?!million|billion|percent|per|a\\.m|p\\.m|{'|'.join(MONTHS)})[a-z])", piece.text
        )
        if figure:
            return piece.text[: figure.start()] + word + " " + piece.text[figure.end() :]
    return None


def thousands_otherwise(piece: Piece, _: Material, random: Random) -> str | None:
    """Write a large number with other separators, or with a multiplier."""
    match = re.search(r"(?<![\d.,])(\d{1,3}),(\d{3})(,\d{3})?(?![\d,])", piece.text)
    if not match:
        return None
    if match[3] == ",000" and match[2] == "000":
        return piece.text[: match.start()] + f"{match[1]} million" + piece.text[match.end() :]
    plain = match[0].replace(",", random.choice(("", " ")))
    return piece.text[: match.start()] + plain + piece.text[match.end() :]


def amount_otherwise(piece: Piece, _: Material, random: Random) -> str | None:
    """Write a unit or a currency in another form."""
    found: list[str] = []
    for old, new in pairs("same_amount"):
        match = re.search(rf"(?<=\d) ?{re.escape(old)}(?!\w)", piece.text)
        if match:
            gap = " " if new[0].isupper() else ""
            found.append(piece.text[: match.start()] + gap + new + piece.text[match.end() :])
    if match := re.search(r"(?<![\w,.])(\d[\d.,]*) (million |billion )?(euros|US dollars|pounds)\b", piece.text):
        sign = {"euros": "€", "US dollars": "$", "pounds": "£"}[match[3]]
        found.append(
            piece.text[: match.start()] + f"{sign}{match[1]} {match[2] or ''}".rstrip() + piece.text[match.end() :]
        )
    return random.choice(found) if found else None


def short_form(piece: Piece, _: Material, random: Random) -> str | None:
    """Use a contraction or a usual short name, or write it out."""
    found = [text for old, new in pairs("same_short") if (text := replaced(piece.text, old, new))]
    return random.choice(found) if found else None


def comma_and_article(piece: Piece, _: Material, random: Random) -> str | None:
    """Change nothing but commas, dashes and quotation marks."""
    text = piece.text.replace("’", "'").replace("“", '"').replace("”", '"').replace(" – ", ", ")
    text = re.sub(r"(^(?:On|In|Under) [^,]{3,40}), ", r"\1 ", text)
    return text if text != piece.text else None


def year_only(piece: Piece, _: Material, random: Random) -> str | None:
    """Give the month and year of a full date, or the year alone."""
    match = re.search(rf"\b[Oo]n {FULL_DATE.pattern}", piece.text)
    if not match or len(YEAR.findall(piece.text)) > 1:
        return None
    said = "In" if match[0].startswith("O") else "in"
    return piece.text[: match.start()] + f"{said} {match[2]} {match[3]}" + piece.text[match.end() :]
