"""`footnote corpus conflicts`: where the corpus disagrees with itself, or tells that its sources do."""

from __future__ import annotations

from typing import Annotated

import typer

from corpus import load_corpus
from ui.intake import read_jurisdiction
from ui.log import begin
from ui.render_conflicts import conflicts_to_dicts, render_conflicts
from ui.terminal import remark, show, show_json, width


def conflicts(
    jurisdiction: Annotated[str | None, typer.Option(metavar="CODE", help="Only this place: GB, ES, EU …")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the list as JSON.")] = False,
) -> None:
    """List where accounts differ: both sentences, who published them, and why they are held to disagree.

    A list to read: whoever keeps the corpus decides which of them are mistakes.

    [bold]Examples[/]

      footnote corpus conflicts

      footnote corpus conflicts --jurisdiction GB --json
    """
    from rag.conflicts import open_conflicts

    settings = begin()
    corpus = load_corpus(settings.corpus_dirs)
    place = read_jurisdiction(jurisdiction, {one.jurisdiction for one in corpus}) if jurisdiction else None
    found = [
        conflict
        for conflict in open_conflicts(corpus, settings.data_dir).all
        if place is None or any(corpus.article_of(one).jurisdiction == place for one in conflict.sentences)
    ]
    if as_json:
        show_json(conflicts_to_dicts(found, corpus))
    elif not found:
        remark("No accounts that differ were found there.")
    else:
        show(render_conflicts(found, corpus, width=width()))
