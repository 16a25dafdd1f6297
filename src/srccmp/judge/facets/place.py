"""One event in two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from srccmp.annotate.frames.told import Told
from srccmp.annotate.frames.where import Where, places_of
from srccmp.annotate.names import place_level
from srccmp.judge.facets.apart import are_two, is_across, sound_apart
from srccmp.judge.level import Level
from srccmp.judge.sides import VERY_CLOSE, Sides, found
from srccmp.model import Facet, Finding, Relation

# Events that are told in many places at once, or whose place is that of the telling.
ANYWHERE = frozenset({"inform", "confirm", "deny", "plan", "continue", "call", "last", "remain"})
ELSEWHERE = Level("one event in two places", Relation.CONFLICT)
OTHER_SITE = Level("one event in two kinds of place", Relation.CONFLICT)
OTHER_NUMBER = Level("one event in two of a kind, by their numbers", Relation.CONFLICT)
SAME_PLACE = Level("the same place", Relation.AGREE)


def compare_places(sides: Sides, left: Told, right: Told) -> Iterator[Finding]:
    """Places of one size in one role beside one event, where each account tells but one."""
    mine, other = _by_slot(places_of(left)), _by_slot(places_of(right))
    for slot in sorted(mine.keys() & other.keys()):
        if len(mine[slot]) != 1 or len(other[slot]) != 1:
            continue  # a row of places: which of them is meant nobody can tell
        a, b = mine[slot][0], other[slot][0]
        if a.is_denied or b.is_denied or not _are_of_one(sides, a, b):
            continue
        level = where_level(a, b, sides)
        if level is not None:
            yield from found(sides, Facet.PLACE, level, a.span, b.span)


def _are_of_one(sides: Sides, a: Where, b: Where) -> bool:
    """Whether the two places are of one event: told by both; or, where the match is a good one, of
    the same things («сесія розпочалася» / "the session opened")."""
    if (a.events & b.events) - ANYWHERE:
        return True
    own = {place.key for place in (a, b)}
    return (
        sides.is_same_telling() and sides.is_close(VERY_CLOSE) and bool(a.things & b.things - own)
    )


def _by_slot(places: Sequence[Where]) -> dict[tuple[str, str], list[Where]]:
    slots: defaultdict[tuple[str, str], list[Where]] = defaultdict(list)
    for place in places:
        slots[place.role, place.level].append(place)
    return slots


def where_level(a: Where, b: Where, sides: Sides) -> Level | None:
    """How two places of one size stand to each other; None where that cannot be told."""
    if a.entity is None or b.entity is None:
        return _site_level(a, b)
    if a.key == b.key:
        return SAME_PLACE
    if not a.level:
        return None
    if (
        is_across(a.entity, b.entity)
        and not _are_listed(a, b)
        and not sound_apart(a.entity, b.entity)
    ):
        return None
    return ELSEWHERE if are_two(a.entity, b.entity, sides) else None


def _are_listed(a: Where, b: Where) -> bool:
    return all(place_level(place.key) for place in (a, b))


def _site_level(a: Where, b: Where) -> Level | None:
    if a.entity is not None or b.entity is not None:
        return None
    if a.key != b.key:
        return OTHER_SITE
    if a.number and b.number and a.number != b.number:
        return OTHER_NUMBER
    return None
