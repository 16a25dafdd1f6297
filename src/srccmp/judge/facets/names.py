"""Who, what and where: one slot of a statement filled in two ways."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from srccmp.annotate.analysis import Analysis
from srccmp.annotate.concepts import concepts_of
from srccmp.annotate.frames.told import Told, told_of
from srccmp.annotate.names import place_level
from srccmp.judge.facets.apart import are_two, is_speaker
from srccmp.judge.facets.leftover import compare_rest, is_aside
from srccmp.judge.facets.place import compare_places
from srccmp.judge.facets.quantifier import compare_shares
from srccmp.judge.facets.roles import compare_roles
from srccmp.judge.facets.who import compare_named, compare_posts, compare_qualities
from srccmp.judge.level import Level
from srccmp.judge.sides import Sides, found
from srccmp.judge.wordmap import KEPT
from srccmp.model import Entity, EntityKind, Facet, Finding, Relation

Row = list[tuple[str, Entity | None]]

READERS = (
    compare_places,
    compare_roles,
    compare_posts,
    compare_named,
    compare_qualities,
    compare_shares,
)


def compare_names(sides: Sides) -> Iterator[Finding]:
    """All that fills a slot: places, parties, offices, qualities, shares; else one name that stands
    for another in an otherwise matching row of words."""
    if not (sides.link.mutual and sides.is_close()):
        return
    left, right = _told(sides.left), _told(sides.right)
    told = [finding for reader in READERS for finding in reader(sides, left, right)]
    yield from told
    if sides.is_same_telling() and not any(f.relation is Relation.CONFLICT for f in told):
        in_a_row = list(_in_a_row(sides, left, right))
        yield from in_a_row or compare_rest(sides, left, right)


def _told(side: Analysis) -> Told:
    return told_of(side.tokens, side.annotated.entities, side.events, side.language)


def _in_a_row(sides: Sides, left: Told, right: Told) -> Iterator[Finding]:
    """One slot filled with another name in an otherwise matching statement."""
    mine, other = _slots(sides.left), _slots(sides.right)
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
        if is_aside(left, a[0]) or is_aside(right, b[0]):
            continue
        facet = Facet.PLACE if a[0].is_of_place else Facet.WHO
        level = Level("another name in the same place", Relation.CONFLICT)
        yield from found(sides, facet, level, a[0].span, b[0].span)


SAME_ROW = 0.6  # share of its words that a statement has in common with one that fills its slots


def _differ(a: Entity, b: Entity, sides: Sides) -> bool:
    if a.kind is not b.kind or a.kind is EntityKind.NAME or not are_two(a, b, sides):
        return False
    if a.is_of_place and (place_level(a.key) is None or place_level(a.key) != place_level(b.key)):
        return False  # the one may lie in the other
    if is_speaker(sides.left, a) or is_speaker(sides.right, b):
        return False
    mine = {entity.key for entity in sides.left.annotated.entities}
    other = {entity.key for entity in sides.right.annotated.entities}
    return a.key not in other and b.key not in mine


@lru_cache(maxsize=KEPT)
def _slots(side: Analysis) -> Row:
    """The statement as a row of keys: names by entity key, other words by concept or lemma."""
    row: Row = []
    entities = {entity.span.start: entity for entity in side.annotated.entities}
    until = -1
    for token in side.tokens:
        if token.span.start < until or not token.is_word:
            continue
        if entity := entities.get(token.span.start):
            row.append((f"e:{entity.key}", entity))
            until = entity.span.stop
            continue
        names = concepts_of(token, side.language)
        word = names[0] if names else token.key[:6]
        row.append((PASSIVE if token.pos == "PRTS" else word, None))
    return row


PASSIVE = "passive"  # a verb whose subject is the one that it was done to
