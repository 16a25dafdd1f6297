"""Pins, recipes and what the documents say of them hold together."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")
PINS = re.findall(r"^(\S+?)==\S+(?: ; [^\\\n]+)? \\\n((?:    --hash=.+\n)+)", CONSTRAINTS, re.M)
RECIPES = set(re.findall(r"^([a-z]+)[^:\n]*:(?!=)", (ROOT / "justfile").read_text(), re.M))


def names(requirements: list[str]) -> list[str]:
    """The names of packages, spelled as the index spells them.

    >>> names(["PyYAML>=6.0,<7", "types_x; python_version < '3.12'"])
    ['pyyaml', 'types-x']
    """
    found = (re.match(r"[A-Za-z0-9._-]+", each) for each in requirements)
    return [re.sub(r"[-_.]+", "-", name[0]).lower() for name in found if name]


RUNTIME = names(PROJECT["project"]["dependencies"])
EXTRAS = names(
    [one for extra in PROJECT["project"]["optional-dependencies"].values() for one in extra]
)
# They are or bring torch: gigabytes that no checkout needs.
UNPINNED = {"sentence-transformers", "torch", "transformers"}
DEVELOPMENT = names(PROJECT["dependency-groups"]["dev"])


@pytest.mark.parametrize("name", [*RUNTIME, *EXTRAS, *DEVELOPMENT, "uv", "hatchling", "editables"])
def test_a_dependency_is_pinned_with_hashes(name: str) -> None:
    assert (name in {pin for pin, _ in PINS}) is (name not in UNPINNED)


def test_torch_is_not_pinned() -> None:
    assert not {"torch", "transformers"} & {pin for pin, _ in PINS}


def test_every_pin_has_hashes_and_no_address_stands_among_them() -> None:
    assert len(PINS) == len(re.findall(r"^\S+==", CONSTRAINTS, re.M)) > 0
    assert "://" not in CONSTRAINTS


@pytest.mark.parametrize("name", RUNTIME)
def test_a_dependency_has_its_reason(name: str) -> None:
    decision = (ROOT / "docs" / "decisions" / "001-dependencies.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| {re.escape(name)} \| .+ \| .+ \| [0-9.]+ \|$", decision, re.M)


@pytest.mark.parametrize("name", EXTRAS)
def test_an_extra_has_its_reason(name: str) -> None:
    decision = (ROOT / "docs" / "decisions" / "001-dependencies.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| [\w-]+ \| {re.escape(name)} \| .+ \| .+ \| [0-9.]+ \|$", decision, re.M)


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_the_recipes_that_are_told_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    told = re.findall(r"(?:dev\.py|uv run just|`just) ([a-z]+)", text)
    assert told
    assert set(told) <= RECIPES
