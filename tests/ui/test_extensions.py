from __future__ import annotations

import importlib
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import typer
import typer.testing

from ui import extensions

ROOT = Path(__file__).parents[2]


def mounted(monkeypatch, *points):
    monkeypatch.setattr(extensions, "entry_points", lambda group: points if group == "footnote.commands" else ())
    app = typer.Typer()

    @app.command()
    def ask() -> None:
        """Answer."""

    extensions.mount(app)
    return app


def typed(app, *arguments):
    return typer.testing.CliRunner().invoke(app, list(arguments))


def test_a_command_that_others_bring_is_there(monkeypatch):
    app = mounted(monkeypatch, EntryPoint("eval", "evals.commands:app", "footnote.commands"))

    assert "stop a release that got worse" in typed(app, "eval", "--help").output


@pytest.mark.parametrize("value", ["nothing.of.the.kind:app", "evals.commands:nothing", "evals.commands:CLOSED"])
def test_a_command_that_does_not_load_says_so_when_it_is_called(monkeypatch, value):
    app = mounted(monkeypatch, EntryPoint("eval", value, "footnote.commands"))

    assert typed(app, "ask").exit_code == 0
    called = typed(app, "eval")
    assert called.exit_code == 2
    assert "does not load" in called.output


def test_the_evaluation_is_registered_for_the_command_line():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    module, _, name = project["entry-points"]["footnote.commands"]["eval"].partition(":")

    assert isinstance(getattr(importlib.import_module(module), name), typer.Typer)
