"""Find the evaluation that this release was let through with."""

from __future__ import annotations

import json
from pathlib import Path

from ui.slack.views import Evaluation

BASELINE = Path(__file__).parents[2] / "evals" / "baseline.json"
"""What the evaluation writes down when a release is made; read as a file, for surfaces never import the evaluation."""


def last_evaluation(path: Path = BASELINE) -> Evaluation | None:
    """Return date and headline of the last evaluation on record; None where there is none that can be read."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        headline = record["headline"]
        value, low, high = (float(headline[name]) for name in ("value", "low", "high"))
        return Evaluation(str(record["date"]), str(headline["name"]), value, low, high, int(headline["n"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
