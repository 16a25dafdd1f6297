"""Counts of the same thing in the same role."""

from __future__ import annotations

from collections.abc import Iterator

from srccmp.align.features import same_count
from srccmp.judge.level import NOTHING, Level
from srccmp.judge.sides import VERY_ALIKE, Sides, found
from srccmp.model import Facet, Finding, Quantity, Relation

# A figure of the later account that replaces the earlier one's: people counted as harm goes on.
COURSES = frozenset(
    {"killed", "injured", "missing", "damaged", "destroyed", "evacuated", "detained", "rescued",
     "hospitalised", "displaced", "found"}
)  # fmt: skip
ROUNDING = 0.1  # share by which "about 50 thousand" may miss 51,200 and still be the same


def bounds(quantity: Quantity) -> tuple[float, float]:
    """The least and the most that a count may be, wider where it is told roundly."""
    low = float("-inf") if quantity.low is None else quantity.low
    high = float("inf") if quantity.high is None else quantity.high
    if quantity.approximate and quantity.low is not None and quantity.high is not None:
        low, high = low - abs(low) * ROUNDING, high + abs(high) * ROUNDING
    return low, high


def quantity_level(left: Quantity, right: Quantity, *, earlier: Quantity | None = None) -> Level:
    """Two counts of the same thing in the same role. ``earlier`` is the one of the earlier
    account, None where the accounts' order is not known."""
    if (left.low, left.high) == (right.low, right.high):
        return Level("the same number", Relation.AGREE)
    if left.unit != right.unit:
        return NOTHING  # three children are no other count than twelve people
    (a, b), (c, d) = bounds(left), bounds(right)
    if a <= d and c <= b:
        return Level("numbers that meet within their bounds", Relation.COMPATIBLE)
    if _is_rounding(left, right):
        return Level("one rounds the other", Relation.COMPATIBLE)
    if earlier is not None and left.role in COURSES:
        later = right if earlier is left else left
        if (later.low or 0) > (earlier.low or 0):
            return Level("a later and higher count", Relation.UPDATE)
    return Level("different numbers", Relation.CONFLICT)


def _is_rounding(left: Quantity, right: Quantity) -> bool:
    """Whether a round number stands for the exact one: 52 % for 51.9 %, 50 thousand for 49,870."""
    if left.low is None or right.low is None or left.low != left.high or right.low != right.high:
        return False
    a, b = sorted((left.low, right.low))
    if b < 20 and float(a).is_integer() and float(b).is_integer():
        return False
    if not float(a).is_integer() or not float(b).is_integer():
        return round(a) == round(b)
    step: int = 10 ** max(0, len(str(int(b))) - 2)
    return step >= 10 and (a % step == 0 or b % step == 0) and abs(a - b) <= step / 2


QUESTIONED = 0.35  # where both count the same thing in the same role


def compare_quantities(sides: Sides) -> Iterator[Finding]:
    """Counts of the same thing in the same role; where one side gives several of a kind, only
    what agrees is told, since parts and wholes cannot be told apart."""
    for unit in sorted({q.unit for q in sides.left.annotated.quantities}):
        mine = [q for q in sides.left.annotated.quantities if q.unit == unit]
        other = sides.right.annotated.quantities
        pairs = [(a, b, _quantity(sides, a, b)) for a in mine for b in other if same_count(a, b)]
        good = [p for p in pairs if p[2].relation in (Relation.AGREE, Relation.COMPATIBLE)]
        if good:
            a, b, level = min(good, key=lambda p: p[2].relation is not Relation.AGREE)
        else:
            held = [p for p in pairs if _holds_against(sides, p[0], p[1])]
            if len(held) != 1:
                continue
            a, b, level = held[0]
        yield from found(sides, Facet.QUANTITY, level, a.span, b.span)


def _holds_against(sides: Sides, a: Quantity, b: Quantity) -> bool:
    """Whether different numbers would be a conflict: counted in one role; or, where a role is not
    told, the only ones of their kind on both sides, since one may be a part of the other."""
    if a.unit in UNCOUNTED:
        return False
    if a.role is not None and a.role == b.role:
        return sides.is_close(QUESTIONED)
    both = (sides.left.annotated.quantities, sides.right.annotated.quantities)
    alone = all(sum(q.unit == a.unit for q in quantities) == 1 for quantities in both)
    if a.unit in DURATIONS and (sides.link.features.coverage or 0) < VERY_ALIKE:
        return False
    return alone and sides.is_same_telling()


# Lengths of time are told of everything: two are compared only in nearly the same words.
DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})


UNCOUNTED = frozenset({"thing", "age-year"})


def _quantity(sides: Sides, a: Quantity, b: Quantity) -> Level:
    left, right = sides.published
    earlier = None
    if left and right and left != right:
        earlier = a if left[1] <= right[0] else b if right[1] <= left[0] else None
    return quantity_level(a, b, earlier=earlier)
