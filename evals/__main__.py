"""`python -m evals` is `footnote eval`."""

from __future__ import annotations

from evals.commands import app

if __name__ == "__main__":
    app(prog_name="footnote eval")
