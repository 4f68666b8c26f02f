"""Lay out conflicts of the corpus, for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.text import Text

from corpus import Corpus
from rag.conflicts import Conflict, Ground
from ui.page import Page

REASONS = {
    Ground.TOLD: "The sentence itself tells that accounts differ.",
    Ground.OTHER_ACCOUNT: "One sentence gives the account of a single source, the other says it differently.",
    Ground.VALUES: "Both say the same of the same thing, with values that exclude each other.",
}


def render_conflicts(conflicts: Sequence[Conflict], corpus: Corpus, *, width: int) -> Text:
    """Return one block a conflict: what differs, why it counts as a conflict, each sentence and its publishers."""
    page = Page(width)
    for conflict in conflicts:
        page.gap()
        page.paragraph(_reason(conflict), style="bold")
        for sentence in conflict.sentences:
            page.paragraph(sentence, first="  ", rest="  ", style="dim")
            page.paragraph(corpus.sentence(sentence).text, first="  ", rest="  ")
            page.paragraph("; ".join(_publishers(sentence, corpus)), first="    ", rest="    ", style="dim")
    page.gap()
    page.paragraph(f"{len(conflicts)} {'conflict' if len(conflicts) == 1 else 'conflicts'}.")
    return page.text()


def conflicts_to_dicts(conflicts: Iterable[Conflict], corpus: Corpus) -> list[dict[str, Any]]:
    """Return everything about each conflict as plain data."""
    return [
        {
            "ground": conflict.ground.value,
            "reason": REASONS[conflict.ground],
            "about": conflict.about,
            "values": list(conflict.values),
            "sentences": [
                {
                    "id": sentence,
                    "article": corpus.article_of(sentence).id,
                    "jurisdiction": corpus.article_of(sentence).jurisdiction,
                    "text": corpus.sentence(sentence).text,
                    "publishers": _publishers(sentence, corpus),
                }
                for sentence in conflict.sentences
            ],
        }
        for conflict in conflicts
    ]


def _reason(conflict: Conflict) -> str:
    differing = f" {conflict.about.capitalize()}: {' against '.join(conflict.values)}." if conflict.values else ""
    return REASONS[conflict.ground] + differing


def _publishers(sentence: str, corpus: Corpus) -> list[str]:
    return list(dict.fromkeys(source.publisher for source in corpus.sources_of(sentence)))
