"""What each member of a claim tells on the facet that decides it, and which of that excludes the
other: findings compare the listed pairs alone, positions need it of every two members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from srccmp.align.features import same_count
from srccmp.annotate.analysis import Analysis
from srccmp.annotate.frames import Event, Frame
from srccmp.annotate.names import government_of, same_name
from srccmp.judge.facets.cause import FRAME_LADDERS
from srccmp.judge.facets.quantity import quantity_level
from srccmp.judge.facets.time import time_level
from srccmp.model import (
    Entity,
    Evidence,
    Facet,
    Polarity,
    Quantity,
    Relation,
    TimeRef,
)


@dataclass(frozen=True, slots=True)
class Value:
    """One thing told: ``key`` is equal for two that tell the same, wherever they stand."""

    key: tuple[object, ...]
    of: Quantity | TimeRef | Frame | Event | Entity


Values = tuple[Value, ...]

AGREES, OPPOSES, MEETS = Relation.AGREE, Relation.CONFLICT, Relation.COMPATIBLE


def values_of(facet: Facet, analysis: Analysis, evidence: Iterable[Evidence]) -> Values:
    """What the member tells in the words that its findings of the facet rest on."""
    spans = [each.span for each in evidence if each.statement_id == analysis.id]
    found = {
        value.key: value
        for value in all_values(facet, analysis)
        if any(span.meets(value.of.span) for span in spans)
    }
    return tuple(found[key] for key in sorted(found, key=repr))


def all_values(facet: Facet, analysis: Analysis) -> list[Value]:
    """All that the member tells of the facet's kind, of whatever thing."""
    annotated = analysis.annotated
    match facet:
        case Facet.QUANTITY:
            return [
                Value((q.low, q.high, q.unit, q.role, q.approximate), q)
                for q in annotated.quantities
            ]
        case Facet.TIME:
            return [
                Value((t.earliest, t.latest, t.edtf, t.grain, t.anchor, t.offset), t)
                for t in annotated.times
            ]
        case Facet.PLACE | Facet.WHO:
            return [
                Value((e.key, e.kind), e)
                for e in annotated.entities
                if e.kind.is_of_place is (facet is Facet.PLACE)
            ]
        case Facet.POLARITY:
            return [Value((e.concept, e.negated), e) for e in analysis.events]
        case Facet.STATUS:
            return [Value((e.concept, e.negated, e.status), e) for e in analysis.events]
        case _:
            return [
                Value((f.value, _sorted(f.names), _sorted(f.concepts), f.polarity), f)
                for f in analysis.frames
                if f.facet is facet
            ]


def _sorted(words: Iterable[object]) -> tuple[str, ...]:
    return tuple(sorted(map(str, words)))


def stands(facet: Facet, left: Values, right: Values) -> Relation | None:
    """How two members stand by their values: they agree where any two agree, else meet where any
    two meet, else oppose each other where any two do; None where nothing can be told."""
    found = {_pair(facet, a, b) for a in left for b in right}
    return next((relation for relation in (AGREES, MEETS, OPPOSES) if relation in found), None)


def _pair(facet: Facet, left: Value, right: Value) -> Relation | None:
    """How two values stand. A value agrees with its equal, whatever a ladder needs beside it."""
    if left.key == right.key:
        return AGREES
    match left.of, right.of:
        case Quantity() as a, Quantity() as b:
            return quantity_level(a, b).relation if same_count(a, b) else None
        case TimeRef() as a, TimeRef() as b:
            return time_level(a, b).relation
        case Frame() as a, Frame() as b:
            return FRAME_LADDERS[facet](a, b).relation
        case Event() as a, Event() as b:
            return _events(facet, a, b)
        case Entity() as a, Entity() as b:
            return _entities(a, b)
        case _:
            return None


def _entities(left: Entity, right: Entity) -> Relation | None:
    if same_name(left.key, right.key) or government_of(left.key) == government_of(right.key):
        return AGREES
    return OPPOSES if left.kind is right.kind else None


def _events(facet: Facet, left: Event, right: Event) -> Relation | None:
    """One event, told or denied, as far along or not. Two events can be told together: only a
    finding can tell that they exclude each other."""
    if left.concept != right.concept:
        return None
    if left.negated is not right.negated:
        return OPPOSES
    if facet is Facet.STATUS and left.status and right.status and left.status != right.status:
        return OPPOSES
    return AGREES


def is_denied(facet: Facet, values: Values) -> bool | None:
    """Whether the member denies what it tells of: more of its values are denied than not; None
    where the facet's values are never denied, or as many are."""
    told = [_sign(value.of) for value in values]
    if facet not in DENIABLE or not told:
        return None
    denied = told.count(True)
    return None if 2 * denied == len(told) else 2 * denied > len(told)


# Facets whose values can be denied; a source that tells another number denies nothing.
DENIABLE = frozenset({Facet.CAUSE, Facet.INTENT, Facet.POLARITY})


def _sign(of: Quantity | TimeRef | Frame | Event | Entity) -> bool:
    if isinstance(of, Event):
        return of.negated
    return isinstance(of, Frame) and of.polarity is Polarity.DENIED


def may_be_one(facet: Facet, left: Values, right: Values) -> bool:
    """Whether two members that nothing holds apart may be one side because they stand against
    the same others: yes where the facet has two answers alone, or one of them gives none, or only
    denies another's; two causes that nothing joins are two positions, and so are two names."""
    if facet in TWO_SIDED or not left or not right:
        return True
    if {is_denied(facet, left), is_denied(facet, right)} == {True, False}:
        return True
    mine = {word for value in left for word in _about(value.of)}
    return any(word in mine for value in right for word in _about(value.of))


TWO_SIDED = frozenset({Facet.POLARITY, Facet.INTENT, Facet.SCOPE, Facet.STATUS})


def _about(of: Quantity | TimeRef | Frame | Event | Entity) -> frozenset[str]:
    return of.concepts | {key for key, _ in of.names} if isinstance(of, Frame) else frozenset()
