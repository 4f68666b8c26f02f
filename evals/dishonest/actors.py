"""Lies about who: names exchanged, swapped, added, and words put into another mouth."""

from __future__ import annotations

import re
from random import Random

from evals.dishonest.material import Material, Piece, closed, lines, lowered, names_in, opened, pairs, replaced

SPOKE = (
    "said|says|told|announced|reported|reports|warned|argued|argues|stated|asked|found|criticised|welcomed|estimates|"
    "estimated|explained|acknowledged|recommended|recommends|proposed|wrote|noted|called"
)
SPEAKER = re.compile(rf"^(?P<who>[A-Z][^,;:]{{2,70}}?) (?P<verb>{SPOKE})\b")
SAID_THAT = re.compile(rf"^(?P<who>[A-Z][^,;:]{{2,70}}?) (?:{SPOKE}|think|thinks|believe|believes|claim|claims) that ")
ACCORDING = re.compile(r"^According to (?P<who>[^,]+), |,? according to (?P<whom>[^,.;]+)")


def wrong_name(piece: Piece, material: Material, random: Random) -> str | None:
    """Say a name from other articles instead."""
    names = names_in(piece.text)
    if not names:
        return None
    other = random.choice([name for name in material.names if name not in piece.text])
    return replaced(piece.text, random.choice(names), other)


def swapped_names(piece: Piece, _: Material, random: Random) -> str | None:
    """Let two names change places."""
    names = [name for name in dict.fromkeys(names_in(piece.text)) if piece.text.count(name) == 1]
    if len(names) < 2:
        return None
    first, second = random.sample(names, 2)
    if first in second or second in first or _in_one_list(piece.text, first, second):
        return None
    return piece.text.replace(first, "\0").replace(second, first).replace("\0", second)


def wrong_country(piece: Piece, _: Material, random: Random) -> str | None:
    """Tell the fact of another country."""
    found = [text for old, new in pairs("nations") if new not in piece.text if (text := replaced(piece.text, old, new))]
    return random.choice(found) if found else None


def wrong_speaker(piece: Piece, _: Material, random: Random) -> str | None:
    """Put the words into another mouth."""
    match = SPEAKER.match(piece.text)
    if not match:
        return None
    who = random.choice([one for one in lines("speakers") if one.lower() not in piece.text.lower()])
    return f"{who} {piece.text[match.start('verb') :]}"


def speaker_lost(piece: Piece, _: Material, random: Random) -> str | None:
    """Tell what somebody said as if it were so."""
    if match := SAID_THAT.match(piece.text):
        return opened(piece.text[match.end() :])
    if match := ACCORDING.search(piece.text):
        rest = piece.text[: match.start()] + piece.text[match.end() :]
        return opened(closed(rest))
    return None


def speaker_invented(piece: Piece, _: Material, random: Random) -> str | None:
    """Put a plain statement into a mouth."""
    who = random.choice([one for one in lines("speakers") if one.lower() not in piece.text.lower()])
    return f"{who} said that {lowered(piece.text)}"


def wrong_doer(piece: Piece, material: Material, random: Random) -> str | None:
    """Give the deed to the one who starts another sentence."""
    own, other = _subject(piece.text), _subject(material.other(piece, random).text)
    if not own or not other or own == other:
        return None
    return other + piece.text[len(own) :]


def added_to_list(piece: Piece, _: Material, random: Random) -> str | None:
    """Lengthen a list by something that is not on it."""
    match = re.search(r"(\w+), (\w[\w ]{1,30}?) (and|or) (?=\w)", piece.text)
    if not match:
        return None
    added = random.choice([one for one in lines("additions") if one not in piece.text])
    place = match.end() - len(match[3]) - 1
    return f"{piece.text[: place - 1]}, {added} {piece.text[place:]}"


def _subject(text: str) -> str:
    """Return what stands before the first verb of telling or duty, if that is a short row with a name in it."""
    verb = r"(?:is|was|are|were|has|have|had|must|may|will|would|can|" + SPOKE + ")"
    match = re.match(rf"^(?P<who>[A-Z][\w’'. -]{{2,50}}?)(?= {verb}\b)", text)
    return match["who"] if match and names_in(match["who"]) else ""


def _in_one_list(text: str, first: str, second: str) -> bool:
    """Tell whether the names only stand beside each other, so that their order says nothing."""
    start, end = sorted((text.index(first), text.index(second)))
    earlier = first if text.index(first) == start else second
    between = text[start + len(earlier) : end]
    return bool(re.fullmatch(r"(?:,? ?(?:[A-Z][\w’'& -]*)?)*(?:,? ?(?:and|or|,) )?(?:the )?", between))
