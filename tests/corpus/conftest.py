"""A brief to write to disk, with anything in it changed, and the shipped corpus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import corpus
from corpus import Corpus, load_corpus

SHIPPED = Path(corpus.__file__).parent / "articles"

BRIEF = """\
---
id: uk-example-law
title: "An example: a law"
jurisdiction: GB
topics: [privacy, age-limits]
kind: law
status: in-force
event_date: 2025-07-25
effective_date: 2025
as_of: 2026-02-20
language: en
sources:
  - id: s1
    title: "First source"
    publisher: Ofcom
    type: official
    date: 2026-02
    url: https://example.org/one
  - id: s2
    title: "Second source"
    publisher: Example Press
    type: press
    url: supplied:article
---

# An example: a law

The Example Act 2025 applies in the UK. [s1][s2] It sets an age of 16. [s2]

## Duties

Services check ages. [s1]
"""


@pytest.fixture(scope="session")
def shipped() -> Corpus:
    return load_corpus(SHIPPED)


@pytest.fixture(scope="session")
def shipped_folder() -> Path:
    return SHIPPED


@pytest.fixture
def brief() -> Callable[..., str]:
    """A well-formed brief in which each `(old, new)` is replaced; `old` must be there."""

    def build(*changes: tuple[str, str]) -> str:
        text = BRIEF
        for old, new in changes:
            assert old in text, f"the example has no {old!r}"
            text = text.replace(old, new)
        return text

    return build


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file below the test's folder and give its path."""

    def to_disk(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return to_disk
