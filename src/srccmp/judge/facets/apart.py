"""Whether two names are of two things: neither one in two spellings, nor a part of the other."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.frames.slotwords import may_overlap
from srccmp.annotate.names import (
    government_of,
    is_abbreviation,
    is_outlet,
    latin,
    place_level,
    same_name,
    skeleton,
)
from srccmp.judge.sides import Sides
from srccmp.model import Article, Entity
from srccmp.words import HAS_CYRILLIC

SPELLED_ALIKE = 0.6  # of two names of one alphabet
SOUND_ALIKE = 0.45  # of a Latin and a Cyrillic one, after romanising
STEM = 5  # letters of a name that no case changes
WORD = re.compile(r"[^\W\d_]{3,}")


def are_two(a: Entity, b: Entity, sides: Sides) -> bool:
    """Whether the two names cannot be of one thing, and neither account knows the other's name: one
    that does tells of two things, or of one in the other."""
    return not are_variants(a, b) and not (
        knows(sides.right_article, a) or knows(sides.left_article, b)
    )


def are_variants(a: Entity, b: Entity) -> bool:
    """Whether one name may stand for the other: in another spelling, as a part of it or its
    abbreviation, as a country for a part of it."""
    if may_be_one(a, b) or _is_initial(a) or _is_initial(b):
        return True
    if is_outlet(a.key) or is_outlet(b.key):
        return True  # who told it, not whom it tells of
    if is_abbreviation(a) != is_abbreviation(b):
        return True  # «НАК» may be «Нафтогаз»
    return may_overlap(a.key, b.key)  # England is told for Britain


def may_be_one(a: Entity, b: Entity) -> bool:
    """Whether the two are spelled or sound like one name, or share a word."""
    if same_name(a.key, b.key) or government_of(a.key) == government_of(b.key):
        return True
    if _looks(a.surface) == _looks(b.surface):
        return True
    if place_level(a.key) and place_level(b.key):
        return False
    return _are_alike(a.key, b.key) or _are_alike(_spelled(a), _spelled(b))


# Letters of two alphabets that look the same: «ВР» for "BP".
LOOKALIKES = str.maketrans("АВСЕНКМОРТХУІаесорхуі", "ABCEHKMOPTXYIaecopxyi")


def _looks(surface: str) -> str:
    return surface.translate(LOOKALIKES).casefold()


def _is_initial(name: Entity) -> bool:
    """Whether it is no name but the beginning of one: «Дж. Керри» cut at the dot."""
    return len(name.surface.strip(".")) <= 2 and not name.surface.isupper()


@lru_cache(maxsize=1 << 16)
def _are_alike(left: str, right: str) -> bool:
    if set(left.split("_")) & set(right.split("_")):
        return True
    return SequenceMatcher(None, left, right).ratio() >= SPELLED_ALIKE


def is_speaker(side: Analysis, name: Entity) -> bool:
    """Whether the name is that of who says it."""
    said = side.annotated.attribution
    return said is not None and (name.key == said.key or name.surface in (said.speaker or ""))


def is_across(a: Entity, b: Entity) -> bool:
    """Whether the two are written in two alphabets."""
    return bool(HAS_CYRILLIC.search(a.surface)) != bool(HAS_CYRILLIC.search(b.surface))


def sound_apart(a: Entity, b: Entity) -> bool:
    """Whether no word of the one sounds like a word of the other: names in two alphabets."""
    if ASIAN.search(a.surface) or ASIAN.search(b.surface):
        return False
    return not any(
        SequenceMatcher(None, x, y).ratio() >= SOUND_ALIKE or skeleton(x)[:1] == skeleton(y)[:1]
        for x in _spelled(a).split("_")
        for y in _spelled(b).split("_")
    )


ASIAN = re.compile(r"[a-z]-[a-z]")  # "Jae-in" is romanised by other rules than «Чжэ Ин»


def _spelled(entity: Entity) -> str:
    return "_".join(latin(word) for word in WORD.findall(entity.surface)) or latin(entity.surface)


def knows(article: Article, name: Entity) -> bool:
    """Whether an article has the name's words, in any case and either alphabet."""
    words = WORD.findall(name.surface)
    if not words:
        return False
    stems = _stems(article.text)
    return all(_stem(word) in stems for word in words)


def _stem(word: str) -> str:
    return skeleton(latin(word)[: STEM + 1])[:STEM]


@lru_cache(maxsize=256)
def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in set(WORD.findall(text)) if word[0].isupper())
