"""The report: one page for people, and the same as JSON and Markdown."""

from __future__ import annotations

from pathlib import Path

from evals.report.edition import Edition
from evals.report.page import page
from evals.report.plain import as_json, as_markdown

__all__ = ["Edition", "write_report"]

WRITERS = {".html": page, ".json": as_json, ".md": as_markdown}


def write_report(edition: Edition, path: Path) -> tuple[Path, ...]:
    """Write the report to `path`, by its ending: `.json`, `.md`, or `.html`, which brings the other two along."""
    endings = tuple(WRITERS) if path.suffix not in {".json", ".md"} else (path.suffix,)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = []
    for ending in endings:
        target = path if ending == path.suffix or (ending == ".html" and path.suffix) else path.with_suffix(ending)
        target.write_text(WRITERS[ending](edition), encoding="utf-8")
        written.append(target)
    return tuple(written)
