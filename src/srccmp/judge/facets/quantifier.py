"""How much of one set an event befell: all, most, half, a part, none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from srccmp.annotate.frames.qualities import Share, shares_of
from srccmp.annotate.frames.told import Told
from srccmp.judge.level import NOTHING, Level
from srccmp.judge.sides import Sides, found
from srccmp.model import Facet, Finding, Relation

SAME_SHARE = Level("the same share of the set", Relation.AGREE)
OTHER_SHARE = Level("two shares of one set", Relation.CONFLICT)
GREW = Level("first a part, then all", Relation.UPDATE)
# What cannot both hold of one set. "Most" and "all" are not here: who writes most may mean all but
# one; "some" says that there were any, and no more.
EXCLUSIVE = frozenset(
    map(frozenset, (
        ("all", "none"), ("all", "part"), ("all", "half"), ("none", "part"), ("none", "half"),
        ("none", "most"), ("none", "some"),
    ))
)  # fmt: skip

Days = tuple[date, date] | None


def share_level(a: Share, b: Share, published: tuple[Days, Days] = (None, None)) -> Level:
    """Two shares of one set, of which one event is told."""
    if a.share == b.share:
        return SAME_SHARE
    if frozenset((a.share, b.share)) not in EXCLUSIVE:
        return NOTHING
    mine, other = published
    if mine and other and "all" in (a.share, b.share):
        part, whole = (other, mine) if a.share == "all" else (mine, other)
        if part[1] < whole[0]:
            return GREW
    return OTHER_SHARE


def compare_shares(sides: Sides, left: Told, right: Told) -> Iterator[Finding]:
    """The shares of a set that both tell one event of."""
    for a in shares_of(left):
        for b in shares_of(right):
            if a.noun & b.noun and a.events & b.events:
                level = share_level(a, b, sides.published)
                yield from found(sides, Facet.SCOPE, level, a.span, b.span)
                return
