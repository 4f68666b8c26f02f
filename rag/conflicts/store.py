"""Keep the conflicts of a corpus in a file beside the index, so that they are looked for once."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict
from pathlib import Path

from corpus import Corpus
from rag.conflicts.conflict import Conflict, Conflicts, Ground
from rag.conflicts.find import find_conflicts

log = logging.getLogger(__name__)

NAME = "conflicts.json"
RULES = 1
"""Whoever changes how conflicts are found raises this: kept ones are then looked for anew."""


def open_conflicts(corpus: Corpus, folder: Path) -> Conflicts:
    """Return the conflicts of `corpus`, from the file in `folder` if it is of this corpus and these rules."""
    kept = _read(folder / NAME, corpus.version)
    if kept is not None:
        return Conflicts(kept)
    found = find_conflicts(corpus)
    _write(folder / NAME, corpus.version, found)
    return Conflicts(found)


def _read(file: Path, version: str) -> tuple[Conflict, ...] | None:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if (kept["corpus"], kept["rules"]) != (version, RULES):
            return None
        return tuple(
            Conflict(tuple(one["sentences"]), Ground(one["ground"]), one["about"], tuple(one["values"]))
            for one in kept["conflicts"]
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s cannot be read (%r) and is made anew.", file, error)
        return None


def _write(file: Path, version: str, found: tuple[Conflict, ...]) -> None:
    """Write the file whole or not at all; a folder that cannot be written costs time, and no answer."""
    text = json.dumps({"corpus": version, "rules": RULES, "conflicts": [asdict(one) for one in found]}, indent=1)
    unfinished = file.with_name(f".{NAME}-{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(file)
    except OSError as error:
        log.warning("%s cannot be written (%s); conflicts are looked for again next time.", file, error)
