"""The words that fill one slot in ways that exclude each other: data, ``lexicon/slots.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from srccmp.annotate.tokens import Token, common_spelling


@cache
def _data() -> dict[str, Any]:
    text = files("srccmp.annotate").joinpath("lexicon/slots.toml").read_text("utf-8")
    return tomllib.loads(text)


class Names:
    """Which names of a table a word goes by. A table gives each name its forms, lemmas, and stems
    ("stem*"); words of several parts are joined by "_".

    >>> from srccmp.annotate.tokens import tokenize
    >>> offices = Names({"mayor": "мер mayor", "town-hall": "town_hall"})
    >>> tokens = tokenize("the mayor of the town hall", "en")
    >>> offices.at(tokens, 1), offices.at(tokens, 4), offices.at(tokens, 2)
    (('mayor', 1), ('town-hall', 2), None)
    """

    __slots__ = ("_forms", "_least", "_stems")

    def __init__(self, table: Mapping[str, str]) -> None:
        self._forms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, told in table.items():
            for pattern in told.split():
                parts = tuple(pattern.split("_"))
                is_stem = parts[0].endswith("*")
                into = self._stems if is_stem else self._forms
                first = common_spelling(parts[0].rstrip("*"))
                into.setdefault(first, []).append((parts[1:], name))
        lengths = [len(stem) for stem in self._stems]
        self._least = min(lengths, default=0)

    def at(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """The name that begins at the token and how many tokens it takes, the longest; else
        None."""
        found: tuple[str, int] | None = None
        for parts, name in self._options(tokens[at]):
            length = 1 + len(parts)
            if found and length <= found[1]:
                continue
            there = tokens[at + 1 : at + length]
            if len(there) == len(parts) and all(map(_fits, parts, there)):
                found = name, length
        return found

    def of(self, token: Token) -> str | None:
        """The name of a single word."""
        found = self.at((token,), 0)
        return found[0] if found else None

    def _options(self, token: Token) -> Iterable[tuple[tuple[str, ...], str]]:
        form = common_spelling(token.lower)
        yield from self._forms.get(form, ())
        if token.key != form:
            yield from self._forms.get(token.key, ())
        if self._stems:
            for length in range(len(form), self._least - 1, -1):
                yield from self._stems.get(form[:length], ())


def _fits(part: str, token: Token) -> bool:
    form = common_spelling(token.lower)
    if part.endswith("*"):
        return form.startswith(common_spelling(part[:-1]))
    return common_spelling(part) in (form, token.key)


@dataclass(frozen=True, slots=True)
class Axis:
    """A quality with two poles; ``of`` are the concepts of the things that it is told of, empty
    for any; ``facet`` the one that two poles differ in."""

    name: str
    facet: str
    of: frozenset[str]


@cache
def axes() -> Mapping[str, Axis]:
    return {
        name: Axis(name, table["facet"], frozenset(table.get("of", "").split()))
        for name, table in _data()["quality"].items()
    }


@cache
def poles() -> Names:
    """Words of quality as ``axis left``, ``axis right``, and ``axis not``."""
    return Names(
        {
            f"{name} {pole}": table[pole]
            for name, table in _data()["quality"].items()
            for pole in ("not", "left", "right")
            if pole in table
        }
    )


@cache
def quantifiers() -> Names:
    return Names(_data()["quantifier"])


@cache
def placing() -> Names:
    """Words of place: ``at``, ``to``, ``from``, ``near``, ``edge``."""
    return Names(_data()["place"])


@cache
def site_words() -> Names:
    return Names(_data()["site"]["words"])


@cache
def site_groups() -> Mapping[str, frozenset[str]]:
    """The kinds of place that exclude each other, by the name of their group."""
    return {name: frozenset(told.split()) for name, told in _data()["site"]["group"].items()}


@cache
def offices() -> Names:
    return Names({k: v for k, v in _data()["office"].items() if isinstance(v, str)})


@cache
def ranks() -> Names:
    return Names(_data()["office"]["rank"])


@cache
def portfolios() -> Names:
    return Names(_data()["portfolio"])


@cache
def _families() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(row.split()) for row in _data()["area"]["one"])


def may_overlap(left: str, right: str) -> bool:
    """Whether one listed place may lie within the other, or be told for it, though both are of one
    size.

    >>> may_overlap("england", "united-kingdom"), may_overlap("england", "poland")
    (True, False)
    """
    wide = frozenset(_data()["area"]["wide"].split())
    return bool({left, right} & wide) or any({left, right} <= row for row in _families())
