"""Which number of one statement stands against which of the other, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from srccmp.annotate.names import government_of
from srccmp.annotate.numbers import coarser_units
from srccmp.judge.facets.quantity.kinship import ORDINAL, Kin, kin, one_role
from srccmp.judge.facets.quantity.ladder import (
    APART,
    CORRECTED,
    COURSES,
    FORMER,
    LATER,
    LIMITS,
    LIMITS_APART,
    MEET,
    quantity_level,
)
from srccmp.judge.facets.quantity.told import Told, corrects, goes_on, payers, tells_then, told_of
from srccmp.judge.level import Level
from srccmp.judge.sides import VERY_ALIKE, Sides, found
from srccmp.model import Facet, Finding, Quantity, Relation

QUESTIONED = 0.35  # match from which two counts in one role are held against each other
LINKED = 0.6  # match from which words beside the numbers stand for words of the whole statement
# Lengths of time are told of everything: two are compared only in nearly the same words.
DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
GOOD = (Relation.AGREE, Relation.COMPATIBLE)
LOOSE = (LIMITS, FORMER)  # levels at which a number may still have another partner
LIKELY = 0.2  # share of words in common from which words beside the numbers tell enough


Ends = tuple[float | None, float | None]  # of a number's bounds


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers that may be one figure, with what speaks for it."""

    left: Told
    right: Told
    kin: Kin
    one_role: bool | None
    level: Level

    @property
    def affinity(self) -> tuple[int, int, int, int]:
        """The higher, the likelier is one figure meant."""
        shared = len(self.left.beside & self.right.beside)
        alike = (self.left.is_part is self.right.is_part) + (
            self.left.is_whole is self.right.is_whole
        )
        return (alike, bool(self.one_role) + (self.one_role is not False), self.kin, shared)

    @property
    def shares_words(self) -> bool:
        return not self.left.beside.isdisjoint(self.right.beside)


def compare_quantities(sides: Sides) -> Iterator[Finding]:
    """Numbers of the same thing: those that agree or meet, and those that stand alone against each
    other once these are taken out."""
    if not (sides.left.annotated.quantities and sides.right.annotated.quantities):
        return
    mine = [told for told in told_of(sides.left) if not told.is_vague]
    other = [told for told in told_of(sides.right) if not told.is_vague]
    former = tuple(frozenset(_ends(t) for t in told if t.is_former) for told in (mine, other))
    pairs = [pair for a in mine for b in other if (pair := _pair(sides, a, b, former)) is not None]
    if not pairs:
        return
    met = _taken(
        [
            p
            for p in pairs
            if p.level.relation is Relation.AGREE
            or (p.level.relation in GOOD and not _has_nearer(p, pairs))
            if p.level not in LOOSE
        ]
    )
    free = _without(pairs, met)
    limits = _taken([p for p in free if p.level is LIMITS])
    apart = [p for p in free if p.level.relation not in GOOD and p.level.relation is not None]
    held = [p for p in _unambiguous(apart) if _holds(sides, p, mine, other, bool(met))]
    told = _taken([p for p in _without(pairs, held) if p.level is FORMER])
    yield from _findings(sides, _one_each([*met, *told]), lambda pair: pair.level)
    yield from _findings(sides, limits, lambda pair: _limits(sides, pair, mine, other))
    yield from _findings(sides, held, lambda pair: pair.level)


def _findings(
    sides: Sides, pairs: Sequence[Pair], level: Callable[[Pair], Level]
) -> Iterator[Finding]:
    for pair in pairs:
        left, right = pair.left.quantity.span, pair.right.quantity.span
        yield from found(sides, Facet.QUANTITY, level(pair), left, right)


def _pair(sides: Sides, left: Told, right: Told, former: Sequence[frozenset[Ends]]) -> Pair | None:
    """The two as a pair; None where they cannot be one figure. ``former`` are the numbers that
    each side tells as earlier counts."""
    a, b = left.quantity, right.quantity
    near = kin(a, b)
    same = (a.low, a.high) == (b.low, b.high)
    if near is Kin.NONE and not (same and _counts_finer(a, b)):
        return None
    role = one_role(a, b)
    repeated = _repeated(left, right, former)
    earlier = repeated or _earlier(sides, left, right)
    if left.is_former or right.is_former:
        if not same:
            return None
        if left.is_former is not right.is_former:
            is_before = _earlier(sides, left, right) is (left if left.is_former else right)
            return None if is_before else Pair(left, right, near, None, FORMER)
        return Pair(left, right, near, role, quantity_level(a, b))
    if role is False:
        return None
    level = quantity_level(a, _named_alike(b, a, near), earlier=_quantity(earlier))
    if level in (APART, LATER) and _is_corrected(sides, earlier, left, right, repeated):
        level = CORRECTED
    if level is APART and _has_grown(sides, earlier, left, right):
        level = LATER
    if level is LIMITS and earlier is not None and a.role in COURSES:
        level = MEET  # what was known by then
    return Pair(left, right, near, role, level)


def _has_grown(sides: Sides, earlier: Told | None, left: Told, right: Told) -> bool:
    """Whether the later account has the higher count of what is counted as it comes in."""
    if earlier is None or not (goes_on(sides.left) or goes_on(sides.right)):
        return False
    later = right if earlier is left else left
    return (later.quantity.low or 0) > (earlier.quantity.low or 0)


def _counts_finer(left: Quantity, right: Quantity) -> bool:
    """Whether one counts a kind of what the other counts: "two workers" / "two people"."""
    return left.unit in coarser_units(right.unit) or right.unit in coarser_units(left.unit)


def _named_alike(quantity: Quantity, other: Quantity, near: Kin) -> Quantity:
    """The quantity under the other's unit where both are taken to count one thing."""
    if near not in (Kin.LOOSE, Kin.FELLOW):
        return quantity
    return Quantity(
        span=quantity.span,
        low=quantity.low,
        high=quantity.high,
        unit=other.unit,
        role=quantity.role,
        approximate=quantity.approximate,
    )


def _quantity(told: Told | None) -> Quantity | None:
    return None if told is None else told.quantity


def _earlier(sides: Sides, left: Told, right: Told) -> Told | None:
    """The number of the account that was published first; None where that is not known."""
    mine, other = sides.published
    if not mine or not other or mine == other:
        return None
    return left if mine[1] <= other[0] else right if other[1] <= mine[0] else None


def _repeated(left: Told, right: Told, former: Sequence[frozenset[Ends]]) -> Told | None:
    """The number that the other account tells as an earlier count, beside its own: "five, up from
    three" is later than three, whatever the days of publication."""
    is_left = not right.is_former and _ends(left) in former[1]
    is_right = not left.is_former and _ends(right) in former[0]
    if is_left is is_right:
        return None  # neither, or each the other's
    return left if is_left else right


def _ends(told: Told) -> Ends:
    return told.quantity.low, told.quantity.high


def _is_corrected(
    sides: Sides, earlier: Told | None, left: Told, right: Told, repeated: Told | None
) -> bool:
    """Whether the later account says that it sets the count right, and by more than a rise."""
    if earlier is None:
        return False
    later, side = (right, sides.right) if earlier is left else (left, sides.left)
    if (later.quantity.low or 0) > (earlier.quantity.low or 0) and left.quantity.role in COURSES:
        return False
    return corrects(side) or repeated is earlier


def _taken(pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs that meet, the best first, each number once."""
    order = sorted(
        pairs,
        key=lambda p: (
            p.level.relation is not Relation.AGREE,
            tuple(-each for each in p.affinity),
            abs(p.left.number - p.right.number),
            p.left.number,
            p.right.number,
        ),
    )
    taken: list[Pair] = []
    for pair in order:
        if all(pair.left != p.left and pair.right != p.right for p in taken):
            taken.append(pair)
    return taken


def _has_nearer(pair: Pair, pairs: Sequence[Pair]) -> bool:
    """Whether one of the two numbers has a partner that is nearer in what it counts: 48 % stands
    against 40 %, not against a half of something else."""
    return any(
        p.affinity[:3] > pair.affinity[:3]
        for p in pairs
        if p is not pair and (p.left is pair.left or p.right is pair.right)
    )


def _without(pairs: Sequence[Pair], met: Sequence[Pair]) -> list[Pair]:
    left = {pair.left.number for pair in met}
    right = {pair.right.number for pair in met}
    return [p for p in pairs if p.left.number not in left and p.right.number not in right]


def _one_each(met: Sequence[Pair]) -> list[Pair]:
    """Of the pairs that meet one a unit, the best: more would tell a reader nothing."""
    found: dict[str, Pair] = {}
    for pair in met:
        if pair.left.quantity.unit not in found:
            found[pair.left.quantity.unit] = pair
    return list(found.values())


def _unambiguous(pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs of numbers of which each is the other's best, and no second is as good."""
    found = []
    for pair in pairs:
        rivals = [
            p for p in pairs if p is not pair and (p.left is pair.left or p.right is pair.right)
        ]
        if all(rival.affinity < pair.affinity for rival in rivals):
            found.append(pair)
    return found


# --- whether a difference is held against the two ------------------------------------------------


def _limits(sides: Sides, pair: Pair, mine: Sequence[Told], other: Sequence[Told]) -> Level:
    if not _is_of_one(sides, pair) or pair.kin is Kin.LOOSE:
        return LIMITS
    if _are_told_alike(sides):
        return LIMITS_APART
    a, b = pair.left.quantity, pair.right.quantity
    one_sided = (a.low is None) is (b.low is None) and (a.high is None) is (b.high is None)
    if (
        one_sided
        and _are_likely_told_alike(sides)
        and (pair.shares_words or _are_alone(pair, mine, other))
    ):
        return LIMITS_APART
    return LIMITS


def _are_likely_told_alike(sides: Sides) -> bool:
    return sides.is_same_telling() and (sides.link.features.coverage or 0) >= LIKELY


def _are_told_alike(sides: Sides) -> bool:
    """Whether both are nearly the same words: then what differs is a difference."""
    return sides.is_same_telling() and (sides.link.features.coverage or 0) >= VERY_ALIKE


def _is_of_one(sides: Sides, pair: Pair) -> bool:
    """Whether nothing around the two numbers keeps them from being one figure."""
    left, right = pair.left, pair.right
    if left.is_part is not right.is_part or left.is_whole is not right.is_whole:
        return False
    if left.quantity.unit == "thing" and right.quantity.unit == "thing" and not pair.shares_words:
        return False
    if left.quantity.role in GIVEN and _give_others(sides):
        return False
    here, there = left.places, right.places
    if here and there and not {*map(government_of, here)} & {*map(government_of, there)}:
        return False  # tolls of two towns
    return not _turns_elsewhere(sides)


# Sums of which each giver has its own.
GIVEN = frozenset({"paid", "allocated", "invested", "donated", "fined"})


def _give_others(sides: Sides) -> bool:
    """Whether both name who gives, and not the same one."""
    here, there = payers(sides.left), payers(sides.right)
    return bool(here and there) and here.isdisjoint(there)


def _turns_elsewhere(sides: Sides) -> bool:
    """Whether one turns back to something by a mere "then", and nothing tells that it is what the
    other speaks of."""
    if tells_then(sides.left) is tells_then(sides.right) is False:
        return False
    a, b = sides.left.scene, sides.right.scene
    if not (sides.left.dated and sides.right.dated) or a is None or b is None:
        return True
    return a[1] < b[0] or b[1] < a[0]


def _holds(
    sides: Sides, pair: Pair, mine: Sequence[Told], other: Sequence[Told], some_meet: bool
) -> bool:
    """Whether different numbers are a difference about one thing."""
    a, b = pair.left.quantity, pair.right.quantity
    if not _is_of_one(sides, pair):
        return False
    alike = _are_told_alike(sides)
    is_part = pair.left.is_part
    if a.unit in DURATIONS or a.unit.startswith("age-"):
        if pair.shares_words and _are_likely_told_alike(sides):
            return True
        return alike and _are_alone(pair, mine, other)
    if is_part and not pair.shares_words and a.unit in ("person", "thing"):
        return False
    if pair.kin is Kin.LOOSE and not a.unit.startswith(ORDINAL):
        return alike and (pair.shares_words or _are_alone(pair, mine, other))
    if pair.one_role:
        if pair.kin is Kin.FELLOW and not _is_crowd(a, b):
            return sides.is_same_telling() or (sides.link.mutual and sides.is_close(LINKED))
        if some_meet and not alike and not pair.shares_words and _has_rival(pair, mine, other):
            return False
        return sides.is_close(QUESTIONED)
    if a.unit.startswith(ORDINAL):
        return sides.is_close() and pair.shares_words
    if pair.kin is Kin.FELLOW:
        return sides.is_same_telling() and pair.shares_words
    if _are_alone(pair, mine, other) and sides.is_same_telling():
        return True
    return sides.link.mutual and sides.is_close(LINKED) and pair.shares_words


def _is_crowd(a: Quantity, b: Quantity) -> bool:
    return "person" in (a.unit, b.unit)


def _are_alone(pair: Pair, mine: Sequence[Told], other: Sequence[Told]) -> bool:
    """Whether neither side has a second number of the kind."""
    return all(
        sum(told.quantity.unit == own.quantity.unit for told in side) == 1
        for side, own in ((mine, pair.left), (other, pair.right))
    )


def _has_rival(pair: Pair, mine: Sequence[Told], other: Sequence[Told]) -> bool:
    """Whether a side has a second number of the unit in the role."""
    return any(
        sum(
            told.quantity.unit == own.quantity.unit and told.quantity.role == own.quantity.role
            for told in side
        )
        > 1
        for side, own in ((mine, pair.left), (other, pair.right))
    )
