"""What the measuring commands share: their options, and how they end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from evals.cases import CASES


def read_options(description: str | None) -> argparse.Namespace:
    """Return the options that a measuring command was given: `cases`, `failures` and `gate`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=CASES, help="folder of .jsonl files")
    parser.add_argument("--failures", action="store_true", help="list the questions that fell short")
    parser.add_argument("--gate", action="store_true", help="end with 1 below the floors")
    return parser.parse_args()


def report(options: argparse.Namespace, table: Iterable[str], failures: Iterable[str], broken: Iterable[str]) -> None:
    """Print what was asked for; behind `--gate`, leave with 1 and the floors that are broken."""
    print("\n".join(table))
    if options.failures:
        print("\n".join(failures))
    fallen = list(broken)
    if options.gate and fallen:
        sys.exit("\n".join(fallen))
