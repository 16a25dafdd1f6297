"""Data flows one way: a module imports only from what stands above it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "srccmp"

# From the top: a part may import from the parts above it and from itself. ``__init__`` stands
# apart, as it hands on the public names; ``__main__`` calls the command line.
ORDER = (
    "errors",
    "model",
    "options",
    "words",
    "times",
    "jobs",
    "pager",
    "read",
    "language",
    "segment",
    "annotate",
    "engines",
    "align",
    "stories",
    "reprints",
    "judge",
    "comparison",
    "schema",
    "cache",
    "store",
    "pipeline",
    "present",
    "report",
    "browse",
    "bench",
    "cli",
    "__main__",
)
# Who imports a public name from the package itself imports what the pipeline gives.
PLACED = {"__init__": "pipeline"}

MODULES = sorted(PACKAGE.rglob("*.py"))
INNER = [path for path in MODULES if path != PACKAGE / "__init__.py"]  # it hands on the names


def name_of(path: Path) -> str:
    """The module's name within the package: ``read/files.py`` is ``read.files``."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def part_of(name: str) -> str:
    """The part of the flow that a module belongs to."""
    return PLACED.get(name, name.split(".")[0])


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and name (within the package) of all modules of ours that one module imports, the late
    imports inside of functions and those for type checkers included."""
    package = ("srccmp", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("srccmp."):
                yield node.lineno, known(name.removeprefix("srccmp."))


def known(name: str) -> str:
    """A dotted name cut to the module it lies in (``model.Span`` is in ``model``)."""
    parts = name.split(".")
    while parts:
        path = PACKAGE.joinpath(*parts)
        if path.with_suffix(".py").exists() or path.is_dir():
            return ".".join(parts)
        parts.pop()
    return "__init__"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_stands_in_the_order(path: Path) -> None:
    name = name_of(path)
    assert part_of(name) in ORDER, f"give {name} a place in ORDER"


@pytest.mark.parametrize("path", INNER, ids=name_of)
def test_a_module_imports_only_from_above(path: Path) -> None:
    name = name_of(path)
    here = ORDER.index(part_of(name))
    wrong = [
        f"line {line}: {name} imports {other}"
        for line, other in imports(path)
        if ORDER.index(part_of(other)) > here
    ]
    assert not wrong
