"""Things by their names: «пором „Аврора“», "the Aurora ferry", "the Khimtrade group"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from srccmp.annotate.frames.told import KEPT, Told
from srccmp.annotate.names import is_common_word
from srccmp.model import Entity, EntityKind

# What a head noun's name is not: a person has an office, a place its size.
OTHERS = frozenset({EntityKind.PERSON, EntityKind.PLACE, EntityKind.DEMONYM})
QUOTES = frozenset('«"“„')
# Nouns that are the name of no one thing, or hold others.
VAGUE = frozenset(
    {"person", "city", "region", "country", "district", "media", "ministry", "government",
     "parliament", "court", "party", "building", "object", "asset"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """``kinds`` are what its head noun tells; ``is_common`` where the name is made of common words,
    which another language may translate."""

    entity: Entity
    kinds: frozenset[str]
    is_common: bool


@lru_cache(maxsize=KEPT)
def named_of(told: Told) -> tuple[Named, ...]:
    """The names that a noun of a known kind stands right beside."""
    found = []
    for at, entity in told.placed:
        if entity.kind in OTHERS:
            continue
        last = told.last_of(at)
        kinds = _head(told, at, last) - VAGUE
        if kinds:
            words = told.tokens[at : last + 1]
            is_common = all(is_common_word(t, told.language) for t in words if t.is_word)
            found.append(Named(entity=entity, kinds=kinds, is_common=is_common))
    return tuple(found)


def _head(told: Told, at: int, last: int) -> frozenset[str]:
    is_quoted = at > 1 and told.tokens[at - 1].text in QUOTES
    before = at - 2 if is_quoted else at - 1
    # Without quotation marks it is rather whose it is: «бюджет Співдружності».
    may_be = is_quoted if told.is_slavic else True
    if may_be and before >= 0 and told.names[before] is None and (kinds := told.kinds(before)):
        return kinds
    behind = last + 1
    is_the = at > 0 and told.tokens[at - 1].lower == "the"  # "a Dorset shop" is any in Dorset
    if is_the and not told.is_slavic and behind < len(told.tokens) and told.names[behind] is None:
        return told.kinds(behind)
    return frozenset()
