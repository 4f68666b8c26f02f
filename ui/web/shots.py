"""Take a picture of every view, on a desk and on a phone, light and dark.

python -m ui.web.shots OUT                                    serves the page itself
python -m ui.web.shots OUT --address http://127.0.0.1:7860    of a page that runs already
python -m ui.web.shots OUT --only ask                         of the views whose name begins so
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from ui.web.browser import Window, browser

QUESTION = "What are the fines under the UK Online Safety Act?"
COMPARISON = "Compare the minimum age for social media in Australia, Spain and France"
HELP = "My daughter is being blackmailed with nude pictures"
SIZES = {"1280": (1280, 860), "390": (390, 844)}

View = Callable[[Window, str], None]


def _page(path: str) -> View:
    return lambda window, address: _open(window, address + path)


def _open(window: Window, address: str) -> None:
    window.open(address)


def _asked(question: str) -> View:
    return lambda window, address: _ask(window, address, question)


def _ask(window: Window, address: str, question: str) -> None:
    window.open(address).ask(question)


def _card(window: Window, address: str) -> None:
    _ask(window, address, QUESTION)
    window.script("document.querySelectorAll('.mark')[1].focus()")
    window.find(".card")


def _reader(window: Window, address: str) -> None:
    _ask(window, address, QUESTION)
    window.script("document.querySelectorAll('.mark')[1].click()")
    window.find("#cited")


def _feedback(window: Window, address: str) -> None:
    _ask(window, address, QUESTION)
    window.script("document.querySelector('[data-thumb=down]').click()")
    window.find(".why")
    window.script("document.querySelector('.why').scrollIntoView({block: 'center'})")


def _follow_up(window: Window, address: str) -> None:
    _ask(window, address, QUESTION)
    window.ask("And who enforces it?")


def _shared(window: Window, address: str) -> None:
    _ask(window, address, COMPARISON)
    window.script("document.querySelector('[data-share]').click()")
    link = window.find(".link").get_attribute("value")
    window.open(str(link))


VIEWS: dict[str, tuple[View, bool]] = {
    "ask": (_page(""), True),
    "ask-es": (_page("es/"), True),
    "answer": (_asked(QUESTION), True),
    "answer-compared": (_asked(COMPARISON), True),
    "answer-help": (_asked(HELP), True),
    "answer-outside": (_asked("What is the capital of Peru?"), True),
    "answer-followed": (_follow_up, False),
    "card": (_card, False),
    "reader": (_reader, False),
    "feedback": (_feedback, False),
    "shared": (_shared, True),
    "overview": (_page("overview"), True),
    "overview-filtered": (_page("overview?topic=ai-chatbots"), True),
    "overview-es": (_page("es/overview"), True),
    "sources": (_page("sources?words=nudification"), True),
    "article": (_page("sources/uk-online-safety-act-2023-overview?s=uk-online-safety-act-2023-overview%232.1"), True),
    "measures": (_page("measures"), True),
    "about": (_page("about"), True),
    "missing": (_page("nowhere"), True),
}
"""Each view: how to get there, and whether the picture shows the whole page or the window."""


def take(out: Path, address: str, *, only: str = "") -> list[Path]:
    """Take the pictures into `out` and return their paths."""
    out.mkdir(parents=True, exist_ok=True)
    taken = []
    with browser() as window:
        for name, (view, whole) in VIEWS.items():
            if not name.startswith(only):
                continue
            for size, (width, height) in SIZES.items():
                for dark in (False, True):
                    window.size(width, height).media(dark=dark)
                    view(window, address)
                    path = out / f"{name}-{size}-{'dark' if dark else 'light'}.png"
                    window.picture(path, whole=whole)
                    taken.append(path)
    return taken


def main(
    out: Annotated[Path, typer.Argument(help="The folder for the pictures.")],
    address: Annotated[str, typer.Option(help="Where the page runs.")] = "",
    only: Annotated[str, typer.Option(help="Only views whose name begins like this.")] = "",
) -> None:
    """Take a picture of every view, on a desk and on a phone, light and dark."""
    from rag.settings import read_settings
    from ui.web.serving import running

    if address:
        taken = take(out, address.rstrip("/") + "/", only=only)
    else:
        with running(read_settings(questions_per_visitor="1000/minute")) as here:
            taken = take(out, here, only=only)
    typer.echo(f"{len(taken)} pictures in {out}")


if __name__ == "__main__":
    typer.run(main)
