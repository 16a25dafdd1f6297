"""Who did it to whom."""

from __future__ import annotations

from collections.abc import Iterator

from srccmp.annotate.frames.roles import Deed, Party, deeds_of
from srccmp.annotate.frames.told import Told
from srccmp.annotate.names import government_of, same_name
from srccmp.judge.facets.apart import are_two, is_across, sound_apart
from srccmp.judge.level import Level
from srccmp.judge.sides import VERY_ALIKE, Sides, found
from srccmp.model import EntityKind, Facet, Finding, Relation

REVERSED = Level("who did it and whom it befell are changed about", Relation.CONFLICT)
OTHER_AGENT = Level("another did it", Relation.CONFLICT)
OTHER_PATIENT = Level("it befell another", Relation.CONFLICT)
SAME_PARTIES = Level("the same did it to the same", Relation.AGREE)
# Of these one deed has one: the same person is appointed to an office, a firm bought by a buyer.
NAMED = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE})


def compare_roles(sides: Sides, left: Told, right: Told) -> Iterator[Finding]:
    """The parties of each event that both tell; the surest finding of each event alone."""
    for a in deeds_of(left):
        for b in deeds_of(right):
            if a.event.concept != b.event.concept or a.event.negated != b.event.negated:
                continue
            if (told := _compared(a, b, sides)) is not None:
                level, mine, other = told
                yield from found(sides, Facet.WHO, level, mine.span, other.span)
                return


def _compared(a: Deed, b: Deed, sides: Sides) -> tuple[Level, Party, Party] | None:
    if a.agent and a.patient and b.agent and b.patient:
        if _same(a.agent, b.agent) and _same(a.patient, b.patient):
            return SAME_PARTIES, a.agent, b.agent
        if _same(a.agent, b.patient) and _same(a.patient, b.agent) and a.is_sure and b.is_sure:
            return REVERSED, a.agent, b.agent
        if _same(a.patient, b.patient) and _are_apart(a.agent, b.agent, sides):
            return OTHER_AGENT, a.agent, b.agent
        if _same(a.agent, b.agent) and _are_apart(a.patient, b.patient, sides):
            is_alike = (sides.link.features.coverage or 0) >= VERY_ALIKE
            return (OTHER_PATIENT, a.patient, b.patient) if is_alike else None
    return None


def _same(a: Party, b: Party) -> bool:
    if (a.entity is None) != (b.entity is None):
        return False
    if a.entity is None:
        return bool(_telling(a) & _telling(b))
    return any(
        same_name(x, y) or government_of(x) == government_of(y) for x in a.keys for y in b.keys
    )


def _telling(party: Party) -> frozenset[str]:
    """What a common noun is known by, less what all people are."""
    return party.keys - {"person"}


def _are_apart(a: Party, b: Party, sides: Sides) -> bool:
    """Whether two parties are of one kind and two: a man and his party are not."""
    if a.entity is None or b.entity is None:
        return False
    if a.entity.kind is not b.entity.kind or a.entity.kind not in NAMED:
        return False
    if is_across(a.entity, b.entity) and not sound_apart(a.entity, b.entity):
        return False
    return are_two(a.entity, b.entity, sides)
