"""The levels of agreement for each facet: the first that holds wins, "cannot tell" among them.

Every ladder is symmetric in its two sides; order in time enters only where a level says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from srccmp.annotate.frames import CIVIL, Event, Frame
from srccmp.annotate.names import government_of, same_name
from srccmp.model import Certainty, EntityKind, Grain, Polarity, Quantity, Relation, TimeRef


@dataclass(frozen=True, slots=True)
class Level:
    """A rung: its name, and the relation that it stands for (None: nothing to report)."""

    name: str
    relation: Relation | None


NOTHING = Level("nothing to compare", None)

# Causes of one group can stand together; those of two groups exclude each other, but for what
# is in none of them (a strike can make a machine fail, an explosion can follow anything).
EXCLUSIVE = (
    frozenset({"weather", "earthquake"}),
    frozenset({"malfunction", "short-circuit"}),
    frozenset({"negligence", "violate"}),
    frozenset({"arson", "sabotage"}),
)
WEAPONLIKE = frozenset({EntityKind.WEAPON, EntityKind.PRODUCT})
# Named things that caused harm, in a phrase that tells of a weapon.
NAMED = WEAPONLIKE | {EntityKind.NAME}
# A figure of the later account that replaces the earlier one's: people counted as harm goes on.
COURSES = frozenset(
    {"killed", "injured", "missing", "damaged", "destroyed", "evacuated", "detained", "rescued",
     "hospitalised", "displaced", "found"}
)  # fmt: skip
ROUNDING = 0.1  # share by which "about 50 thousand" may miss 51,200 and still be the same


def _weapon_names(frame: Frame) -> set[str]:
    kinds = NAMED if "weapon" in frame.concepts or "debris" in frame.concepts else WEAPONLIKE
    return {key for key, kind in frame.names if kind in kinds}


def _owners(frame: Frame) -> set[str]:
    """The states whose weapon it was, where the phrase names them."""
    states = {
        "armed-forces-ukraine": "ukraine",
        "armed-forces-russia": "russia",
    }
    return {
        states.get(key, government_of(key))
        for key, kind in frame.names
        if kind.is_of_place or key in states
    }


def _meet(left: set[str], right: set[str]) -> bool:
    return any(same_name(a, b) for a in left for b in right)


def cause_level(left: Frame, right: Frame) -> Level:
    """Two causes of one harm: by the named weapon, then by its owner, then by the kind of cause."""
    same_polarity = left.polarity is right.polarity
    a, b = _weapon_names(left), _weapon_names(right)
    if a and b:
        if _meet(a, b):
            if same_polarity:
                return Level("the same thing caused it", Relation.AGREE)
            return Level("one says it caused it, the other says it did not", Relation.CONFLICT)
        if Polarity.DENIED in (left.polarity, right.polarity):
            return NOTHING
        return Level("two different things caused it", Relation.CONFLICT)
    if not same_polarity:
        shared = _kinds_of_cause(left) & _kinds_of_cause(right)
        if shared:
            return Level("one says so, the other denies it", Relation.CONFLICT)
        return NOTHING
    if left.polarity is Polarity.DENIED:
        return NOTHING
    both_weapons = "weapon" in left.concepts and "weapon" in right.concepts
    if both_weapons and (mine := _owners(left)) and (other := _owners(right)):
        if mine & other:
            return Level("a weapon of the same side caused it", Relation.AGREE)
        return Level("weapons of two sides", Relation.CONFLICT)
    if _exclude(left, right):
        return Level("two kinds of cause that exclude each other", Relation.CONFLICT)
    if _kinds_of_cause(left) & _kinds_of_cause(right):
        return Level("the same kind of cause", Relation.AGREE)
    return NOTHING


def _kinds_of_cause(frame: Frame) -> frozenset[str]:
    return frozenset().union(*EXCLUSIVE, {"strike", "explode", "accident"}) & frame.concepts


def _exclude(left: Frame, right: Frame) -> bool:
    a = {i for i, group in enumerate(EXCLUSIVE) if group & left.concepts}
    b = {i for i, group in enumerate(EXCLUSIVE) if group & right.concepts}
    return bool(a and b) and not a & b


def intent_level(left: Frame, right: Frame) -> Level:
    if left.polarity is right.polarity:
        return Level("both say whether it was meant, alike", Relation.AGREE)
    return Level("meant against not meant", Relation.CONFLICT)


def scope_level(left: Frame, right: Frame) -> Level:
    """ "Only X": agrees with the same limit, conflicts with harm to what is not X."""
    a, b = sorted((left, right), key=lambda frame: not frame.value.startswith("only:"))
    if b.value.startswith("only:"):
        if a.concepts & b.concepts:
            return Level("the same limit", Relation.AGREE)
        return NOTHING
    if "military-target" in a.concepts and b.concepts & CIVIL:
        return Level("a limit, and harm beyond it", Relation.CONFLICT)
    return NOTHING


def _bounds(quantity: Quantity) -> tuple[float, float]:
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
    (a, b), (c, d) = _bounds(left), _bounds(right)
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


def time_level(left: TimeRef, right: TimeRef) -> Level:
    """Two times of one event: alike where the intervals meet."""
    if left.earliest and left.latest and right.earliest and right.latest:
        if _is_clock(left) and _is_clock(right) and "published" in (left.anchor, right.anchor):
            # The hour is told, its day only supposed: hours are compared alone.
            return _hours_level(left, right)
        if left.offset is not None and right.offset is not None and left.offset != right.offset:
            return NOTHING
        if left.earliest <= right.latest and right.earliest <= left.latest:
            if left.grain is right.grain:
                return Level("the same time", Relation.AGREE)
            return Level("times that meet, one finer", Relation.COMPATIBLE)
        if _is_near(left, right):
            return Level("times that are near each other", Relation.COMPATIBLE)
        return Level("different times", Relation.CONFLICT)
    if left.earliest is None and right.earliest is None:
        same = left.edtf == right.edtf
        return Level("the same day of the year", Relation.AGREE) if same else NOTHING
    return NOTHING


def _is_clock(ref: TimeRef) -> bool:
    return ref.grain in (Grain.MINUTE, Grain.HOUR)


def _hours_level(left: TimeRef, right: TimeRef) -> Level:
    if left.earliest is None or right.earliest is None or left.offset != right.offset:
        return NOTHING
    apart = abs(_minutes(left.earliest) - _minutes(right.earliest))
    if apart == 0:
        return Level("the same hour", Relation.AGREE)
    if timedelta(minutes=apart) <= NEAR:
        return Level("times that are near each other", Relation.COMPATIBLE)
    return Level("different hours", Relation.CONFLICT)


def _minutes(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


NEAR = timedelta(minutes=20)  # clock times so near are one time, told roundly


def _is_near(left: TimeRef, right: TimeRef) -> bool:
    """Whether two clock times differ by no more than telling roundly makes them differ."""
    if left.earliest is None or right.earliest is None:
        return False
    both = _is_clock(left) and _is_clock(right)
    return both and abs(left.earliest - right.earliest) <= NEAR


def status_level(
    left: Event,
    right: Event,
    published: tuple[tuple[date, date] | None, tuple[date, date] | None],
) -> Level:
    """How far one thing has got. What an earlier account plans and a later one reports is an
    update; what an earlier one reports as done and a later one as still under way conflicts."""
    if left.status is None or right.status is None:
        return NOTHING
    if left.status == right.status:
        return Level("as far along", Relation.AGREE)
    ranks = {"planned": 0, "underway": 1, "done": 2}
    if ranks[left.status] > ranks[right.status]:
        return status_level(right, left, (published[1], published[0]))
    less, more = published
    if less is None or more is None or right.status != "done":
        return NOTHING
    if less[1] <= more[0] and less != more:
        return Level("first on its way, then done", Relation.UPDATE)
    if more[1] <= less[0] and more != less:
        return Level("done already, and later said to be on its way", Relation.CONFLICT)
    return NOTHING


def certainty_level(left: Certainty, right: Certainty) -> Level:
    if left is right:
        return NOTHING
    return Level(f"{left.value} against {right.value}", Relation.COMPATIBLE)
