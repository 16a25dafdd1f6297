"""One slot filled with another name in an otherwise matching statement."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from srccmp.annotate.names import government_of, is_abbreviation, is_outlet, latin, same_name
from srccmp.judge.level import Level
from srccmp.judge.sides import PASSIVE, Sides, found
from srccmp.model import Entity, EntityKind, Facet, Finding, Relation


def compare_names(sides: Sides) -> Iterator[Finding]:
    """One slot filled with another name in an otherwise matching statement."""
    if not sides.is_same_telling():
        return
    mine, other = sides.slots(sides.left), sides.slots(sides.right)
    matcher = SequenceMatcher(
        None, [key for key, _ in mine], [key for key, _ in other], autojunk=False
    )
    # The first two are upper bounds of the third, and cost a tenth of it.
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    if any(bound() < SAME_ROW for bound in bounds):
        return
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "replace" or i2 - i1 > 2 or j2 - j1 > 2:
            continue
        if PASSIVE in (key for key, _ in (*mine[i1:i2], *other[j1:j2])):
            continue  # «назначен Рааб», "May appointed": two roles
        a = [entity for _, entity in mine[i1:i2] if entity]
        b = [entity for _, entity in other[j1:j2] if entity]
        if len(a) != 1 or len(b) != 1 or not _differ(a[0], b[0], sides):
            continue
        facet = Facet.PLACE if a[0].is_of_place else Facet.WHO
        level = Level("another name in the same place", Relation.CONFLICT)
        yield from found(sides, facet, level, a[0].span, b[0].span)


SAME_ROW = 0.6  # share of its words that a statement has in common with one that fills its slots


def _differ(a: Entity, b: Entity, sides: Sides) -> bool:
    if a.kind is not b.kind or a.kind is EntityKind.NAME:
        return False
    if same_name(a.key, b.key) or government_of(a.key) == government_of(b.key):
        return False
    if is_outlet(a.key) or is_outlet(b.key):
        return False  # who told it, not whom it tells of
    if is_abbreviation(a) != is_abbreviation(b):
        return False  # «НАК» may be «Нафтогаз»
    if _are_variants(a.key, b.key) or _are_variants(_spelled(a), _spelled(b)):
        return False
    mine = {entity.key for entity in sides.left.annotated.entities}
    other = {entity.key for entity in sides.right.annotated.entities}
    return a.key not in other and b.key not in mine


def _are_variants(left: str, right: str) -> bool:
    """Whether one name is a part of the other ("Nord Stream" / "Nord Stream AG") or spelled much
    like it (Мей / Май)."""
    a, b = set(left.split("_")), set(right.split("_"))
    return bool(a & b) or SequenceMatcher(None, left, right).ratio() >= SPELLED_ALIKE


SPELLED_ALIKE = 0.6


def _spelled(entity: Entity) -> str:
    return "_".join(latin(word) for word in entity.surface.split())
