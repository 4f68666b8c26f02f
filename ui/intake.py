"""Turn what a person typed into what the pipeline takes, or say what is wrong with it.

read_question("  What must platforms do?  ")        'What must platforms do?'
read_jurisdiction("uk", known={"AU", "GB"})         'GB'
read_history(Path("conversation.json"))             (('user', '…'), ('assistant', '…'))
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection
from pathlib import Path

from corpus import Status, Topic

LONGEST_QUESTION = 1000
"""Characters. A question is a sentence or two; what is longer is a document, and its question gets lost."""

ROLES = ("user", "assistant")
HISTORY_SHAPE = '[{"role": "user", "content": "…"}, {"role": "assistant", "content": "…"}]'

ALSO_CALLED = {"UK": "GB", "USA": "US"}
"""Codes that people type, and the ones that the standard gives to those places."""


class InputProblem(Exception):  # noqa: N818 - what a person typed is not an error of ours
    """Something a person typed cannot be used; the message says what to do instead."""


def read_question(text: str) -> str:
    """Return the question without the space around it."""
    question = text.strip()
    if not question:
        raise InputProblem('The question is empty. Ask like this: footnote ask "What must platforms do in the UK?"')
    if len(question) > LONGEST_QUESTION:
        raise InputProblem(
            f"The question has {len(question):,} characters; {LONGEST_QUESTION:,} is the most. Ask one thing at a time."
        )
    return question


def read_jurisdiction(text: str, known: Collection[str]) -> str:
    """Return the code of a jurisdiction that the corpus knows, whatever its case."""
    code = text.strip().upper().replace("_", "-")
    return _read_word(ALSO_CALLED.get(code, code), known, "jurisdiction")


def read_topic(text: str) -> Topic:
    """Return a topic by its name."""
    return Topic(_read_word(text.strip().lower(), list(Topic), "topic"))


def read_status(text: str) -> Status:
    """Return a status by its name."""
    return Status(_read_word(text.strip().lower(), list(Status), "status"))


def read_folder(path: Path) -> Path:
    """Return the folder, or the file, if it is there."""
    if not path.exists():
        raise InputProblem(f"There is no folder {path}. Check its name.")
    return path


def read_history(path: Path) -> tuple[tuple[str, str], ...]:
    """Return the turns of a conversation kept in a JSON file, oldest first."""
    try:
        turns = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputProblem(f"The history {path} cannot be read: {error.strerror}. Check its name.") from error
    except (ValueError, RecursionError) as error:
        raise InputProblem(f"The history {path} is not JSON. It should look like {HISTORY_SHAPE}") from error
    if not isinstance(turns, list):
        raise InputProblem(f"The history {path} is not a list of turns. It should look like {HISTORY_SHAPE}")
    return tuple(_read_turn(turn, position, path) for position, turn in enumerate(turns, start=1))


def _read_word(word: str, known: Collection[str], noun: str) -> str:
    if word in known:
        return word
    close = difflib.get_close_matches(word, known, n=3) or sorted(known)
    raise InputProblem(f"The corpus knows no {noun} '{word}'. Try: {', '.join(close)}.")


def _read_turn(turn: object, position: int, path: Path) -> tuple[str, str]:
    match turn:
        case {"role": str(role), "content": str(text)} if role in ROLES:
            return role, text
        case [str(role), str(text)] if role in ROLES:
            return role, text
    raise InputProblem(f"Turn {position} of the history {path} is no turn. It should look like {HISTORY_SHAPE}")
