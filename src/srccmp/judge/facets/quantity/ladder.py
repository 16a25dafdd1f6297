"""The levels of two numbers of one thing: equal, meeting within bounds or rounding, apart."""

from __future__ import annotations

import math

from srccmp.annotate.numbers import kind_of_unit
from srccmp.judge.level import NOTHING, Level
from srccmp.model import Quantity, Relation

# A figure of the later account that replaces the earlier one's: people counted as harm goes on.
COURSES = frozenset(
    {"killed", "injured", "missing", "damaged", "destroyed", "evacuated", "detained", "rescued",
     "hospitalised", "displaced", "found"}
)  # fmt: skip
ROUNDING = 0.1  # share by which "about 50 thousand" may miss 51,200 and still be the same
LEAST_ROUNDING = 0.05  # of two numbers that are both "about"
CONVERTED = 0.08  # "20 feet" told as "6 metres": the rounding of a length told in other units
DIGITS = 4  # figures from which a length in metres was told in feet or miles

SAME = Level("the same number", Relation.AGREE)
MEET = Level("numbers that meet within their bounds", Relation.COMPATIBLE)
ROUNDED = Level("one rounds the other", Relation.COMPATIBLE)
LATER = Level("a later and higher count", Relation.UPDATE)
CORRECTED = Level("a correction of an earlier count", Relation.UPDATE)
APART = Level("different numbers", Relation.CONFLICT)
# Both can hold, and are not the same news: "more than 800" / "more than 1,120".
LIMITS = Level("limits that differ", Relation.COMPATIBLE)
LIMITS_APART = Level("limits that differ, told alike", Relation.CONFLICT)
FAR = 1.5  # from which a number is no longer what "more than" or "up to" another is said of
FORMER = Level("the earlier count, told as such", Relation.AGREE)


def quantity_level(left: Quantity, right: Quantity, *, earlier: Quantity | None = None) -> Level:
    """Two counts of the same thing in the same role. ``earlier`` is the one of the earlier
    account, None where the accounts' order is not known."""
    left, right, earlier = _in_one_unit(left, right, earlier)
    if (left.low, left.high) == (right.low, right.high):
        return SAME
    if left.unit != right.unit:
        return NOTHING  # three children are no other count than twelve people
    roles = {left.role, right.role} - {None}
    is_course = bool(roles) and roles <= COURSES
    is_later_higher = is_course and earlier is not None and _rose(left, right, earlier)
    if limits_differ(left, right):
        return LATER if is_later_higher else LIMITS
    if _meet(left, right):
        return MEET
    if _is_rounding(left, right):
        return ROUNDED
    return LATER if is_later_higher else APART


def _in_one_unit(
    left: Quantity, right: Quantity, earlier: Quantity | None
) -> tuple[Quantity, Quantity, Quantity | None]:
    """A share as per cent where the other side has these: "half" / "50 %"."""
    if {left.unit, right.unit} != {"share", "percent"}:
        return left, right, earlier
    one, other = _as_percent(left), _as_percent(right)
    return one, other, None if earlier is None else one if earlier is left else other


def _as_percent(quantity: Quantity) -> Quantity:
    if quantity.unit == "percent":
        return quantity
    low, high = (
        None if end is None else round(end * 100, 2) for end in (quantity.low, quantity.high)
    )
    return Quantity(
        span=quantity.span,
        low=low,
        high=high,
        unit="percent",
        role=quantity.role,
        approximate=quantity.approximate,
    )


def _rose(left: Quantity, right: Quantity, earlier: Quantity) -> bool:
    later = right if earlier is left else left
    return _height(later) > _height(earlier)


def _height(quantity: Quantity) -> float:
    return (quantity.low if quantity.low is not None else quantity.high) or 0.0


def limits_differ(left: Quantity, right: Quantity) -> bool:
    """Whether both tell a limit on the same side, or a range, and these are not near each other:
    both may hold, but two accounts of one figure would not tell them so."""
    a, b = (left.low, left.high), (right.low, right.high)
    if left.approximate or right.approximate:
        return False
    if _is_far_off(left, right) or _is_far_off(right, left):
        return True
    for end, other in ((0, 1), (1, 0)):
        mine, theirs = a[end], b[end]
        if mine is None or theirs is None or _are_near(mine, theirs):
            continue
        is_open = a[other] is None and b[other] is None
        is_range = a[0] != a[1] and b[0] != b[1] and a[other] == b[other]
        if is_open or is_range:
            return True
    return False


def _is_far_off(limit: Quantity, exact: Quantity) -> bool:
    """Whether "more than 16 thousand" stands against 26 thousand: true, and not said of it."""
    if exact.low is None or exact.low != exact.high or exact.low <= 0:
        return False
    if limit.high is None and limit.low is not None:
        return exact.low >= FAR * limit.low
    return limit.low is None and limit.high is not None and FAR * exact.low <= limit.high


def _are_near(left: float, right: float) -> bool:
    return abs(left - right) <= ROUNDING * max(abs(left), abs(right))


def _figures(quantity: Quantity) -> float:
    """How far a number may miss by what its figures tell: 140 by 10, 168 by 1; a share of it from
    ``LEAST_ROUNDING`` to ``ROUNDING``."""
    value = quantity.low
    if not value or value != quantity.high:
        return ROUNDING
    digits = f"{abs(value):.6f}".rstrip("0").rstrip(".")
    step = 10.0 ** (len(digits) - len(digits.rstrip("0"))) if "." not in digits else 0.0
    return min(ROUNDING, max(LEAST_ROUNDING, step / abs(value)))


def _bounds(quantity: Quantity, slack: float, rounding: float = ROUNDING) -> tuple[float, float]:
    low = -math.inf if quantity.low is None else quantity.low
    high = math.inf if quantity.high is None else quantity.high
    if quantity.approximate and quantity.low is not None and quantity.high is not None:
        slack = max(slack, rounding)
    if slack:
        low = low - abs(low) * slack if low > -math.inf else low
        high = high + abs(high) * slack if high < math.inf else high
    return low, high


def _meet(left: Quantity, right: Quantity) -> bool:
    slack = CONVERTED if _is_converted(left) or _is_converted(right) else 0.0
    if left.approximate and right.approximate and not slack:
        # "about 140" is said of another number than "about 168".
        (a, b), (c, d) = (_bounds(q, 0.0, _figures(q)) for q in (left, right))
    else:
        (a, b), (c, d) = (_bounds(q, slack) for q in (left, right))
    return (a <= d and c <= b) or _are_one_heat(left, right)


def _is_converted(quantity: Quantity) -> bool:
    """Whether the number was told in feet or miles, which are no round number of metres."""
    if kind_of_unit(quantity.unit) != "measure":
        return False
    ends = (end for end in (quantity.low, quantity.high) if end)
    return any(len(f"{abs(end):.6f}".replace(".", "").strip("0")) >= DIGITS for end in ends)


def _are_one_heat(left: Quantity, right: Quantity) -> bool:
    """80 degrees of one scale are 27 of the other; which one it was is seldom told."""
    if left.unit != "degree" or right.unit != "degree":
        return False
    a, b = left.low, right.low
    if a is None or b is None or min(a, b) <= 0:
        return False  # below zero the two scales cross
    return any(abs(f - (c * 1.8 + 32)) <= 1 for f, c in ((a, b), (b, a)))


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
    if step >= 10 and (a % step == 0 or b % step == 0) and abs(a - b) <= step / 2:
        return True
    return _is_one_figure(a, b)


HEADLINE = 1000  # from which a headline gives a single figure: "2 thousand" for 2,130
SINGLE = 0.1  # and may miss by this share


def _is_one_figure(low: float, high: float) -> bool:
    """Whether one is the other cut or rounded to fewer figures: 116 billion for 116.8 billion."""
    if low < HEADLINE:
        return False
    zeros = [len(str(int(each))) - len(str(int(each)).rstrip("0")) for each in (low, high)]
    return abs(low - high) <= min(10.0 ** max(zeros), SINGLE * high)
