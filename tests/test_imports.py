"""Who may import whom, and what importing costs."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "evals", "rag", "ui")

MAY_IMPORT = {
    "corpus": {"corpus"},
    "rag": {"corpus", "rag"},
    "ui": {"corpus", "rag", "ui"},
    "evals": {"corpus", "rag", "evals"},
}

BORDER = {
    "langchain*": [
        "rag/assemble.py",
        "rag/embeddings.py",
        "rag/index/*",
        "rag/retrieval/*",
        "rag/writers/llm*",
    ],
    "chromadb*": ["rag/index/*", "rag/retrieval/*"],
    "gradio*": ["ui/web.py", "ui/web/*"],
    "slack_*": ["ui/slack.py", "ui/slack/*"],
    "fastapi*": ["ui/api.py", "ui/api/*", "ui/web/mount.py", "ui/web/serving.py"],
    "mcp*": ["ui/mcp/*"],
}
"""The frameworks, and the files that may know them."""

WHEN_USED = {"chromadb", "fastapi", "gradio", "mcp", "sentence_transformers", "slack_bolt", "torch", "transformers"}
"""What takes seconds to import, or is not always installed."""


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def imports(path: Path) -> Iterator[str]:
    """Yield every module that a file imports, wherever in the file, with the names taken from it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("package", PACKAGES)
def test_arrows_point_one_way(package):
    forbidden = {*PACKAGES, "tests"} - MAY_IMPORT[package]

    broken = [
        f"{within(path)} imports {name}"
        for path in sources(package)
        for name in imports(path)
        if name.partition(".")[0] in forbidden
    ]

    assert not broken


@pytest.mark.parametrize("framework", BORDER)
def test_frameworks_stay_at_the_border(framework):
    broken = [
        f"{within(path)} imports {name}"
        for path in sources(*PACKAGES)
        for name in imports(path)
        if fnmatch(name, framework) and not any(fnmatch(within(path), allowed) for allowed in BORDER[framework])
    ]

    assert not broken


def test_only_settings_read_the_environment_for_settings():
    readers = [within(path) for path in sources(*PACKAGES) if "pydantic_settings" in path.read_text(encoding="utf-8")]

    assert readers == ["rag/settings.py"]


@pytest.mark.parametrize("module", ["corpus", "rag", "ui.cli"])
def test_importing_is_cheap(module):
    program = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )

    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert not loaded & WHEN_USED


def published() -> list[Path]:
    """Every file that goes out with the project, articles excepted: they name what they cite."""
    kept = ("*.py", "*.md", "*.toml", "*.json", "*.jsonl", "*.tsv", "*.txt", "*.yaml", "*.yml")
    folders = [ROOT / name for name in (*PACKAGES, "docs", "tests", ".ci")]
    within_folders = [path for folder in folders for pattern in kept for path in folder.rglob(pattern)]
    at_the_top = [path for path in ROOT.iterdir() if path.is_file() and path.name not in {".coverage", ".env"}]
    found = {*within_folders, *at_the_top, ROOT / ".ci" / "run"}
    return sorted(path for path in found if "articles" not in path.parts and path != Path(__file__))


def test_no_file_names_a_path_of_one_machine_or_the_host_of_a_package_registry():
    machine = r"(?<![\w.])/(?:work|root|opt|Users)/|(?<![\w.$}])/home/\w"
    registry = r"pypi\.org|pythonhosted|download\.pytorch|deb\.debian|registry\.npmjs|conda\.anaconda"
    telling = re.compile(f"{machine}|{registry}")

    found = {
        f"{within(path)}: {match[0]}"
        for path in published()
        for match in telling.finditer(path.read_text(encoding="utf-8", errors="replace"))
    }

    assert not found
