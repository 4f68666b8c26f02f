"""`python -m evals.mutations`: the worker processes must find what they run under a name of its own."""

from __future__ import annotations

from evals.mutations.score import main

if __name__ == "__main__":
    main()
