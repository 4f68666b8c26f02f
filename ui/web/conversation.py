"""Carry a conversation on the page: take a question to the desk, and say after each event how the page looks now.

    async for frame in ask(site, turns, "What are the fines?", Wish(place="GB"), visitor="203.0.113.7"):
        frame.turns[-1].claims          grows sentence by sentence

Nothing here knows Gradio; `ui/web/blocks.py` hands the frames to it.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace

from rag.pipeline import AnswerEvent, ClaimEvent, Event, StatusEvent
from ui.api.problems import Problem
from ui.web.site import Site
from ui.web.texts import said
from ui.web.turn import LONGEST_THREAD, Turn, history

log = logging.getLogger(__name__)

REMEMBERED_TURNS = 6
"""Turns that go to the pipeline with a question: further back nobody refers."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the page sends beside the question."""

    place: str = ""
    instead: bool = False
    """Whether the question takes the place of the last one (asked again, or edited)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How the conversation stands after an event."""

    turns: tuple[Turn, ...]
    is_new: bool = False
    """Whether the question has just been taken, so that the box can be emptied."""


def read_wish(text: str) -> Wish:
    """Return what the page sent; whatever is no JSON of ours counts as no wish."""
    try:
        wish = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return Wish()
    if not isinstance(wish, dict):
        return Wish()
    return Wish(str(wish.get("place") or "")[:10], wish.get("instead") is True)


async def ask(
    site: Site, turns: tuple[Turn, ...], question: str, wish: Wish, *, visitor: str, language: str
) -> AsyncGenerator[Frame, None]:
    """Yield the conversation with `question` at its end, as its answer grows."""
    before = turns[:-1] if wish.instead else turns
    before = tuple(turn.stopped() for turn in before[-LONGEST_THREAD + 1 :])
    turn = Turn(question.strip(), wish.place, key=secrets.token_hex(3), status=said("turn.reading", language))
    yield Frame((*before, turn), is_new=True)
    try:
        events = site.services.desk.stream(
            turn.question,
            history(before[-REMEMBERED_TURNS:]),
            jurisdiction=turn.place or None,
            visitor=visitor,
            surface="web",
        )
        async with aclosing(events):
            async for event in events:
                turn = _after(event, turn, site)
                yield Frame((*before, turn))
    except Problem as problem:
        yield Frame((*before, turn.failed(problem.said(language))))
    except Exception as error:  # the rim of the page: the log has the reason, the visitor a sentence with its number
        number = secrets.token_hex(4)
        log.error("Failure %s", number, exc_info=error)
        yield Frame((*before, turn.failed(said("turn.problem", language, number=number))))


def stop(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Return the conversation when nobody wants the rest of its last answer."""
    return (*turns[:-1], turns[-1].stopped()) if turns else turns


def _after(event: Event, turn: Turn, site: Site) -> Turn:
    match event:
        case StatusEvent(text):
            return replace(turn, status=text)
        case ClaimEvent(claim):
            return turn.with_claim(claim, site.services.corpus)
        case AnswerEvent(answer):
            return turn.with_answer(answer, site.services.recent.remember(answer))
