"""Commands that others bring: each a Typer app under the entry point group `footnote.commands`.

That is how `footnote eval` gets here without the surfaces knowing the evaluation.
"""

from __future__ import annotations

import logging
from importlib.metadata import EntryPoint, entry_points

import typer

log = logging.getLogger(__name__)

GROUP = "footnote.commands"


def mount(app: typer.Typer) -> None:
    """Add to `app` every command that is installed; one that will not load says so when it is called."""
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        app.add_typer(_load(point), name=point.name)


def _load(point: EntryPoint) -> typer.Typer:
    try:
        found = point.load()
    except (ImportError, AttributeError) as error:
        log.warning("The command %s does not load", point.name, exc_info=error)
        return _broken(point, str(error))
    return found if isinstance(found, typer.Typer) else _broken(point, f"{point.value} is no Typer app")


def _broken(point: EntryPoint, reason: str) -> typer.Typer:
    app = typer.Typer(help=f"Does not load: {reason}")

    @app.callback(invoke_without_command=True)
    def say_so() -> None:
        raise typer.BadParameter(f"the command {point.name} does not load ({reason}). Install Footnote again.")

    return app
