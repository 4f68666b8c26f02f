"""Turn what a visitor marked as bad into a candidate case, for a person to review.

    {"question": "…", "consent": true, "redacted": true,
     "language": "en", "history": [{"role": "user", "content": "…"}], "comment": "…",
     "answer": {…}, "persona": "parent"}

Only what was redacted, and given with consent, is taken. What is expected is for the reviewer to say.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from evals.cases import HELP, CaseError, case_of

UNKNOWN = "visitor"
PRIVATE = r"@|\b(?:\+?\d[\s-]?){9,}\b"
"""What redaction should have taken out: addresses and telephone numbers."""


def add(file: Path, folder: Path) -> tuple[Path, str]:
    """Append a candidate to `folder`/candidates.jsonl; return the file and the candidate's id."""
    given = _read(file)
    candidate = candidate_of(given, file)
    path = folder / "candidates.jsonl"
    if path.exists() and f'"id": "{candidate["id"]}"' in path.read_text(encoding="utf-8"):
        raise CaseError(f"{file}: this question waits in {path} already, as {candidate['id']}.")
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(candidate, ensure_ascii=False) + "\n")
    return path, str(candidate["id"])


def candidate_of(given: Mapping[str, Any], file: Path) -> Mapping[str, Any]:
    """Return the candidate case for a thumbs-down, or raise `CaseError` where it must not or cannot be used."""
    for name in ("consent", "redacted"):
        if given.get(name) is not True:
            raise CaseError(
                f"{file}: `{name}` is not true. A case is public: take only what was redacted, with consent."
            )
    question = given.get("question")
    if not isinstance(question, str) or not question.strip():
        raise CaseError(f"{file}: `question` is missing. {HELP}")
    _require_redacted(json.dumps([question, given.get("history"), given.get("comment")], ensure_ascii=False), file)
    answer = given.get("answer") or {}
    candidate = {
        "id": f"candidate-{hashlib.sha256(question.strip().lower().encode()).hexdigest()[:8]}",
        "lang": given.get("language") or answer.get("language") or "en",
        "persona": given.get("persona") or UNKNOWN,
        "kind": given.get("kind") or "factual",
        "question": question.strip(),
        "history": given.get("history") or [],
        "expect": "answer",
        "articles": list(dict.fromkeys(one["article"] for one in answer.get("citations", ()))),
        "evidence": [],
        "facts": [],
        "forbidden": [],
        "note": _note(given, answer),
    }
    try:
        case_of(candidate)
    except ValueError as error:
        raise CaseError(f"{file}: {error}. {HELP}") from error
    return candidate


def _note(given: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    said = f" It ended in {answer['outcome']}: {answer.get('text', '')}" if "outcome" in answer else ""
    comment = f" The visitor says: {given['comment']}" if given.get("comment") else ""
    return f"To review; marked as bad, taken up on {date.today().isoformat()}.{comment}{said}"


def _require_redacted(text: str, file: Path) -> None:
    import re

    if found := re.search(PRIVATE, text):
        raise CaseError(f"{file}: “{found[0]}” looks like an address or a telephone number. Redact it first.")


def _read(file: Path) -> Mapping[str, Any]:
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CaseError(f"{file} cannot be read: {error.strerror}. Check its name.") from error
    except ValueError as error:
        raise CaseError(f"{file} is not JSON. {HELP}") from error
    if not isinstance(given, dict):
        raise CaseError(f"{file} is no JSON object. {HELP}")
    return given
