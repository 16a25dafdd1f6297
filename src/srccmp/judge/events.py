"""Events that two statements both tell."""

from __future__ import annotations

from collections.abc import Iterator

from srccmp.align.questions import meet
from srccmp.annotate.frames import Event, specific
from srccmp.judge.sides import Sides
from srccmp.model import EntityKind


def around_meets(sides: Sides, a: Event, b: Event) -> bool:
    """Whether the two events befell a thing or name in common: in their clauses, or, where a
    clause has but a pronoun, in their statements."""
    if meet(a.around, b.around):
        return True
    if specific(a.around) and specific(b.around):
        return False
    mine = {e.key for e in sides.left.annotated.entities if e.kind in PARTIES}
    other = {e.key for e in sides.right.annotated.entities if e.kind in PARTIES}
    return bool(mine & other) or not (mine and other)


PARTIES = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.NAME})


def shared_events(sides: Sides) -> Iterator[tuple[Event, Event]]:
    for a in sides.left.events:
        for b in sides.right.events:
            if a.concept == b.concept and not (a.alleged or b.alleged):
                yield a, b
