"""Set text for a terminal: wrapped, indented, with colours that fall away where nobody sees them.

page = Page(width=80)
page.heading("Sources")
page.paragraph("Online Safety Act", first="[1] ", rest="    ")
page.text()                     a rich Text; its `plain` is what a pipe receives
"""

from __future__ import annotations

import re
import textwrap

from rich.text import Text

WIDEST = 96
"""Columns. Longer lines are hard to read, however wide the window."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What could move the cursor or turn the text around: documents and models may contain anything."""

MARK = re.compile(r"\[s?\d+\]")
BEFORE_MARK = re.compile(rf" (?={MARK.pattern})")
AFTER_WRAP = re.compile(rf"\u00a0(?={MARK.pattern})")


class Page:
    """Lines, written from top to bottom."""

    def __init__(self, width: int) -> None:
        self.width = max(24, min(width, WIDEST))
        self._lines: list[Text] = []

    def heading(self, words: str) -> None:
        """Start a part, with air above it."""
        self.gap()
        self._lines.append(Text(clean(words), style="bold"))

    def paragraph(self, words: str, *, first: str = "", rest: str = "", style: str = "") -> None:
        """Wrap `words`; `first` goes before their first line, `rest` before the others."""
        wrapped = textwrap.wrap(
            BEFORE_MARK.sub("\u00a0", clean(words)),  # a number never stands alone at the head of a line
            width=self.width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in wrapped:
            text = Text(AFTER_WRAP.sub(" ", line), style=style)
            text.highlight_regex(MARK, "cyan")
            self._lines.append(text)

    def line(self, words: str, *, indent: str = "", style: str = "") -> None:
        """Write `words` on one line of their own, however long: an address must not be broken."""
        self._lines.append(Text(indent + clean(words), style=style))

    def gap(self) -> None:
        """Leave a line empty, once."""
        if self._lines and self._lines[-1].plain:
            self._lines.append(Text())

    def text(self) -> Text:
        """Return everything written so far."""
        return Text("\n").join(self._lines)


def clean(words: str) -> str:
    """Return `words` without characters that a terminal would obey."""
    return CONTROL.sub("", words)
