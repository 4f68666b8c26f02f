"""Have another process try an index, so that a segmentation fault stays there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PACKAGES = Path(__file__).parents[2]
TIME_LIMIT_S = 300


def find_problem(folder: Path) -> str:
    """Return what is wrong with the index in `folder`, empty where nothing is."""
    command = [sys.executable, "-m", "rag.index.probe", str(folder.absolute())]
    paths = [str(PACKAGES), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=TIME_LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired:
        return f"reading it took more than {TIME_LIMIT_S} seconds"
    if done.returncode < 0:
        return f"reading it ended a process with signal {-done.returncode}"
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["reading it failed"])[-1]
    return ""
