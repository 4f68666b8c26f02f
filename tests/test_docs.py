"""The documents say what the code does: names, settings, outcomes, targets and commands are compared."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer.main

import corpus
from corpus import SourceType
from rag.answer import Outcome
from rag.settings import SHIPPED_ARTICLES, Settings
from ui import cli

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str) -> list[str]:
    """Return the contents of the fenced blocks that a person would type from."""
    return re.findall(r"^```(?:sh|console|bash)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def typed(program: str) -> list[tuple[str, list[str]]]:
    """Return every call of `program` in the documents, with the document that shows it."""
    return [
        (document.name, shlex.split(line.split(" | ")[0].split("  #")[0]))
        for document in DOCUMENTS
        for block in blocks(document.read_text(encoding="utf-8"))
        for line in block.splitlines()
        if line.startswith(f"{program} ")
    ]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name):
    variable = f"FOOTNOTE_{name.upper()}"

    assert f"| `{variable}` |" in read("docs/settings.md")


def test_no_setting_is_documented_that_does_not_exist():
    documented = set(re.findall(r"FOOTNOTE_([A-Z_]+)", "".join(path.read_text("utf-8") for path in DOCUMENTS)))

    assert documented <= {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_documented(outcome):
    assert f"| `{outcome.value}` |" in read("docs/architecture.md")


@pytest.mark.parametrize("vocabulary", ["Kind", "Status", "Topic", "SourceType"])
def test_every_word_an_article_may_use_is_documented(vocabulary):
    words = set(getattr(corpus, vocabulary)) - {"document"}  # what nobody has described; no author writes it

    missing = [word for word in words if f"`{word}`" not in read("docs/corpus.md")]

    assert not missing


def test_the_figures_about_the_corpus_are_those_of_the_corpus():
    articles = corpus.load_corpus(SHIPPED_ARTICLES).articles
    types = [source.type for article in articles for source in article.sources]
    second_hand = [
        sentence
        for article in articles
        for sentence in article.sentences
        if {source.type for source in article.sources if source.id in sentence.sources} == {SourceType.AGGREGATOR}
    ]

    figures = [
        f"{len(articles)} articles with {sum(len(article.sentences) for article in articles):,} sentences",
        f"resting on {len(types):,} sources",
        f"{len({article.jurisdiction for article in articles})} jurisdictions",
        f"{_share(types, 'official', 'agency')} % of the sources are official bodies or news agencies",
        f"{_share(types, 'press')} % are press",
        f"{_share(types, 'aggregator')} % aggregators",
        f"{len(second_hand)} sentences rest on aggregators alone",
    ]

    text = " ".join(read("docs/corpus.md").split())
    assert [figure for figure in figures if figure not in text] == []


def _share(types: list[SourceType], *wanted: str) -> int:
    return round(100 * sum(one in wanted for one in types) / len(types))


@pytest.mark.parametrize(("document", "words"), typed("make"), ids=lambda value: str(value))
def test_every_target_of_make_that_is_shown_exists(document, words):
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))

    assert {word for word in words[1:] if "=" not in word} <= targets


@pytest.mark.parametrize(("document", "words"), typed("footnote"), ids=lambda value: str(value))
def test_every_command_that_is_shown_can_be_typed(document, words):
    command, arguments = typer.main.get_command(cli.app), words[1:]
    while arguments and arguments[0] in getattr(command, "commands", ()):
        command = getattr(command, "commands")[arguments.pop(0)]  # noqa: B009 - only groups have it

    command.make_context("footnote", arguments).close()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_program_that_is_shown_compiles(document):
    programs = re.findall(r"^```python\n(.*?)^```", document.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)

    for program in programs:
        compile(program, document.name, "exec")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_between_documents_leads_somewhere(document):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_readme_shows_the_two_commands():
    shown = [" ".join(words[:2]) for document, words in typed("make") if document == "README.md"]

    assert any(command.startswith("make web") for command in shown)
    assert "make test" in shown


def test_the_readme_fixes_the_words():
    nouns = ("Article", "Source", "Sentence", "Passage", "Hit", "Claim", "Verdict", "Citation", "Answer", "Outcome")

    assert [noun for noun in nouns if f"| **{noun}** |" not in read("README.md")] == []
