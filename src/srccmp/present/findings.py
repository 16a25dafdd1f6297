"""The findings of a claim put together, before anything is drawn: those of one kind under one
heading, each word that they rest on once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from srccmp.model import Certainty, Evidence, Facet, Finding, Relation

# Relations whose confidence is more than that of the match.
WEIGHED = frozenset({Relation.CONFLICT, Relation.UPDATE, Relation.UNCLEAR})

Sides = tuple[list[Evidence], list[Evidence], int]


def kinds(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Those of one relation, facet and level together that came about in one way, each kind where
    its first finding stands."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for finding in map(turned, findings):
        before = (finding.opinion.before,) if finding.opinion else ()
        key = (finding.relation, finding.facet, finding.level, before)
        found.setdefault(key, []).append(finding)
    return list(found.values())


def turned(finding: Finding) -> Finding:
    """Hedged against asserted is asserted against hedged the other way round: the surer one is on
    the left, so that both stand under one heading."""
    if finding.facet is not Facet.CERTAINTY:
        return finding
    left, between, right = finding.level.partition(" against ")
    sure = list(Certainty)
    if not between or left not in sure or right not in sure:
        return finding
    if sure.index(Certainty(left)) <= sure.index(Certainty(right)):
        return finding
    level = f"{right} against {left}"
    reason = level if finding.reason == finding.level else finding.reason
    return replace(finding, level=level, reason=reason, left=finding.right, right=finding.left)


def sureness(group: Sequence[Finding]) -> str:
    """How sure the findings are, in per cent; "" where that was not measured, or tells no more than
    the match does."""
    each = sorted({round(f.confidence * 100) for f in group if f.confidence is not None})
    relation = group[0].relation
    if not each or relation not in WEIGHED:
        return ""
    told = f"{each[0]} %" if len(each) == 1 else f"{each[0]}–{each[-1]} %"
    return f"a conflict after all: {told}" if relation is Relation.UNCLEAR else f"{told} sure"


def families(group: Iterable[Finding]) -> list[list[Evidence]]:
    """The sides of the pairs, those together that a chain of pairs joins, in the order of their
    first pairs."""
    family_of: dict[Evidence, int] = {}
    found: list[list[Evidence]] = []
    for finding in group:
        ends = (finding.left, finding.right)
        joined = sorted({family_of[side] for side in ends if side in family_of})
        if not joined:
            joined = [len(found)]
            found.append([])
        first = joined[0]
        moved = [side for other in joined[1:] for side in found[other]]
        for other in joined[1:]:
            found[other] = []
        moved += [side for side in dict.fromkeys(ends) if side not in family_of]
        found[first] += moved
        family_of.update(dict.fromkeys(moved, first))
    return [family for family in found if family]


def sides_of(group: Sequence[Finding]) -> list[Sides]:
    """Pairs as two lists that stand against each other, and of how many pairs they are: one entry
    where a chain of pairs joins all and two lists can be made of them, else one entry for each set
    of right sides.

    Which side of a finding is the left one depends on the order of the articles and tells nothing.
    """
    parts = families(group)
    part_of = {side: rank for rank, family in enumerate(parts) for side in family}
    pairs: list[list[Finding]] = [[] for _ in parts]
    for finding in group:
        pairs[part_of[finding.left]].append(finding)
    found: list[Sides] = []
    for family, inside in zip(parts, pairs, strict=True):
        if (split := _in_two(family, inside)) is not None:
            found.append((*split, len(inside)))
        else:
            found += by_right(inside)
    return found


def _in_two(
    family: Sequence[Evidence], pairs: Sequence[Finding]
) -> tuple[list[Evidence], list[Evidence]] | None:
    """The family in two lists so that no pair lies within one; None where there are no such. As the
    pairs join all of it, there is no other way to do it."""
    beside: dict[Evidence, list[Evidence]] = {side: [] for side in family}
    for pair in pairs:
        beside[pair.left].append(pair.right)
        beside[pair.right].append(pair.left)
    place = {pairs[0].left: False}
    waiting = [pairs[0].left]
    while waiting:
        one = waiting.pop()
        for other in beside[one]:
            if other not in place:
                place[other] = not place[one]
                waiting.append(other)
    if any(place[pair.left] == place[pair.right] for pair in pairs):
        return None
    return [e for e in family if not place[e]], [e for e in family if place[e]]


def by_right(group: Iterable[Finding]) -> list[Sides]:
    """Each set of right sides with all the left sides that stand against just these."""
    rights: dict[Evidence, dict[Evidence, None]] = {}
    for finding in group:
        rights.setdefault(finding.left, {})[finding.right] = None
    lefts: dict[tuple[Evidence, ...], list[Evidence]] = {}
    for left, found in rights.items():
        lefts.setdefault(tuple(found), []).append(left)
    return [(left, list(right), len(left) * len(right)) for right, left in lefts.items()]
