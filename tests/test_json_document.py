"""``docs/json.md`` has every key of the JSON Schema, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from srccmp.model import Score
from srccmp.options import CompareOptions
from srccmp.schema import schema

PAGE = (Path(__file__).parent.parent / "docs" / "json.md").read_text(encoding="utf-8")
SCHEMA = schema()
SECTIONS = {
    title.strip("`").lower(): body
    for title, body in re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", PAGE, re.MULTILINE)
}
OBJECTS = {
    "top level": SCHEMA,
    "stories": SCHEMA["$defs"]["story"],
    "articles": SCHEMA["$defs"]["article"],
    "statements": SCHEMA["$defs"]["statement"],
    "claims": SCHEMA["$defs"]["claim"],
    "timeline": SCHEMA["$defs"]["timeline_entry"],
    "notes": SCHEMA["$defs"]["note"],
}
# Words of the page that are values, of fields which the schema leaves open.
VALUES = {"s1", "s2", "und", "published", "story", "none", "min_link"}


def keys(node: Any) -> Iterator[str]:
    """All names of properties in a schema, those of objects inside as well."""
    if isinstance(node, list):
        for each in node:
            yield from keys(each)
    if isinstance(node, dict):
        if (to := node.get("$ref")) is not None:
            yield from keys(SCHEMA["$defs"][to.rpartition("/")[2]])
        yield from node.get("properties", {})
        for part in ("properties", "$defs"):
            yield from (key for each in node.get(part, {}).values() for key in keys(each))
        for part in ("items", "anyOf"):
            yield from keys(node.get(part, []))


def values(node: Any) -> Iterator[str]:
    """All values of enums in a schema."""
    if isinstance(node, list):
        for each in node:
            yield from values(each)
    if isinstance(node, dict):
        yield from (each for each in node.get("enum", ()) if isinstance(each, str))
        for each in node.values():
            yield from values(each)


def code(text: str) -> set[str]:
    """The names that stand as code, links' targets apart."""
    return set(re.findall(r"(?<!`)`([a-z_0-9]+)`(?!`)", text))


def own(section: str) -> dict[str, Any]:
    """A section's object without what has a section of its own."""
    node = OBJECTS[section]
    return {**node, "$defs": {}} if section != "top level" else {"properties": node["properties"]}


@pytest.mark.parametrize("section", OBJECTS)
def test_every_key_of_the_schema_is_documented(section: str) -> None:
    wanted = set(SCHEMA["properties"]) if section == "top level" else set(keys(own(section)))
    assert wanted - code(SECTIONS[section]) == set()


@pytest.mark.parametrize("section", OBJECTS)
def test_every_documented_key_is_in_the_schema(section: str) -> None:
    known = set(keys(own(section))) | set(values(SCHEMA)) | VALUES
    if section == "top level":
        known |= {field.name for field in fields(CompareOptions)} | set(OBJECTS)
    if section == "notes":
        known |= codes()
    assert code(SECTIONS[section]) - known == set()


@pytest.mark.parametrize("section", [name for name in OBJECTS if name not in ("timeline", "notes")])
def test_the_first_column_has_keys_of_the_object_itself(section: str) -> None:
    cells = re.findall(r"^\| (`.+?) \|", SECTIONS[section], re.MULTILINE)
    told = [key for cell in cells for key in re.findall(r"`(\w+)`", cell)]
    assert sorted(told) == sorted(OBJECTS[section]["properties"])


def test_the_options_are_all_there() -> None:
    assert {field.name for field in fields(CompareOptions)} <= code(SECTIONS["top level"])


def test_the_features_of_a_link_are_told_with_the_match() -> None:
    told = (Path(__file__).parent.parent / "docs" / "verdicts.md").read_text(encoding="utf-8")
    blank = {"scene", "question"}  # what keeps two apart, and what joins them: not weighed
    assert {field.name for field in fields(Score)} - code(told) <= blank


def codes() -> set[str]:
    """Words of code in the section on notes: codes of notes and names of stages, which the program
    writes somewhere."""
    source = Path(__file__).parent.parent / "src" / "srccmp"
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(source.rglob("*.py")))
    return {word for word in code(SECTIONS["notes"]) if f'"{word}"' in text}
