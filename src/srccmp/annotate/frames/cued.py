"""A statement's tokens with their concepts and the cue words of the frames, found once for all
rules. The lists are data: ``lexicon/frames.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.tokens import Token

NOT = frozenset(["не", "not", "ні", "ни"])


@dataclass(frozen=True, slots=True)
class _Pattern:
    parts: tuple[str, ...]

    def length(self, tokens: Sequence[Token], at: int) -> int:
        """How many tokens it takes from ``at`` on, a "not" between its words included; 0: none."""
        step = at
        for part in self.parts:
            if step > at and step < len(tokens) and tokens[step].lower in NOT:
                step += 1
            if step == len(tokens) or not _part_fits(part, tokens[step]):
                return 0
            step += 1
        return step - at


def _part_fits(part: str, token: Token) -> bool:
    if part.endswith("*"):
        return token.lemma.startswith(part[:-1])
    return part in (token.lemma, token.lower)


@cache
def _patterns(language: str) -> dict[str, tuple[tuple[str, _Pattern], ...]]:
    """(group, pattern) by the pattern's first word, longest first."""
    text = files("srccmp.annotate").joinpath("lexicon/frames.toml").read_text("utf-8")
    found: dict[str, list[tuple[str, _Pattern]]] = {}
    for group, table in _groups(tomllib.loads(text)):
        for pattern in str(table.get(language, "")).split():
            parts = tuple(pattern.split("_"))
            found.setdefault(parts[0], []).append((group, _Pattern(parts)))
    return {k: tuple(sorted(v, key=lambda gp: -len(gp[1].parts))) for k, v in found.items()}


def _groups(table: dict[str, Any], name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The groups of the list by their dotted names."""
    if any(isinstance(value, str) for value in table.values()):
        yield name, table
        return
    for key, inner in table.items():
        yield from _groups(inner, f"{name}.{key}" if name else key)


class Cued:
    """The tokens of one statement, the concepts of each, and where each group's cues stand."""

    __slots__ = ("_cues", "_places", "concepts", "language", "tokens")

    def __init__(self, tokens: Sequence[Token], language: str) -> None:
        self.tokens = tokens
        self.language = language
        self.concepts = tuple(concepts_of(token, language) for token in tokens)
        self._places: dict[str, list[int]] = {}  # of each concept
        for at, names in enumerate(self.concepts):
            for name in names:
                self._places.setdefault(name, []).append(at)
        self._cues: dict[str, dict[int, list[int]]] = {}  # lengths by group and place
        patterns = _patterns(language)
        for at, token in enumerate(tokens):
            options = patterns.get(token.lower, ())
            if token.lemma != token.lower:
                options += patterns.get(token.lemma, ())
            for group, pattern in options:
                if length := pattern.length(tokens, at):
                    self._cues.setdefault(group, {}).setdefault(at, []).append(length)

    def __len__(self) -> int:
        return len(self.tokens)

    def places(self, concepts: Iterable[str]) -> list[int]:
        """Where a word of any of the concepts stands, left to right."""
        return sorted({at for name in concepts for at in self._places.get(name, ())})

    def cue(self, group: str, at: int) -> int:
        """How many tokens from ``at`` on are a cue of the group; 0 for none."""
        places = self._cues.get(group)
        return places[at][0] if places and at in places else 0

    def cues(self, group: str) -> tuple[tuple[int, int], ...]:
        """Where the group's cues begin and how many tokens they take, left to right."""
        places = self._cues.get(group)
        return tuple((at, lengths[0]) for at, lengths in places.items()) if places else ()

    def has(self, group: str, first: int = 0, stop: int | None = None) -> bool:
        """Whether a cue of the group lies within tokens [first, stop).

        >>> from srccmp.annotate.tokens import tokenize
        >>> words = Cued(tokenize("fire because of a gas leak", "en"), "en")
        >>> words.has("cause.follows"), words.has("cause.follows", 0, 2)
        (True, False)
        """
        end = len(self.tokens) if stop is None else stop
        return any(
            first <= at and at + min(lengths) <= end
            for at, lengths in self._cues.get(group, {}).items()
        )
