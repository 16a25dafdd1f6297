"""Names that spelling cannot bring together, from ``lexicon/places.toml`` and ``names.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from srccmp.annotate.names.spelling import WORDS
from srccmp.annotate.tokens import Token, common_spelling, lemmas_of_form, possible_lemmas
from srccmp.model import Entity, EntityKind
from srccmp.words import NAMES

STEM_TAIL = 3  # letters that a case ending has at the most: «Киевстар» is no form of «Киев»
# What no listed name is, whatever its first letters: «угорі» (above) is no Hungarian.
NO_NAMES = frozenset({"VERB", "INFN", "GRND", "ADVB", "PREP", "CONJ", "PRCL", "NPRO", "PRED"})
QUOTES = frozenset('«»“”„"')
OWNED = frozenset({"Surn", "Name", "Patr"})


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a pattern. ``stem``: any ending may follow; ``upper``: in capitals only;
    ``inside``: not at the start of a sentence; ``small``: a small letter will do."""

    form: str
    stem: bool
    upper: bool
    inside: bool
    small: bool


@dataclass(frozen=True, slots=True)
class _Pattern:
    words: tuple[_Word, ...]
    key: str
    kind: EntityKind
    belongs: bool  # English for what belongs to the place


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed name: how many tokens it takes, its key and kind."""

    length: int
    key: str
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class _Table:
    words: dict[str, tuple[_Pattern, ...]]
    stems: dict[str, tuple[_Pattern, ...]]
    government_of: dict[str, str]
    keys: frozenset[str]
    states: frozenset[str]
    outlets: frozenset[str]


SECTIONS = (
    ("state", EntityKind.PLACE),
    ("region", EntityKind.PLACE),
    ("city", EntityKind.PLACE),
    ("body", EntityKind.ORGANISATION),
    ("media", EntityKind.ORGANISATION),
    ("maker", EntityKind.ORGANISATION),
    ("thing", EntityKind.NAME),
)


@cache
def lexicon(name: str) -> dict[str, Any]:
    text = files("srccmp.annotate").joinpath(f"lexicon/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _patterns(told: str, key: str, kind: EntityKind) -> Iterator[_Pattern]:
    for number, part in enumerate(told.split("|")):
        for pattern in part.split():
            words = tuple(
                _Word(
                    form=common_spelling(word.rstrip("*!~")),
                    stem="*" in word,
                    upper=word.isupper(),
                    inside="!" in word and not word.isupper(),
                    small="~" in word,
                )
                for word in pattern.split("_")
            )
            yield _Pattern(words, key, kind, belongs=number == BELONGS)


BELONGS = 2  # the third part of a line


@cache
def table() -> _Table:
    data = {**lexicon("names"), **lexicon("places")}
    words: dict[str, list[_Pattern]] = {}
    stems: dict[str, list[_Pattern]] = {}
    keys = set()
    for section, kind in SECTIONS:
        for key, told in data[section].items():
            keys.add(key)
            for pattern in _patterns(told, key, kind):
                into = stems if pattern.words[0].stem else words
                into.setdefault(pattern.words[0].form, []).append(pattern)
    return _Table(
        {form: tuple(sorted(found, key=lambda p: -len(p.words))) for form, found in words.items()},
        {form: tuple(sorted(found, key=lambda p: -len(p.words))) for form, found in stems.items()},
        data["government_of"],
        frozenset(keys),
        frozenset(data["state"]),
        frozenset(data["media"]),
    )


def government_of(key: str) -> str:
    """The state that a capital or a seat of power speaks for; other keys as they are.

    >>> government_of("moscow"), government_of("patriot")
    ('russia', 'patriot')
    """
    return table().government_of.get(key, key)


def is_listed(key: str) -> bool:
    return key in table().keys


def is_outlet(key: str) -> bool:
    """Whether the key is that of an outlet, an agency or a network."""
    return key in table().outlets


def is_abbreviation(entity: Entity) -> bool:
    """Whether a name is told by letters that no list explains: it may be another's short form."""
    return entity.surface.isupper() and not is_listed(entity.key)


def is_state(key: str) -> bool:
    return key in table().states


@cache
def _levels() -> dict[str, str]:
    data = lexicon("places")
    return {key: section for section in ("state", "region", "city") for key in data[section]}


def place_level(key: str) -> str | None:
    """How large a listed place is: ``state``, ``region`` or ``city``; None where no list has it.

    >>> place_level("kyiv"), place_level("bavaria"), place_level("tiny-hamlet")
    ('city', 'region', None)
    """
    return _levels().get(key)


def forms_of(token: Token, language: str) -> tuple[str, ...]:
    """What a pattern may meet the word by: its form, and the lemmas it can have."""
    is_named = token.is_capital and not token.text.isupper()
    return _forms(token.lower, token.key, language, is_named)


@lru_cache(maxsize=WORDS)
def _forms(lower: str, key: str, language: str, is_named: bool) -> tuple[str, ...]:
    lemmas = [
        common_spelling(lemma)
        for lemma, feats in (lemmas_of_form(lower, language) if is_named else ())
        if feats & NAMES
    ]
    return tuple(dict.fromkeys((key, common_spelling(lower), *lemmas)))


@lru_cache(maxsize=WORDS)
def _options(lower: str, key: str, language: str, is_named: bool) -> tuple[_Pattern, ...]:
    """The patterns whose first word may be this one, the longest first."""
    listed, forms = table(), _forms(lower, key, language, is_named)
    found = [pattern for form in forms for pattern in listed.words.get(form, ())]
    for form in forms:
        for length in _lengths().get(form[:2], ()):
            found += listed.stems.get(form[:length], ())
    return tuple(sorted(dict.fromkeys(found), key=lambda pattern: -len(pattern.words)))


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How long the stems are that begin with two letters, the longest first."""
    found: dict[str, set[int]] = {}
    for stem in table().stems:
        found.setdefault(stem[:2], set()).add(len(stem))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


def _fits(word: _Word, token: Token, language: str) -> bool:
    if word.upper and not token.text.isupper():
        return _is_declined(word.form, token)
    forms = forms_of(token, language)
    if word.stem:
        return any(form.startswith(word.form) for form in forms)
    return word.form in forms


def _is_declined(form: str, token: Token) -> bool:
    """Whether an abbreviation has an ending of its own: «МИДа», «ЗМІ» has none."""
    letters = token.text.rstrip("аеиоуюяімх")
    return letters.isupper() and len(letters) > 1 and common_spelling(letters) == form


def _can_be_place(token: Token, language: str) -> bool:
    """Whether a reading is that of a place, or (Ukrainian marks none) of a thing."""
    return any(
        "Geox" in feats or ("NOUN" in feats and "inan" in feats)
        for _, feats in possible_lemmas(token, language)
    )


def _tail(word: _Word, token: Token) -> int:
    return len(common_spelling(token.lower)) - len(word.form) if word.stem else 0


def belongs_to_place(token: Token, language: str, tail: int) -> bool:
    """Whether the word is an adjective or a people's name: «київський», «поляк»; ``tail`` is what
    it has beside the stem of the place."""
    if token.is_capital and tail <= STEM_TAIL and _can_be_place(token, language):
        return False
    if token.pos in ("ADJF", "ADJS"):
        return True
    return "anim" in token.feats and not token.feats & OWNED


def may_be_listed(token: Token, language: str) -> bool:
    """Whether any pattern begins with a word in small letters."""
    return bool(_options(token.lower, token.key, language, False))


def find_listed(tokens: Sequence[Token], at: int, language: str, *, begins: bool) -> Listed | None:
    """The longest listed name from ``at`` on; ``begins``: a sentence does there."""
    token = tokens[at]
    if not token.is_word or (token.pos in NO_NAMES and not token.is_capital):
        return None
    is_named = token.is_capital and not token.text.isupper()
    for pattern in _options(token.lower, token.key, language, is_named):
        there, length = _words_there(tokens, at, len(pattern.words))
        if len(there) < len(pattern.words):
            continue
        if not all(map(_fits, pattern.words, there, [language] * len(there))):
            continue
        if kind := _accept(pattern, there, language, begins=begins):
            return Listed(length, pattern.key, kind)
    return None


def _words_there(tokens: Sequence[Token], at: int, count: int) -> tuple[list[Token], int]:
    """So many words from ``at`` on, and how many tokens they take: «РИА „Новости“» is two words
    and two marks."""
    if count == 1:
        return [tokens[at]], 1
    there: list[Token] = []
    step, opened = at, False
    while step < len(tokens) and len(there) < count:
        if tokens[step].text in QUOTES:
            opened = True
        else:
            there.append(tokens[step])
        step += 1
    if opened and step < len(tokens) and tokens[step].text in QUOTES:
        step += 1
    return there, step - at


def _accept(
    pattern: _Pattern, there: Sequence[Token], language: str, *, begins: bool
) -> EntityKind | None:
    token, last, first = there[0], there[-1], pattern.words[0]
    is_cyrillic = token.key > "а"
    belongs = pattern.belongs or (
        pattern.kind is not EntityKind.NAME
        and is_cyrillic
        and belongs_to_place(last, language, _tail(pattern.words[-1], last))
    )
    if len(there) > 1:
        if not token.is_capital and not is_cyrillic:
            return None
        return EntityKind.DEMONYM if belongs and _ends_as_adjective(pattern, last) else pattern.kind
    if begins and (first.inside or token.pos in NO_NAMES):
        return None
    if belongs:
        is_small = is_cyrillic and pattern.kind is EntityKind.PLACE
        is_own = first.stem or token.key == first.form  # «того» is no form of «Того»
        if token.is_capital or (
            is_small and is_own and (first.stem or ("anim" in token.feats and not first.inside))
        ):
            return EntityKind.DEMONYM
        return None
    if not token.is_capital and not first.small:
        return None
    if _tail(first, token) > STEM_TAIL:
        return None
    is_owned = token.feats & OWNED and not _can_be_place(token, language)
    if first.stem and is_owned and pattern.kind is EntityKind.PLACE:
        return None
    return pattern.kind


def _ends_as_adjective(pattern: _Pattern, last: Token) -> bool:
    return pattern.belongs or (pattern.kind is EntityKind.PLACE and last.pos in ("ADJF", "ADJS"))
