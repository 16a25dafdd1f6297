"""The Python API's page: its blocks run, and every public name is on it with a docstring."""

from __future__ import annotations

import ast
import doctest
import inspect
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import FunctionType

import pytest

import srccmp
from srccmp import errors, model

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def public_things() -> Iterator[tuple[str, object]]:
    """Every public name, those of the model and of the errors, and their methods."""
    for name in srccmp.__all__:
        yield f"srccmp.{name}", getattr(srccmp, name)
    for module in (model, errors):
        for name, thing in vars(module).items():
            if getattr(thing, "__module__", "") == module.__name__ and not name.startswith("_"):
                yield f"{module.__name__}.{name}", thing


def members(thing: object) -> Iterator[tuple[str, object]]:
    """What a class defines itself for others to call or to read."""
    for name, member in vars(thing).items() if inspect.isclass(thing) else ():
        called = member.__func__ if isinstance(member, classmethod) else member
        if not name.startswith("_") and isinstance(called, FunctionType | property):
            yield name, called


THINGS = dict(public_things())


@pytest.mark.parametrize("name", THINGS)
def test_a_public_name_has_a_docstring(name: str) -> None:
    thing = THINGS[name]
    told = thing.__doc__ or ""
    # A dataclass or an enum without a docstring gets one that says nothing.
    empty = f"{name.rpartition('.')[2]}("
    assert told.strip()
    assert not told.startswith(empty)
    if inspect.isclass(thing) and issubclass(thing, Enum):
        assert told != Enum.__doc__
    bare = [member for member, called in members(thing) if not (called.__doc__ or "").strip()]
    assert bare == []


def test_every_public_name_is_on_the_page() -> None:
    shown = set(re.findall(r"^\.\. auto\w+:: (?:srccmp\.)?([\w.]+)", PAGE, re.MULTILINE))
    assert "model" in shown, "the values are shown as one module"
    here = {*shown, *(name for name in vars(model) if not name.startswith("_"))}
    assert set(srccmp.__all__) - here == set()
    kinds = {f"errors.{name}" for name, thing in vars(errors).items() if inspect.isclass(thing)}
    assert kinds - shown == {"errors.SrccmpError"}


def test_the_recipes_give_what_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = re.sub(r"^```.*$", "", PAGE, flags=re.MULTILINE)
    examples = doctest.DocTestParser().get_doctest(text, {}, "docs/api.md", None, 0)
    assert len(examples.examples) > 10
    runner = doctest.DocTestRunner(verbose=False)
    assert runner.run(examples).failed == 0


@pytest.mark.parametrize("document", ["README.md", "docs/api.md", "docs/json.md"])
def test_blocks_of_python_are_python(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert blocks
    for block in blocks:
        if ">>>" not in block:
            assert ast.parse(block).body


def test_the_block_of_the_readme_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("conflict cause ")
