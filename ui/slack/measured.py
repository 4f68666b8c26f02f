"""Find the last evaluation, to be shown beside what the bot knows."""

from __future__ import annotations

import json
from pathlib import Path

from ui.slack.views import Evaluation

RECORD = "evaluation.json"
"""In the data folder: an object with `date` (YYYY-MM-DD) and `summary` (a line), as the evaluation writes it."""


def last_evaluation(data_dir: Path) -> Evaluation | None:
    """Return what the last evaluation on this machine found; None where none is on record or it cannot be read."""
    try:
        record = json.loads((data_dir / RECORD).read_text(encoding="utf-8"))
        return Evaluation(str(record["date"]), str(record["summary"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
