"""`footnote corpus`: list the articles, show one, check what somebody has written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from corpus import Article, Status, Topic, load_corpus
from rag.settings import Settings
from ui.corpus_conflicts import conflicts
from ui.intake import read_folder, read_jurisdiction, read_status, read_topic
from ui.log import begin
from ui.page import clean
from ui.render_articles import article_to_dict, list_as_lines, list_to_dicts, render_article, render_list
from ui.terminal import is_piped, remark, show, show_json, width

app = typer.Typer(no_args_is_help=False, rich_markup_mode="rich")

app.command()(conflicts)


def jurisdictions(settings: Settings) -> frozenset[str]:
    """Return the codes of all places that the corpus has an article about."""
    return frozenset(article.jurisdiction for article in load_corpus(settings.corpus_dirs))


@app.callback(invoke_without_command=True)
def corpus(context: typer.Context) -> None:
    """Look into the corpus: what Footnote knows and where it comes from.

    [bold]Examples[/]

      footnote corpus list --topic age-limits

      footnote corpus show au-social-media-minimum-age-act

      footnote corpus check
    """
    if context.invoked_subcommand is None:
        show(context.get_help())


@app.command("list")
def list_articles(
    jurisdiction: Annotated[str | None, typer.Option(metavar="CODE", help="Only this place: GB, ES, EU …")] = None,
    topic: Annotated[str | None, typer.Option(metavar="NAME", help="Only this subject: age-limits, csam …")] = None,
    status: Annotated[str | None, typer.Option(metavar="NAME", help="Only what stands so: in-force, open …")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the list as JSON.")] = False,
) -> None:
    """List the articles: id, jurisdiction, kind, status, date of the newest knowledge, title.

    Into a pipe goes one line an article, its columns parted by tabs.

    [bold]Examples[/]

      footnote corpus list

      footnote corpus list --jurisdiction ES --status proposed

      footnote corpus list --topic csam | cut -f1
    """
    everything = load_corpus(begin().corpus_dirs)
    place = read_jurisdiction(jurisdiction, {one.jurisdiction for one in everything}) if jurisdiction else None
    subject = read_topic(topic) if topic else None
    standing = read_status(status) if status else None
    found = _choose(everything, place, subject, standing)
    if as_json:
        show_json(list_to_dicts(found))
    elif not found:
        remark("No article is about that. Leave out one of the conditions.")
    elif is_piped():
        show(list_as_lines(found))
    else:
        show(render_list(found, width=width()))


@app.command("show")
def show_article(
    article_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the article.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write the article as JSON.")] = False,
) -> None:
    """Show an article: its sentences, each with its number and the marks of its sources, and the sources.

    [bold]Examples[/]

      footnote corpus show uk-online-safety-act

      footnote corpus show uk-online-safety-act --json | jq .sources
    """
    article = load_corpus(begin().corpus_dirs).article(article_id)
    if as_json:
        show_json(article_to_dict(article))
    else:
        show(render_article(article, width=width()))


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of articles; without one, those that Footnote reads.")
    ] = None,
) -> None:
    """Check that every article keeps the rules of docs/corpus.md.

    Exit code: 0 all do, 1 some do not, 2 there is nothing to check.

    [bold]Examples[/]

      footnote corpus check

      footnote corpus check ~/briefs
    """
    from corpus.lint import check as lint

    folders = [read_folder(folder)] if folder else begin().corpus_dirs
    complaints = lint(folders)
    for complaint in complaints:
        show(clean(str(complaint)))
    if complaints:
        remark(f"Complaints: {len(complaints)}. docs/corpus.md says how an article is written.")
        raise typer.Exit(1)
    show(f"{len(load_corpus(folders))} articles, no complaints.")


def _choose(
    articles: Iterable[Article], place: str | None, topic: Topic | None, status: Status | None
) -> list[Article]:
    return [
        article
        for article in articles
        if (place is None or article.jurisdiction == place)
        and (topic is None or topic in article.topics)
        and (status is None or article.status is status)
    ]
