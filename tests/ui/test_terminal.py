from __future__ import annotations

import os
import pty
import sys

import pytest
from rich.text import Text

from ui.terminal import IndexProgress, is_piped, show


def on_a_terminal(draw) -> str:
    """Run `draw` with both outputs on a terminal and return what the terminal received."""
    ours, theirs = pty.openpty()
    saved = sys.stdout, sys.stderr
    try:
        with os.fdopen(theirs, "w", encoding="utf-8") as stream:
            sys.stdout = sys.stderr = stream
            draw()
        return os.read(ours, 1 << 16).decode()
    finally:
        sys.stdout, sys.stderr = saved
        os.close(ours)


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")


def test_a_terminal_receives_colours():
    assert "\x1b[36m" in on_a_terminal(lambda: show(Text("[1]", style="cyan")))


def test_no_colour_is_respected(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")

    assert "\x1b[36m" not in on_a_terminal(lambda: show(Text("[1]", style="cyan")))


def test_a_pipe_receives_plain_text_with_its_tabs(capsys):
    show(Text("[1]", style="cyan"))
    show("a\tb")

    assert capsys.readouterr().out == "[1]\na\tb\n"
    assert is_piped()


def test_a_terminal_sees_a_bar_while_the_index_is_built():
    def build():
        with IndexProgress() as progress:
            progress(1, 4)
            progress(4, 4)

    assert "Building the index" in on_a_terminal(build)


def test_nothing_appears_when_nothing_is_built(capsys):
    with IndexProgress():
        pass

    assert capsys.readouterr() == ("", "")
