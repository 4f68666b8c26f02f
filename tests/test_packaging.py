"""What gets installed is what lies here, and the same everywhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
SETUPTOOLS = PYPROJECT["tool"]["setuptools"]

REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:\[[\w,]+\])?(?P<bounds>.*)")


def plain(name: str) -> str:
    """Return the name of a package as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {plain(name): version for name, version in pairs}


def requirements() -> list[str]:
    extras = PROJECT["optional-dependencies"].values()
    return sorted({*PROJECT["dependencies"], *(requirement for extra in extras for requirement in extra)})


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


@pytest.mark.parametrize("requirement", requirements())
def test_every_dependency_is_pinned_within_its_bounds(requirement):
    match = REQUIREMENT.fullmatch(requirement)
    assert match

    pinned = numbers(pins()[plain(match["name"])])

    for bound in match["bounds"].split(","):
        limit = numbers(bound.lstrip("<=>"))
        fits = {"==": pinned == limit, ">=": pinned >= limit, "<": pinned < limit}
        assert fits[bound.rstrip("0123456789.")], f"{requirement} does not allow {pinned}"


@pytest.mark.parametrize("requirement", PROJECT["dependencies"])
def test_every_dependency_of_an_installation_has_a_lower_bound_and_a_cap(requirement):
    assert "==" in requirement or (">=" in requirement and ",<" in requirement)


def test_constraints_are_sorted_exact_and_name_no_place():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if not line.startswith("#")]

    assert named == sorted(named, key=lambda line: line.partition("==")[0].lower())
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in named)
    assert len(pins()) == len(named)


def test_the_packages_listed_are_the_packages_here():
    here = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for top in ("corpus", "evals", "rag", "ui")
        for path in (ROOT / top).rglob("*.py")
    }

    assert sorted(here) == SETUPTOOLS["packages"]


def test_every_data_file_of_a_package_gets_installed():
    installed = {
        path
        for package, patterns in SETUPTOOLS["package-data"].items()
        for pattern in patterns
        for path in (ROOT / package).glob(pattern)
    }
    here = {
        path
        for top in ("corpus", "evals", "rag", "ui")
        for path in (ROOT / top).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and path.name != "README.md"
    }

    assert sorted(here - installed) == []


def test_the_licence_is_there_and_named():
    assert PROJECT["license"] == "Apache-2.0"
    assert "Version 2.0, January 2004" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_version_has_an_entry_in_the_changelog():
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
