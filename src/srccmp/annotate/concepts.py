"""The language's words for the things that news tells of, under one name in every language.

"постраждати", "пострадать" and "be damaged" are all ``damage``: that is what lets accounts in
different languages be compared without an encoder, and what the facets' rules are written in.
The lists are data: ``lexicon/concepts.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from srccmp.annotate.tokens import Token, common_spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """``kind`` is event, thing or quality; ``is_a`` the coarser concept, None at the top;
    ``weight`` 0 where sharing it says nothing."""

    name: str
    kind: str
    is_a: str | None
    opposite: str | None
    weight: float


@dataclass(frozen=True, slots=True)
class _Index:
    words: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[str, ...]]
    longest: int


# A line of the list: a heading, a word list or a weight; a comment may follow.
LINE = re.compile(
    r"""(?:\[(?P<table>[\w-]+)\]
    |(?P<key>\w+)[ ]=[ ](?:"(?P<text>[^"\\]*)"|(?P<number>\d+(?:\.\d+)?)))?
    [ ]*(?:\#.*)?""",
    re.VERBOSE,
)


@cache
def _tables() -> dict[str, dict[str, str | float]]:
    text = files("srccmp.annotate").joinpath("lexicon/concepts.toml").read_text("utf-8")
    return _read(text) or tomllib.loads(text)


def _read(text: str) -> dict[str, dict[str, str | float]] | None:
    """The plain half of TOML that the list is written in, ten times as fast as `tomllib`; None
    where it holds anything else. The tests compare the two."""
    tables: dict[str, dict[str, str | float]] = {}
    table: dict[str, str | float] | None = None
    for line in text.split("\n"):
        found = LINE.fullmatch(line)
        if found is None:
            return None
        name, key, words, number = found.groups()
        if name:
            if name in tables:
                return None
            table = tables[name] = {}
        elif key:
            if table is None or key in table:
                return None
            table[key] = words if words is not None else float(number)
    return tables


@cache
def all_concepts() -> dict[str, Concept]:
    """Every concept by its name; ``opposite`` holds in both directions."""
    tables = _tables()
    opposites: dict[str, str] = {}
    for name, table in tables.items():
        if "opposite" in table:
            opposites.setdefault(name, str(table["opposite"]))
            opposites.setdefault(str(table["opposite"]), name)
    return {
        name: Concept(
            name=name,
            kind=str(table["kind"]),
            is_a=str(table["is"]) if "is" in table else None,
            opposite=opposites.get(name),
            weight=float(table.get("weight", 1.0)),
        )
        for name, table in tables.items()
    }


def are_opposite(left: str, right: str) -> bool:
    """Whether the two cannot both be true of the same thing at the same time.

    >>> are_opposite("resume", "suspend"), are_opposite("resume", "resume")
    (True, False)
    """
    table = _tables()
    return table[left].get("opposite") == right or table[right].get("opposite") == left


@cache
def _index(language: str) -> _Index:
    words: dict[str, list[str]] = {}
    stems: dict[str, list[str]] = {}
    for name, table in _tables().items():
        for word in str(table.get(language, "")).split():
            into, key = (stems, word[:-1]) if word.endswith("*") else (words, word)
            into.setdefault(common_spelling(key), []).append(name)
    return _Index(
        {word: tuple(dict.fromkeys(names)) for word, names in words.items()},
        {stem: tuple(dict.fromkeys(names)) for stem, names in stems.items()},
        max(map(len, stems), default=0),
    )


@cache
def concepts_of_key(key: str, language: str) -> tuple[str, ...]:
    """Names of the concepts of a lemma in the common spelling, the closest first.

    >>> concepts_of_key("уламок", "uk"), concepts_of_key("embassy", "en")
    (('debris',), ('diplomatic-mission',))
    """
    index = _index(language)
    found = list(index.words.get(key, ()))
    for length in range(min(len(key), index.longest), 2, -1):
        found += index.stems.get(key[:length], ())
    return tuple(dict.fromkeys(found))


def concepts_of(token: Token, language: str) -> tuple[str, ...]:
    """Names of the concepts that this word can stand for; none for most words."""
    return concepts_of_key(token.key, language)


@cache
def with_parents(name: str) -> tuple[str, ...]:
    """The concept and everything that it is a kind of.

    >>> with_parents("diplomatic-mission")
    ('diplomatic-mission', 'building')
    """
    concepts, chain = all_concepts(), [name]
    while (parent := concepts[chain[-1]].is_a) is not None:
        chain.append(parent)
    return tuple(chain)
