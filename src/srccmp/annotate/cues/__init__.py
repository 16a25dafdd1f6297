"""The words that attribution and modality are read from: one TOML file a language.

A file is a list of groups. Each has a ``name`` (a stable word), the ``layer`` that reads it, the
``reason`` it is there and an ``example`` in which it occurs; ``lemmas`` are compared with the
tokens' lemmas, ``forms`` with their lower-case forms, ``phrases`` are several words in a row, each
a form, or a lemma where it begins with ``~``, with ``|`` between alternatives.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from srccmp.annotate.tokens import Token

LANGUAGES = ("en", "ru", "uk")

Phrase = tuple[frozenset[str], ...]


def words(text: str) -> frozenset[str]:
    """The words of a closed class, written in a row.

    >>> sorted(words("the a an"))
    ['a', 'an', 'the']
    """
    return frozenset(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group of cues; see the module."""

    name: str
    layer: str
    reason: str
    example: str
    lemmas: frozenset[str]
    forms: frozenset[str]
    phrases: tuple[Phrase, ...]

    def has(self, token: Token) -> bool:
        """Whether the one word is a cue of this group."""
        return token.lower in self.forms or token.lemma in self.lemmas or token.lower in self.lemmas


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Tokens [start, stop) are a cue of ``group``."""

    start: int
    stop: int
    group: str


EMPTY = Group(
    name="",
    layer="",
    reason="",
    example="",
    lemmas=frozenset(),
    forms=frozenset(),
    phrases=(),
)


NONE: tuple[tuple[str, Phrase], ...] = ()


@dataclass(frozen=True, slots=True)
class _Index:
    """Groups and phrases by what a cue's first word is: a form, or a lemma."""

    forms: Mapping[str, tuple[tuple[str, Phrase], ...]]
    lemmas: Mapping[str, tuple[tuple[str, Phrase], ...]]

    def at(self, tokens: Sequence[Token], start: int) -> Match | None:
        """The longest cue that begins at ``start``; the first group's where two are as long."""
        token = tokens[start]
        options = self.forms.get(token.lower, NONE) + self.lemmas.get(token.lemma, NONE)
        best: Match | None = None
        for group, phrase in options:
            stop = start + len(phrase)
            if best is not None and stop <= best.stop:
                continue
            if stop <= len(tokens) and all(map(_is_one_of, tokens[start + 1 : stop], phrase[1:])):
                best = Match(start=start, stop=stop, group=group)
        return best


def _is_one_of(token: Token, choices: frozenset[str]) -> bool:
    return token.lower in choices or "~" + token.lemma in choices


@cache
def groups(language: str) -> Mapping[str, Group]:
    """The groups of a language by name; none for a language without a file.

    >>> groups("en")["say"].layer
    'attribution'
    """
    if language not in LANGUAGES:
        return {}
    text = files("srccmp.annotate.cues").joinpath(f"{language}.toml").read_text("utf-8")
    found = {}
    for entry in tomllib.loads(text)["group"]:
        found[entry["name"]] = Group(
            name=entry["name"],
            layer=entry["layer"],
            reason=entry["reason"],
            example=entry["example"],
            lemmas=frozenset(entry.get("lemmas", "").split()),
            forms=frozenset(entry.get("forms", "").split()),
            phrases=tuple(
                tuple(frozenset(word.split("|")) for word in phrase.split())
                for phrase in entry.get("phrases", ())
            ),
        )
    return found


def group(language: str, name: str) -> Group:
    """One group; an empty one where the language has none of that name."""
    return groups(language).get(name, EMPTY)


@cache
def _by_word(language: str) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """The names of the groups that have a word by its form, and those that do by its lemma."""
    by_form: dict[str, set[str]] = {}
    by_lemma: dict[str, set[str]] = {}
    for found in groups(language).values():
        for word in found.forms | found.lemmas:
            by_form.setdefault(word, set()).add(found.name)
        for word in found.lemmas:
            by_lemma.setdefault(word, set()).add(found.name)
    return (
        {word: frozenset(names) for word, names in by_form.items()},
        {word: frozenset(names) for word, names in by_lemma.items()},
    )


def places(tokens: Sequence[Token], language: str, *names: str) -> list[int]:
    """Where a word of any of these groups stands, left to right.

    >>> from srccmp.annotate.tokens import tokenize
    >>> places(tokenize("The mayor said no", "en"), "en", "say", "relay")
    [2]
    """
    wanted = frozenset(names)
    by_form, by_lemma = _by_word(language)
    return [
        at
        for at, token in enumerate(tokens)
        if (token.lower in by_form and not wanted.isdisjoint(by_form[token.lower]))
        or (token.lemma in by_lemma and not wanted.isdisjoint(by_lemma[token.lemma]))
    ]


@cache
def _index(language: str, layer: str) -> _Index:
    first: dict[str, list[tuple[str, Phrase]]] = {}
    for found in groups(language).values():
        if found.layer != layer:
            continue
        phrases = [
            *found.phrases,
            *((frozenset({word}),) for word in sorted(found.forms)),
            *((frozenset({"~" + word}),) for word in sorted(found.lemmas)),
        ]
        for phrase in phrases:
            for word in sorted(phrase[0]):
                first.setdefault(word, []).append((found.name, phrase))
    return _Index(
        {word: tuple(found) for word, found in first.items() if not word.startswith("~")},
        {word[1:]: tuple(found) for word, found in first.items() if word.startswith("~")},
    )


def find_cues(tokens: Sequence[Token], language: str, layer: str) -> tuple[Match, ...]:
    """The cues of one layer, from left to right, none within another.

    >>> from srccmp.annotate.tokens import tokenize
    >>> [m.group for m in find_cues(tokenize("He probably left", "en"), "en", "modality")]
    ['hedge']
    """
    index = _index(language, layer)
    found: list[Match] = []
    behind = 0
    for at, token in enumerate(tokens):
        if at < behind or not (token.lower in index.forms or token.lemma in index.lemmas):
            continue
        if (match := index.at(tokens, at)) is not None:
            found.append(match)
            behind = match.stop
    return tuple(found)
